/** What moves while a phone loads the lab: nothing, whether the first run's file comes before the first drawing or after it. */

import { expect, type Page, test } from "@playwright/test";

/** The largest sum of layout shifts: less than a word of another length beside the edge that it is aligned to. */
const LIMIT = 0.001;

/** The sum of all layout shifts since the page was opened. */
function shiftOf(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const all: number[] = [];
    const add = (entries: readonly PerformanceEntry[]) => {
      for (const entry of entries) all.push((entry as PerformanceEntry & { readonly value: number }).value);
    };
    const observer = new PerformanceObserver((list) => add(list.getEntries()));
    observer.observe({ type: "layout-shift", buffered: true });
    // Two frames: what the first one draws is told after it.
    for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
    await new Promise((resolve) => setTimeout(resolve));
    add(observer.takeRecords());
    observer.disconnect();
    return all.reduce((sum, value) => sum + value, 0);
  });
}

for (const [width, height, lang] of [
  [412, 823, "en"],
  [390, 844, "en"],
  [390, 844, "zh"],
] as const)
  test.describe(`at ${width}x${height} in ${lang}`, () => {
    test.use({ viewport: { width, height }, hasTouch: true, isMobile: true });

    test("the lab that is drawn before its run is there keeps its places when the run comes", async ({ page }) => {
      const held: (() => void)[] = [];
      await page.route(/runs\/hinton\.jsonl/, (route) =>
        new Promise<void>((resolve) => held.push(resolve)).then(() => route.continue()),
      );
      await page.goto(`./?lang=${lang}#/lab`);
      await expect(page.locator("section.runs")).toBeAttached();
      await expect(page.locator(".plan-place .pass")).toBeAttached();
      await expect(page.locator(".bars")).toHaveCount(0);
      for (const go of held) go();
      await expect(page.locator(".bars")).toBeVisible();
      await expect(page.locator(".strip canvas")).toHaveCount(10);
      await expect(page.locator(".verdict.helps")).toBeAttached();
      expect(await shiftOf(page)).toBeLessThan(LIMIT);
    });
  });

test.describe("at 412x823", () => {
  test.use({ viewport: { width: 412, height: 823 }, hasTouch: true, isMobile: true });

  test("the lab that is drawn with its run keeps its places when its later parts come", async ({ page }) => {
    const held: (() => void)[] = [];
    const later = /assets\/(Claims|TableFinding|Runs|KeepBeat|PlanDrawing)-/;
    await page.route(later, (route) => new Promise<void>((resolve) => held.push(resolve)).then(() => route.continue()));
    await page.goto("./?lang=en#/lab");
    await expect(page.locator(".bars")).toBeVisible();
    await expect(page.locator(".verdict.helps")).toBeAttached();
    await expect.poll(() => held.length).toBeGreaterThanOrEqual(5);
    for (const go of held) go();
    await expect(page.locator("section.runs")).toBeAttached();
    await expect(page.locator(".plan-place .pass")).toBeAttached();
    expect(await shiftOf(page)).toBeLessThan(LIMIT);
  });
});
