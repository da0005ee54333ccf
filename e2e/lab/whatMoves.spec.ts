/** What moves in the lab when something is moved, and what does not. */

import { expect, type Locator, type Page, test } from "@playwright/test";
import { LAB_HASH, openDetail } from "../pageControls.ts";

const bars = (page: Page) => page.locator(".bars");
const sentence = (page: Page) => page.locator(".caption");
const result = (page: Page) => page.getByRole("region", { name: "Result" });
const headline = (page: Page) => result(page).locator(".numbers");
const verdict = (page: Page) => result(page).locator(".verdict");
const chart = (page: Page) => page.locator(".chart-layer");
const staleBar = (page: Page) => page.locator(".stale-bar");

async function openLab(page: Page, preset = "hinton"): Promise<void> {
  await page.goto(`/${LAB_HASH}/${preset}`);
  await expect(verdict(page)).not.toHaveText(/no verdict|waiting/);
  await expect(chart(page).locator("text").first()).toBeVisible();
}

/** The drawing of a part. The bars are read by their lengths: their rows give height to the bar over the stage. */
const marks = (locator: Locator) =>
  locator.evaluate((element) => {
    const copy = element.cloneNode(true) as Element;
    if (copy.matches(".bars"))
      for (const one of [copy, ...copy.querySelectorAll("*")])
        for (const name of ["y", "y1", "y2", "height", "viewBox", "font-size"]) one.removeAttribute(name);
    return copy.outerHTML;
  });

/** What a part of the page shows: its text and its drawing. */
async function shown(parts: readonly Locator[]): Promise<readonly string[]> {
  return Promise.all(parts.map(marks));
}

/** What an element shows, its canvases included. */
const drawing = (element: Element) =>
  [element.textContent, ...[...element.querySelectorAll("canvas")].map((canvas) => canvas.toDataURL())].join();

/** Does something, and expects that some parts are drawn otherwise afterwards, and that others are as they were. */
async function moves(act: () => Promise<unknown>, moved: readonly Locator[], still: readonly Locator[]): Promise<void> {
  const [before, stood] = [await shown(moved), await shown(still)];
  await act();
  for (const [i, part] of moved.entries()) await expect.poll(() => marks(part), `part ${i} moves`).not.toBe(before[i]);
  await expect.poll(() => shown(still)).toEqual(stood);
}

test("the temperature moves bars, sentence and arrow, and makes nothing old", async ({ page }) => {
  await openLab(page);
  const slider = page.getByRole("slider", { name: "Temperature" });
  const arrow = page.locator(".pass");
  await moves(
    () => slider.press("End"),
    [bars(page), sentence(page), arrow],
    [headline(page), verdict(page), chart(page)],
  );
  await expect(page.getByRole("button", { name: "Train with 100" })).toBeVisible();
  await expect(staleBar(page)).toHaveCount(0);
});

for (const [name, act] of [
  ["another digit", (page: Page) => page.getByRole("radio", { name: "image 1, a 0" }).click()],
  ["Hardest", (page: Page) => page.getByRole("button", { name: "Hardest" }).click()],
] as const)
  test(`${name} moves bars and sentence alone`, async ({ page }) => {
    await openLab(page);
    await moves(
      () => act(page),
      [bars(page), sentence(page)],
      [headline(page), verdict(page), chart(page), page.getByRole("region", { name: "Runs" })],
    );
  });

for (const [detail, part] of [
  ["Picture", ".picture"],
  ["Loss", ".one-step"],
] as const)
  test(`another digit moves ${detail} where it is open, and not the networks`, async ({ page }) => {
    await openLab(page, detail === "Picture" ? "attention-transfer" : "hinton");
    await openDetail(page, detail);
    await expect(page.locator(part)).toBeVisible();
    const pictures = () => page.locator(part).evaluate(drawing);
    const before = await pictures();
    await page.getByRole("radio", { name: "image 1, a 0" }).click();
    await expect.poll(pictures).not.toBe(before);
    await expect(page.getByRole("tab", { name: detail })).toHaveAttribute("aria-selected", "true");
  });

