import { expect, type Locator, type Page, test } from "@playwright/test";
import { LAB } from "../pageControls.ts";

async function openEditor(page: Page): Promise<Locator> {
  await page.goto(LAB);
  await page.getByRole("combobox", { name: "Student", exact: true }).selectOption("convolutional");
  await page.getByRole("button", { name: "Edit the student's layers" }).click();
  return page.getByRole("dialog");
}

/** The kinds of the layers in their order, as their handles name them. */
async function kindsIn(dialog: Locator): Promise<readonly string[]> {
  const labels = await dialog
    .getByRole("button", { name: /^Move layer/ })
    .evaluateAll((handles) => handles.map((handle) => handle.getAttribute("aria-label")!.replace(/.*, /, "")));
  return labels;
}

const [CONV, POOL, DENSE] = ["convolution", "pooling", "dense"];

test("layers are moved by keys, which keep the focus, and by a pointer", async ({ page }) => {
  const dialog = await openEditor(page);
  await expect.poll(() => kindsIn(dialog)).toEqual([CONV, POOL, CONV, POOL, DENSE]);
  await dialog.getByRole("button", { name: "Move layer 2 of 5, pooling" }).focus();
  await page.keyboard.press("ArrowUp");
  await expect.poll(() => kindsIn(dialog)).toEqual([POOL, CONV, CONV, POOL, DENSE]);
  await expect(dialog.getByRole("button", { name: "Move layer 1 of 5, pooling" })).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(dialog.getByRole("button", { name: "Move layer 1 of 5, pooling" })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => kindsIn(dialog)).toEqual([CONV, POOL, CONV, POOL, DENSE]);

  const [from, to] = await Promise.all(
    ["Move layer 4 of 5, pooling", "Move layer 1 of 5, convolution"].map((name) =>
      dialog.getByRole("button", { name }).boundingBox(),
    ),
  );
  await page.mouse.move(from!.x + 5, from!.y + 5);
  await page.mouse.down();
  await page.mouse.move(to!.x + 5, to!.y + 5, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => kindsIn(dialog)).toEqual([POOL, CONV, POOL, CONV, DENSE]);
  await dialog.getByRole("button", { name: "Close" }).click();
  const chosen = page.getByRole("combobox", { name: "Student", exact: true }).locator("option:checked");
  await expect(chosen).toHaveText("pool2-conv8-pool2-conv16-64-10");
});

test("a size that does not fit is refused beside its field, and the experiment keeps the layers before", async ({
  page,
}) => {
  const dialog = await openEditor(page);
  const size = dialog.getByRole("spinbutton", { name: "size" }).last();
  await size.fill("3");
  await size.press("Enter");
  await expect(dialog.getByRole("alert")).toContainText("a 14x14 map cannot be pooled by 3");
  await expect(size).toHaveAccessibleDescription(/cannot be pooled by 3/);
  await expect(dialog.getByText("the experiment keeps those before")).toBeVisible();
  const stride = dialog.getByRole("spinbutton", { name: "stride" }).last();
  await stride.fill("2");
  await stride.press("Enter");
  await expect(dialog.getByRole("alert")).toHaveCount(0);
  await expect(dialog.getByRole("status").last()).toContainText("parameters");
  await dialog.getByRole("combobox", { name: "activation" }).first().selectOption("leaky ReLU");
  await expect(dialog.getByRole("spinbutton", { name: "slope below 0" })).toHaveValue("0.01");
});
