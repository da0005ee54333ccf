/** The lab on a phone: what stands in the first screen, in which order, and what stays at its bottom. */

import { expect, test } from "@playwright/test";
import { layoutFaults } from "../../scripts/screenshots/layoutFaults.ts";
import { openWith, tinyExperiment } from "../pageControls.ts";

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

test("on a phone the result begins in the first screen, and its chart has the steps under it", async ({ page }) => {
  await page.goto("./?lang=en#/lab/hinton");
  await page.locator(".chart-room").scrollIntoViewIfNeeded();
  await expect(page.locator(".chart .chart-layer")).toBeVisible();
  const tops = await page.evaluate(() =>
    [".caption", ".strip", ".bars", ".temperature", ".result", ".accuracy", ".time-bar", ".look-closer", ".runs"].map(
      (part) => document.querySelector(`.stage ${part}`)!.getBoundingClientRect().top + scrollY,
    ),
  );
  expect(tops.toSorted((a, b) => a - b)).toEqual(tops);
  // The buttons at the bottom begin at 772.
  expect(tops[4]).toBeLessThan(750);
});

for (const [width, height, lang] of [
  [390, 844, "en"],
  [390, 844, "zh"],
  [320, 640, "en"],
] as const)
  test(`on a phone of ${width} x ${height} the method is chosen beside the experiment, in the first screen, ${lang}`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    await page.goto(`./?lang=${lang}#/lab/hinton`);
    const preset = page.locator("button.preset");
    const method = page.getByRole("combobox", { name: lang === "en" ? "Method" : "方法" });
    await expect(method).toBeInViewport({ ratio: 1 });
    const [left, right] = [(await preset.boundingBox())!, (await method.boundingBox())!];
    expect(right.x).toBeGreaterThan(left.x + left.width);
    expect(right.x + right.width).toBeLessThanOrEqual(width);
    expect([right.y, right.height]).toEqual([left.y, left.height]);
    expect(right.height).toBeGreaterThanOrEqual(44);
    // The longest name of an experiment leaves its arrow in the button.
    await page.goto(`./?lang=${lang}#/lab/few-labels`);
    await expect(preset).toHaveAttribute("value", "few-labels");
    expect(await preset.evaluate((button) => button.scrollWidth - button.clientWidth)).toBe(0);
    await method.selectOption("fitnets");
    await expect(preset).toHaveAttribute("value", "fitnets");
    expect(await layoutFaults(page)).toEqual([]);
  });

test("on a phone Train, playing and Share stay at the bottom of the window", async ({ page }) => {
  await page.goto("./?lang=en#/lab/hinton");
  for (const name of ["Train", "Play", "Share"]) {
    const button = page.getByRole("button", { name, exact: true });
    await expect(button).toHaveCount(1);
    expect((await button.boundingBox())!.y).toBeGreaterThan(772);
  }
  await page.getByRole("button", { name: "Play" }).click();
  await expect(page.locator(".shown-step output")).not.toHaveText("400");
});

test("on a phone the sheet and the room begin at the top, and closing them returns to where they were opened", async ({
  page,
}) => {
  await page.goto("./?lang=en#/lab/hinton");
  const facts = page.getByRole("button", { name: /all settings/ });
  await facts.tap();
  const sheet = page.getByRole("region", { name: "All settings" });
  await expect.poll(async () => (await sheet.boundingBox())!.y).toBeCloseTo(0, 0);
  await sheet.getByRole("button", { name: "Close" }).tap();
  await expect(facts).toBeFocused();
  await expect(facts).toBeInViewport();
  await page.getByRole("button", { name: "Confusion" }).tap();
  const strip = page.getByRole("tablist");
  for (const name of ["Networks", "Per class"]) {
    await expect.poll(async () => (await strip.boundingBox())!.y).toBeCloseTo(0, 0);
    await page.getByRole("tab", { name }).tap();
    await expect(page.getByRole("tab", { name })).toHaveAttribute("aria-selected", "true");
  }
  await expect.poll(async () => (await strip.boundingBox())!.y).toBeCloseTo(0, 0);
});

test("on a phone a run that begins closes the sheet and is seen from the top", async ({ page }) => {
  await openWith(page, tinyExperiment(30));
  await page.getByRole("button", { name: /all settings/ }).tap();
  await expect(page.locator(".sheet fieldset").first()).toBeVisible();
  await page.getByRole("button", { name: "Train", exact: true }).tap();
  await expect(page.locator(".sheet")).toHaveCount(0);
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(0);
  await expect(page.locator(".status")).toContainText("steps are done", { timeout: 60_000 });
});