test("the temperature moves similarity and the gradients, and not the confusion matrix", async ({ page }) => {
  await openLab(page, "drop-3s");
  const slider = page.getByRole("slider", { name: "Temperature" });
  await openDetail(page, "Loss");
  await moves(() => slider.press("End"), [page.locator(".gradients")], []);
  await openDetail(page, "Similarity");
  await expect(page.getByRole("grid")).toHaveCount(2);
  await moves(() => slider.press("Home"), [page.getByRole("grid").first()], []);
  await openDetail(page, "Confusion");
  const grid = page.getByRole("grid");
  await expect(grid).toBeVisible();
  await moves(() => slider.press("End"), [bars(page)], [grid]);
});

test("Draw clears no run", async ({ page }) => {
  await openLab(page);
  await moves(
    () => page.getByRole("button", { name: "Draw" }).click(),
    [page.locator(".digit-region")],
    [headline(page), verdict(page), chart(page), page.getByRole("region", { name: "Runs" })],
  );
});

test("the class bias moves the student's answers and everything that counts them, and not the twin", async ({
  page,
}) => {
  await openLab(page, "drop-3s");
  const twin = headline(page).locator(".baseline");
  await expect(twin).toContainText(/\d/);
  const bias = page.getByRole("slider", { name: "Class bias" });
  await expect(bias).toBeVisible();
  await moves(
    async () => {
      for (let i = 0; i < 5; i++) await bias.press("ArrowRight");
    },
    [bars(page), sentence(page), headline(page).locator(".student"), chart(page)],
    [page.locator(".network-picture").first(), twin],
  );
  // The mean over all pairs moves, since the answers of every pair's student to the test set are recorded.
  await expect(chart(page).locator(".ring")).toHaveCount(1);
  await expect(chart(page)).not.toContainText("first pair");
});

test("the scrubber moves the views to a step, without a verdict, and leaves runs and settings", async ({ page }) => {
  await openLab(page);
  const slider = page.getByRole("slider", { name: "Step shown" });
  await moves(
    async () => {
      await slider.press("Home");
      await slider.press("ArrowRight");
    },
    [bars(page), sentence(page), headline(page)],
    [page.getByRole("region", { name: "Runs" }), page.locator(".experiment-bar")],
  );
  await expect(sentence(page)).toContainText("At step 50");
  await expect(verdict(page)).not.toHaveText("Helps");
  await expect(page).toHaveURL(/[?&]step=50/);
  await page.reload();
  await expect(sentence(page)).toContainText("At step 50");
  await expect(slider).toHaveAttribute("aria-valuetext", "50");
});

test("the scrubber moves errors by class, confusion and the markers on the curve", async ({ page }) => {
  await openLab(page);
  const slider = page.getByRole("slider", { name: "Step shown" });
  await moves(() => slider.press("Home"), [chart(page)], []);
  await slider.press("End");
  await openDetail(page, "Per class");
  await expect(page.locator(".class-bars")).toBeVisible();
  await moves(() => slider.press("Home"), [page.locator(".class-bars")], []);
  await openDetail(page, "Confusion");
  await expect(page.getByRole("grid")).toBeVisible();
  await moves(() => slider.press("End"), [page.getByRole("grid")], []);
});

test("a picture of a recording that keeps it at one step alone says so at any other", async ({ page }) => {
  await openLab(page, "attention-transfer");
  await openDetail(page, "Picture");
  await expect(page.locator(".picture h3")).toContainText("step 600");
  await page.getByRole("slider", { name: "Step shown" }).press("Home");
  await expect(page.locator(".pictures")).toContainText("The picture is of step 600: this run keeps none of step 0.");
});

test("the bias is off at an earlier step, and says why", async ({ page }) => {
  await openLab(page, "drop-3s");
  await page.getByRole("slider", { name: "Step shown" }).press("Home");
  await expect(page.getByRole("slider", { name: "Class bias" })).toBeDisabled();
  await expect(result(page)).toContainText("The bias works at the last step");
});

test("a drop chip says what the student never saw, and the result is of the old settings", async ({ page }) => {
  await openLab(page);
  await moves(
    () => page.getByRole("button", { name: "3", exact: true }).click(),
    [page.locator(".drop-classes"), verdict(page)],
    [page.locator(".network-picture").first(), bars(page)],
  );
  await expect(staleBar(page)).toContainText("Drop classes");
});

