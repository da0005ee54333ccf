/** The column of the result: numbers, chart, table, the bias of dropped classes, and the list of runs. */

import { expect, test } from "@playwright/test";
import { choosePreset, LAB } from "../pageControls.ts";

test.beforeEach(async ({ page }) => {
  await page.goto(LAB);
  await expect(page.locator(".result .verdict")).toHaveText("Helps");
});

test("the result says what each pair saved, and what the teacher had learnt from", async ({ page }) => {
  const result = page.getByRole("region", { name: "Result" });
  await expect(result).toContainText("Misread of 2,000 test digits, mean of 3 pairs");
  await expect(result.locator(".big.student")).toContainText("128.7");
  await expect(result.locator(".finding")).toHaveText(
    "69.7 fewer, 95 % interval 48.2 to 91.1. The teacher misreads 77. It saw 10,000 digits, shifted; the students saw 1,000.",
  );
  await expect(result.getByRole("img", { name: /\+79, \+68, \+62/ })).toBeVisible();
  await expect(result.locator(".errors-saved circle")).toHaveCount(3);
  await result.getByText("What differs between the two").click();
  await expect(result).toContainText("only the distilled student learns from the teacher");
});

test("with a dropped class the verdict says that it is about all digits, and what it costs on the others stands beside", async ({
  page,
}) => {
  await choosePreset(page, "drop-3s");
  const result = page.getByRole("region", { name: "Result" });
  await expect(result.locator(".verdict")).toHaveText("Helps overall");
  await expect(result.locator(".finding")).toContainText("3s: 175 fewer; other digits: 23 more.");
  const row = (name: RegExp) => result.getByRole("row", { name }).getByRole("cell");
  await expect(row(/^3s of 198/)).toHaveText(["23", "198"]);
  await expect(row(/^others of 1,802/)).toHaveText(["77.3", "54.3"]);
  await expect(result.getByRole("columnheader")).toHaveText(["with teacher", "without"]);
});

for (const [width, height] of [
  [1024, 768],
  [1280, 800],
] as const)
  test(`the chart is 140 px high at least, and the column does not scroll, at ${width}x${height}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    for (const preset of ["drop-3s", "hinton", "fitnets"]) {
      await page.goto(`/#/lab/${preset}`);
      await page.reload();
      await expect(page.locator(".recharts-surface").first()).toBeVisible();
      const sizes = () =>
        page.evaluate(() => {
          const column = document.querySelector(".result-column")!;
          const chart = document.querySelector(".result-column .chart")!;
          return { isHigh: chart.clientHeight >= 140, hidden: column.scrollHeight - column.clientHeight };
        });
      await expect.poll(sizes, preset).toEqual({ isHigh: true, hidden: 0 });
    }
  });

test("the chart labels its lines at their ends, and its table has every evaluation", async ({ page }) => {
  const accuracy = page.getByRole("region", { name: "Accuracy" });
  for (const label of ["without 198", "with teacher 129", "teacher 77"])
    await expect(accuracy.locator(".chart-layer text").filter({ hasText: new RegExp(`^${label}$`) })).toHaveCount(1);
  await accuracy.getByText("The same as a table").click();
  await expect(accuracy.getByRole("columnheader")).toHaveCount(8);
  const last = accuracy.getByRole("row", { name: /^400 / });
  await expect(last.getByRole("cell").first()).toHaveText("79");
  await expect(accuracy.getByRole("button", { name: "Copy as CSV" })).toBeVisible();
});

test("on a phone the chart is drawn when its room comes into the window, which it does not move", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.reload();
  await expect(page.locator(".bars")).toBeVisible();
  const room = page.locator(".chart-room");
  await expect(room).toBeAttached();
  await expect(page.locator(".recharts-surface")).toHaveCount(0);
  const height = () => room.evaluate((element) => element.getBoundingClientRect().height);
  const before = await height();
  await room.scrollIntoViewIfNeeded();
  await expect(page.locator(".recharts-surface").first()).toBeVisible();
  expect(await height()).toBe(before);
});

test("a reading of many lines stays inside the chart", async ({ page }) => {
  await choosePreset(page, "mutual");
  await expect(page.locator(".chart-layer text").filter({ hasText: "peer 2" })).toHaveCount(1);
  await page.locator(".recharts-surface").first().focus();
  for (let step = 0; step < 4; step++) await page.keyboard.press("ArrowRight");
  const reading = page.locator(".chart-reading");
  await expect(reading).toContainText("step 400");
  const [inner, outer] = await Promise.all([reading.boundingBox(), page.locator(".chart").boundingBox()]);
  expect(inner!.x).toBeGreaterThanOrEqual(outer!.x - 1);
  expect(inner!.x + inner!.width).toBeLessThanOrEqual(outer!.x + outer!.width + 1);
});

