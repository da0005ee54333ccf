import { expect, type Locator, type Page, test } from "@playwright/test";
import { resnet8 } from "../../src/domain/publishedArchitectures.ts";
import { seriousFaults } from "../accessibility.ts";
import { chooseBackend, LAB, openWith, tinyExperiment, trainToTheEnd } from "../pageControls.ts";

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

test("a shortcut that does not fit is refused beside its field until it has a projection, and the network trains", async ({
  page,
}) => {
  const { training } = tinyExperiment(4).student;
  await openWith(page, { ...tinyExperiment(4), student: { architecture: resnet8, training } });
  const student = page.getByRole("combobox", { name: "Student", exact: true });
  await expect(student.locator("option:checked")).toContainText("ResNet-8");
  await page.getByRole("button", { name: "Edit the student's layers" }).click();
  const dialog = page.getByRole("dialog");
  const passed = dialog.getByRole("spinbutton", { name: "passes by" }).first();
  await passed.fill("3");
  await passed.press("Enter");
  await expect(dialog.getByRole("alert")).toContainText(
    "layer 4: 28x28x1 outputs cannot be added to 28x28x16; take a projection",
  );
  await dialog.getByRole("checkbox", { name: "1x1 projection" }).first().check();
  await expect(dialog.getByRole("alert")).toHaveCount(0);
  await expect(dialog.getByRole("checkbox", { name: "batch norm" })).toHaveCount(10);
  expect(await seriousFaults(page, "dialog")).toEqual([]);
  await dialog.getByRole("button", { name: "Close" }).click();
  await chooseBackend(page, "wasm");
  await trainToTheEnd(page);
  await expect(page.locator(".network-picture .shortcut.student")).toHaveCount(3);
});

test("a small network with shortcuts trains on WebGPU", async ({ page }) => {
  const conv = { kind: "conv", filters: 2, kernel: 3, activation: "relu", batchNorm: true } as const;
  const layers = [
    { kind: "pool", size: 4 } as const,
    { ...conv, stride: 2 },
    { ...conv, activation: "linear" as const },
    { kind: "add", back: 2, activation: "relu", projection: true, batchNorm: true } as const,
    { kind: "dense", units: 5, activation: "relu" } as const,
    { kind: "dense", units: 5, activation: "relu" } as const,
    { kind: "add", back: 1, activation: "relu" } as const,
  ];
  const tiny = tinyExperiment(4);
  const network = { architecture: { ...tiny.student.architecture, layers }, training: tiny.student.training };
  await openWith(page, { ...tiny, student: network, teacher: network });
  await chooseBackend(page, "webgpu");
  await trainToTheEnd(page);
  await expect(page.locator(".status")).toContainText("webgpu");
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