for (const [name, act] of [
  ["a weight", (page: Page) => page.getByRole("slider", { name: "Hard-label weight" }).press("End")],
  ["the student's layers", (page: Page) => page.getByRole("combobox", { name: "Student" }).selectOption({ index: 2 })],
  ["the data set", (page: Page) => page.getByRole("combobox", { name: "Dataset" }).selectOption("mnist")],
] as const)
  test(`${name} moves its setting and says that the result is old; what was measured stays`, async ({ page }) => {
    await openLab(page);
    const measured = () => chart(page).locator("text").allTextContents();
    const before = await measured();
    await moves(() => act(page), [verdict(page)], [bars(page), sentence(page), headline(page)]);
    expect(await measured()).toEqual(before);
    await expect(staleBar(page)).toContainText("Changed since this run");
    await staleBar(page).getByRole("button", { name: "Back to the run's settings" }).click();
    await expect(staleBar(page)).toHaveCount(0);
    await expect(verdict(page)).toHaveText("Helps");
  });

test("a class under the pointer is marked in bars and confusion, and left with it", async ({ page }) => {
  await openLab(page);
  await page.getByRole("button", { name: "Confusion" }).click();
  const grid = page.getByRole("grid").first();
  await expect(grid).toBeVisible();
  const box = (await bars(page).boundingBox())!;
  await moves(
    () => page.mouse.move(box.x + box.width / 2, box.y + box.height * 0.55),
    [bars(page), grid],
    [sentence(page)],
  );
  await moves(() => page.mouse.move(2, 2), [bars(page), grid], [sentence(page)]);
});

test("the bias moves errors by class, confusion and the row of the class, and not the twin's", async ({ page }) => {
  await openLab(page, "drop-3s");
  await openDetail(page, "Per class");
  const bias = page.getByRole("slider", { name: "Class bias" });
  await expect(bias).toHaveCount(1);
  await expect(page.locator(".class-bars")).toBeVisible();
  const up = async () => {
    for (let i = 0; i < 5; i++) await bias.press("ArrowRight");
  };
  await moves(
    up,
    [page.locator(".class-bar.taught").nth(3), page.locator(".class-parts td.of-student").first()],
    [page.locator(".class-bar.plain").nth(3)],
  );
  await openDetail(page, "Confusion");
  await expect(page.getByRole("grid")).toBeVisible();
  await moves(up, [page.getByRole("grid")], []);
  await page.getByRole("button", { name: "without", exact: true }).click();
  await moves(up, [sentence(page)], [page.getByRole("grid")]);
});

test("what was open in the result is open again after the sheet of settings", async ({ page }) => {
  await openLab(page);
  await result(page).getByText("What differs between the two").click();
  await expect(page.locator(".disclosed")).toHaveCount(1);
  await page.getByRole("button", { name: /all settings/ }).click();
  await expect(result(page)).toHaveCount(0);
  await page.locator(".sheet").getByRole("button", { name: "Close" }).click();
  await expect(result(page).locator(".disclosed")).toContainText("only the distilled student learns from the teacher");
});

test("the scale moves the bars alone", async ({ page }) => {
  await openLab(page);
  await moves(
    () => page.getByRole("button", { name: "others only" }).click(),
    [bars(page)],
    [sentence(page), headline(page), verdict(page), chart(page)],
  );
  await expect(page).toHaveURL(/scale=others/);
});

test("others only: the others without the teacher's first answer, scaled to 100 %", async ({ page }) => {
  await openLab(page);
  const widths = () =>
    bars(page)
      .locator("rect.bar.teacher")
      .evaluateAll((all) => all.map((bar) => Number(bar.getAttribute("width"))));
  const whole = await widths();
  const total = (list: readonly number[]) => list.reduce((sum, width) => sum + width, 0);
  await page.getByRole("button", { name: "others only" }).click();
  await expect.poll(async () => Math.max(...(await widths()))).toBeLessThan(Math.max(...whole));
  // The bars of all ten classes together are as long as the axis, and so are those of the nine; each is at least a line.
  expect(Math.abs(total(await widths()) / total(whole) - 1)).toBeLessThan(0.06);
});
