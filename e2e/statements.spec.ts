/** What the page says of a run: while it trains, under other settings, with a bias, and beside the papers' table. */

import { expect, type Page, test } from "@playwright/test";
import { siteRecordings } from "../scripts/build/lessonFigures.ts";
import { DISTILLED } from "../src/domain/experiment.ts";
import { withBias } from "../src/session/run/biasedRun.ts";
import { lastEvaluation, studentsOfArm } from "../src/session/run/runSelectors.ts";
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

/** Moves the bias by 40 stops of its slider, and waits for one frame. */
/** Moves the bias 32 stops up: from 0 to 4, and from there to the end. */
async function moveBias(page: Page): Promise<void> {
  await page.evaluate(() => {
    const input = document.querySelector<HTMLInputElement>(".bias input")!;
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")!.set!;
    set.call(input, `${Number(input.value) + 32}`);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    return new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  });
}

test("a bias moves bars, headline, verdict and the end of the curve in one frame, and the details with it", async ({
  page,
}) => {
  await page.goto(LAB);
  await choosePreset(page, "drop-3s");
  const result = page.getByRole("region", { name: "Result" });
  const bias = page.getByRole("slider", { name: "Class bias" });
  await expect(result).toContainText("mean of 3 pairs");
  await expect(bias).toBeVisible();
  await expect(page.locator(".chart-layer text").first()).toBeVisible();
  const read = () => {
    const text = (selector: string) => [...document.querySelectorAll(selector)].map((one) => one.textContent).join(" ");
    const curve = `${text(".chart-layer text")} ${document.querySelectorAll(".chart-layer .ring").length}`;
    const result = { headline: text(".big.student"), verdict: text(".result .verdict") };
    return { bars: text(".bars .value"), curve, ...result };
  };
  const before = await page.evaluate(read);
  await moveBias(page);
  const after = await page.evaluate(read);
  for (const part of ["bars", "curve", "headline", "verdict"] as const)
    expect(after[part], part).not.toBe(before[part]);
  await expect(result).toContainText("mean of 3 pairs");
  await expect(result.locator(".verdict")).toHaveText("Cannot tell overall");
  // The details are of the first pair.
  const errors = lastEvaluation(
    studentsOfArm(withBias(siteRecordings().run("drop-3s"), DISTILLED, 4), DISTILLED)[0],
  )!.errors;
  await openDetail(page, "Confusion");
  const matrix = page.locator("#detail-panel [data-cell]");
  await expect(matrix).toHaveCount(100);
  const counts = (await matrix.allTextContents()).map(Number);
  const right = Array.from({ length: 10 }, (_, c) => counts[11 * c]!);
  expect(counts.reduce((a, b) => a + b, 0) - right.reduce((a, b) => a + b, 0)).toBe(errors);
  await openDetail(page, "Per class");
  await expect(page.locator(".class-bars")).toBeVisible();
  await expect(bias).toHaveAttribute("aria-valuetext", "+4");
  const ofClasses = () => page.locator("#detail-panel").textContent();
  const classes = await ofClasses();
  await moveBias(page);
  expect(await ofClasses()).not.toBe(classes);
  await bias.press("End");
  for (let i = 0; i < 13; i++) await bias.press("ArrowLeft");
  await expect(bias).toHaveAttribute("aria-valuetext", "+4");
  await page.keyboard.press("Escape");
  await expect(page.locator(".chart-layer .ring")).toHaveCount(1);
  expect(await page.evaluate(read)).toEqual(after);
});

test("a result of other settings is marked with what has changed, and the run's settings come back", async ({
  page,
}) => {
  await page.goto(LAB);
  const result = page.getByRole("region", { name: "Result" });
  const preset = page.getByRole("combobox", { name: "Preset" });
  await expect(result.locator(".verdict")).toContainText("Helps");
  const three = page.getByRole("button", { name: "3", exact: true });
  const before = await three.boundingBox();
  await three.click();
  const bar = page.locator(".stale-bar");
  await expect(bar).toContainText("Changed since this run: Drop classes none → 3");
  // What has been pressed stays where it is.
  expect(await three.boundingBox()).toEqual(before);
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
      const numbers = [text(".big.student"), text(".big.baseline")];
      seen.add([...numbers, text(".result .verdict"), text(".result .finding"), text(".caption")].join(" | "));
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await expect(page.locator(".status")).toContainText("steps are done", { timeout: 60_000 });
  const seen = await page.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen]);
  expect(seen.length).toBeGreaterThan(1);
  for (const state of seen) {
    expect(state).not.toContain("Press Train");
    const [distilled, baseline, word, finding] = state.split(" | ");
    const compares = /\d/.test(distilled!);
    expect(/\d/.test(baseline!), state).toBe(compares);
    const isOfSome = /after [12] of 3 pairs/.test(finding!);
    expect(isOfSome || /^(Helps|Hurts|Cannot tell)$/.test(word!), state).toBe(compares);
    if (isOfSome) expect(word, state).toMatch(/^(waiting|one pair is no verdict)$/);
    if (!compares) expect(finding, state).toContain("Nothing is compared before both twins of a pair have finished: 0");
    if (!compares) expect(word, state).toBe("waiting");
  }
  await expect(page.getByRole("region", { name: "Result" })).toContainText("mean of 3 pairs");
});

test("the section's result is over its recorded seeds, and a preset points to the papers' table", async ({ page }) => {
  await page.goto(LAB);
  const result = page.getByRole("region", { name: "Result" });
  for (const id of ["hinton-2015", "hinton-2015-only-7s-8s", "hinton-2015-30"]) {
    await choosePreset(page, id);
    await expect(result).toContainText("mean of the recorded seeds 1, 2, 3");
    await expect(result.locator(".errors-saved circle")).toHaveCount(3);
    await expect(result.locator(".finding")).toContainText(/95 % interval/);
  }
  await choosePreset(page, "net2net");
  await result.getByText(/^What the paper says/).click();
  await expect(result).toContainText(
    /The table “What of the papers reproduces here” has another word for this: reproduced over \d+ pairs/,
  );
  await expect(page.getByRole("region", { name: "Accuracy" }).getByRole("heading")).toHaveText("Test errors");
});

for (const lang of ["en", "zh"])
  test(`no preset's name is cut off, and no two are alike, in ${lang}`, async ({ page }) => {
    await page.goto(`/?lang=${lang}${LAB_HASH}`);
    const chooser = await openChooser(page);
    await expect(chooser.locator("[data-preset]").first()).toBeVisible();
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

test("an address has its bias, too, when it is opened while another run is shown", async ({ page }) => {
  await page.goto("./#/lab/hinton");
  await expect(page.getByRole("region", { name: "Result" })).toContainText("mean of 3 pairs");
  await page.goto("./#/lab/drop-3s?bias=1.4");
  await expect(page.getByRole("slider", { name: "Class bias" })).toHaveAttribute("aria-valuetext", "+1.4");
});