test("a dropped class is counted apart from the other digits, and the bias moves both", async ({ page }) => {
  await choosePreset(page, "drop-3s");
  const result = page.getByRole("region", { name: "Result" });
  await expect(result.locator(".big.student")).toContainText("100.3");
  await result.getByRole("button", { name: /^best on test/ }).click();
  await expect(result.locator(".big.student")).not.toContainText("100.3");
  // The bias is on the students of all pairs, and their errors stay fewer than those of their twins.
  await expect(result.locator(".verdict")).toHaveText("Helps overall");
  const cells = (await result.locator("td.of-student").allTextContents()).map(Number);
  expect(cells).toHaveLength(2);
  const sum = Number((await result.locator(".big.student").textContent())!.match(/[\d.]+/)![0]);
  expect(Math.abs(cells[0]! + cells[1]! - sum)).toBeLessThan(0.15);
  await expect(page.locator(".chart-layer .ring")).toHaveCount(1);
  await expect(result.getByRole("slider", { name: "Class bias" })).toBeVisible();
});

test("runs that were shown are listed, shown again, named, drawn beside another, and compared", async ({ page }) => {
  const runs = page.getByRole("region", { name: "Runs" });
  await expect(runs.getByRole("listitem")).toHaveCount(1);
  const preset = page.getByRole("combobox", { name: "Preset" });
  await choosePreset(page, "few-labels");
  await expect(runs.getByRole("listitem")).toHaveCount(2);
  await expect(runs.getByRole("listitem").first()).toContainText("Few labels, four pairs, recorded");
  await runs.getByRole("button", { name: "first run: A first look, recorded" }).click();
  await expect(preset).toHaveAttribute("value", "hinton");
  await expect(page.locator(".big.student")).toContainText("128.7");
  await runs.getByRole("button", { name: "Show the curves of run 2" }).click();
  await expect(page.locator(".chart-layer text").filter({ hasText: "run 2" })).toHaveCount(2);
  await runs.getByRole("button", { name: "Name run 2" }).click();
  await page.keyboard.type("controls");
  await page.keyboard.press("Enter");
  await expect(runs.getByRole("button", { name: "controls", exact: true })).toBeVisible();
  await runs.getByRole("button", { name: "Compare" }).click();
  const dialog = page.getByRole("dialog", { name: "Runs compared" });
  await expect(dialog.getByRole("row", { name: /^95 % interval 48.2 to 91.1/ })).toBeVisible();
  await expect(dialog.getByRole("columnheader", { name: "controls" })).toBeVisible();
});

for (const [width, height] of [
  [1440, 900],
  [1024, 768],
  [390, 844],
] as const)
  test(`Train says that it has drawn a new seed, and why, where the shown run would be repeated, ${width} x ${height}`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    const facts = page.locator(".facts");
    const bar = page.locator(".experiment-bar");
    const before = await bar.evaluate((element) => element.getBoundingClientRect().height);
    await expect(facts).toContainText("seed 7");
    await expect(facts).not.toContainText("new seed");
    await page.getByRole("button", { name: "Train", exact: true }).click();
    await expect(facts).toContainText(/new seed \d+/);
    await expect(facts.locator(".since")).toHaveText(", since seed 7 was just run");
    await expect(facts.locator(".since")).toBeVisible({ visible: width !== 1024 });
    expect(await bar.evaluate((element) => element.getBoundingClientRect().height)).toBe(before);
    await page.getByRole("button", { name: "Stop", exact: true }).click();
  });

test("a digit dropped by hand is offered the recorded run without it, and the run shown before stays in the list", async ({
  page,
}) => {
  const bar = page.locator(".stale-bar");
  const runs = page.locator(".run-list li");
  await expect(runs).toHaveCount(1);
  await page.getByRole("button", { name: "3", exact: true }).click();
  await bar.getByRole("button", { name: "Show the recorded run without 3, with its settings" }).click();
  await expect(page.locator("button.preset")).toHaveAttribute("value", "drop-3s");
  await expect(page.locator(".result .verdict")).toContainText("Helps");
  await expect(bar).toHaveCount(0);
  await expect(runs).toHaveCount(2);
  const drop = (digit: string) => page.getByRole("button", { name: digit, exact: true }).click();
  await drop("9");
  await expect(bar).toContainText("Drop classes 3 → 3, 9");
  await page.waitForLoadState("networkidle");
  await expect(bar.getByRole("button", { name: /recorded run/ })).toHaveCount(0);
  // Now all settings are those of a recorded run.
  await drop("3");
  await bar.getByRole("button", { name: "Show the recorded run", exact: true }).click();
  await expect(page.locator("button.preset")).toHaveAttribute("value", "drop-9s");
  await expect(runs).toHaveCount(3);
  await expect(bar).toHaveCount(0);
});

test("settings changed since the run are named over the stage, and come back", async ({ page }) => {
  await page.getByRole("button", { name: "3", exact: true }).click();
  const bar = page.locator(".stale-bar");
  await expect(bar).toContainText("Changed since this run: Drop classes none → 3. The result shown is of the old");
  await expect(page.locator(".result .verdict")).toHaveText("old settings");
  await bar.getByRole("button", { name: "Back to the run's settings" }).click();
  await expect(bar).toHaveCount(0);
  await expect(page.locator(".result .verdict")).toHaveText("Helps");
});
