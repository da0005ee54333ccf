/** What the page says of a run: while it trains, under other settings, with a bias, and beside the papers' table. */

import { expect, test } from "@playwright/test";
import {
  chooseBackend,
  choosePreset,
  LAB,
  LAB_HASH,
  openChooser,
  openDetail,
  openWith,
  tinyExperiment,
} from "./pageControls.ts";

test("a bias moves bars, classes, headline, verdict and the end of the curve in one frame, and stays", async ({
  page,
}) => {
  await page.goto(LAB);
  await choosePreset(page, "drop-3s");
  const result = page.getByRole("region", { name: "Result" });
  await expect(result).toContainText("Mean errors of 3 pairs");
  await openDetail(page, "Per class");
  await expect(page.locator(".recharts-line-curve").first()).toBeVisible();
  const read = () => {
    const text = (selector: string) => [...document.querySelectorAll(selector)].map((one) => one.textContent).join(" ");
    const labels = [...document.querySelectorAll(".class-bars li")].map((one) => one.getAttribute("aria-label"));
    const curves = [...document.querySelectorAll(".recharts-line-curve")].map((one) => one.getAttribute("d"));
    return {
      ...{ bars: text(".bars .value"), classes: labels.join(), curves: curves.join() },
      ...{ headline: text(".big.student"), verdict: text(".result .verdict") },
    };
  };
  const before = await page.evaluate(read);
  await page.evaluate(() => {
    const input = document.querySelector<HTMLInputElement>(".bias input")!;
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")!.set!;
    set.call(input, `${Number(input.value) + 40}`);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    return new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  });
  const after = await page.evaluate(read);
  for (const part of ["bars", "classes", "curves", "headline", "verdict"] as const)
    expect(after[part], part).not.toBe(before[part]);
  await expect(result).toContainText("Errors of one pair of 3.");
  await expect(result).toContainText("The other 2 pairs are left out");
  const errors = Number.parseInt(after.headline, 10);
  await expect(page.locator(".bias [role=status]")).toContainText(`Pair 1: ${errors} errors out of 2,000`);
  await openDetail(page, "Confusion");
  const matrix = page.locator("#detail-panel table td");
  await expect(matrix).toHaveCount(100);
  const cells = await matrix.allTextContents();
  const counts = cells.map((cell) => Number(cell.replace("·", "0")));
  const right = Array.from({ length: 10 }, (_, c) => counts[11 * c]!);
  expect(counts.reduce((a, b) => a + b, 0) - right.reduce((a, b) => a + b, 0)).toBe(errors);
  await openDetail(page, "Per class");
  await expect(page.getByRole("slider", { name: "Class bias" })).toHaveAttribute("aria-valuetext", "+4");
  expect(await page.evaluate(read)).toEqual(after);
});

test("a result of other settings is marked with what has changed, and the run's settings come back", async ({
  page,
}) => {
  await page.goto(LAB);
  const result = page.getByRole("region", { name: "Result" });
  const preset = page.getByRole("combobox", { name: "Preset" });
  await expect(result.locator(".verdict")).toContainText("Helps");
  await page.getByRole("button", { name: "3", exact: true }).click();
  const bar = page.locator(".stale-bar");
  await expect(bar).toContainText("Changed since this run: Drop classes none → 3");
  for (const name of ["Result", "Accuracy"])
    await expect(page.getByRole("region", { name })).toHaveCSS("filter", "grayscale(1)");
  await expect(page.getByRole("region", { name: "Soft targets" })).toHaveCSS("filter", "none");
  await bar.getByRole("button", { name: "Back to the run's settings" }).click();
  await expect(preset).toHaveAttribute("value", "hinton");
  await expect(result).toHaveCSS("filter", "none");
  await expect(bar).toHaveCount(0);
  await page.getByRole("slider", { name: "Temperature" }).press("End");
  await expect(bar).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Train", exact: true })).toHaveCount(1);
});

test("while a run trains no unequal students are compared, and nothing asks for Train", async ({ page }) => {
  await openWith(page, { ...tinyExperiment(400), pairs: 3, evaluateEvery: 200 });
  await chooseBackend(page, "wasm");
  // Of every change of the page: the large numbers, the verdict, and whether the page asks for Train.
  await page.evaluate(() => {
    const seen = new Set<string>();
    Object.assign(window, { seen });
    const text = (selector: string) => document.querySelector(selector)?.textContent ?? "";
    new MutationObserver(() => {
      if (!/steps\/s/.test(text(".status"))) return;
      seen.add([text(".big.student"), text(".big.baseline"), text(".result .verdict"), text(".caption")].join(" | "));
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await expect(page.locator(".status")).toContainText("steps are done", { timeout: 60_000 });
  const seen = await page.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen]);
  expect(seen.length).toBeGreaterThan(1);
  for (const state of seen) {
    expect(state).not.toContain("Nothing to show yet");
    const [distilled, baseline, verdict] = state.split(" | ");
    const compares = /\d/.test(distilled!);
    expect(/\d/.test(baseline!), state).toBe(compares);
    expect(/After [12] of 3 pairs/.test(verdict!) || /^(Helps|Hurts|Cannot tell)/.test(verdict!), state).toBe(compares);
    if (!compares) expect(verdict).toMatch(/The teacher trains first|3 pairs of students train/);
  }
  await expect(page.getByRole("region", { name: "Result" })).toContainText("Mean errors of 3 pairs.");
});

test("the section's result is over its recorded seeds, and a preset points to the papers' table", async ({ page }) => {
  await page.goto(LAB);
  const result = page.getByRole("region", { name: "Result" });
  for (const id of ["hinton-2015", "hinton-2015-only-7s-8s", "hinton-2015-30"]) {
    await choosePreset(page, id);
    await expect(result).toContainText("Mean errors over the recorded seeds 1, 2, 3, one pair each.");
    await expect(result.locator(".verdict")).toContainText(/95 % interval .*, 3 pairs\.$/);
  }
  await choosePreset(page, "fsp");
  await expect(result).toContainText("The table “Papers” has another word for this: inconclusive over 5 pairs");
  await expect(page.getByRole("region", { name: "Accuracy" }).getByRole("heading")).toHaveText("Test errors");
});

for (const lang of ["en", "zh"])
  test(`no preset's name is cut off, and no two are alike, in ${lang}`, async ({ page }) => {
    await page.goto(`/?lang=${lang}${LAB_HASH}`);
    const chooser = await openChooser(page);
    const names = await chooser
      .locator("[data-preset] strong")
      .evaluateAll((all) => all.map((one) => ({ text: one.textContent, isCut: one.scrollWidth > one.clientWidth })));
    expect(names.length).toBeGreaterThan(20);
    expect(names.filter(({ isCut }) => isCut)).toEqual([]);
    expect(new Set(names.map(({ text }) => text)).size).toBe(names.length);
    await chooser.locator("[data-preset=hinton-2015-only-7s-8s]").click();
    const shown = page.locator("button.preset");
    expect(await shown.evaluate((button) => button.scrollWidth > button.clientWidth)).toBe(false);
  });
