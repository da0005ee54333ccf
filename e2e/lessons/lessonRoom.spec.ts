/** What a card moves, and what it is moved by, are seen together. */

import { expect, type Page, test } from "@playwright/test";
import { en } from "../../src/i18n/en.ts";
import { paramLabel } from "../../src/i18n/methodText.ts";

const sliderOf = (page: Page, name: string) =>
  page.locator(".lesson-live").getByRole("slider", { name: paramLabel(name, en, {}), exact: true });

/** From the upper edge of the first to the lower one of the second, in pixels of the page. */
async function spanOf(
  page: Page,
  selectors: readonly string[],
): Promise<{ readonly top: number; readonly bottom: number }> {
  const boxes = await Promise.all(selectors.map((selector) => page.locator(selector).first().boundingBox()));
  return {
    top: Math.min(...boxes.map((box) => box!.y)),
    bottom: Math.max(...boxes.map((box) => box!.y + box!.height)),
  };
}

// The cards of the lesson on the loss that move the gradients: by the soft targets' weight, and by the temperature.
const CARDS = [
  { n: 2, slider: "softWeight" },
  { n: 4, slider: "temperature" },
  { n: 5, slider: "temperature" },
] as const;

test("the gradients stand above the fold, beside the slider that moves them", async ({ page }) => {
  for (const { n, slider } of CARDS) {
    await page.goto(`/#/lesson/loss/${n}`);
    await expect(page.locator(".gradients")).toBeVisible();
    await expect(page.locator(".step-parts")).toBeHidden();
    const { bottom } = await spanOf(page, [".gradients"]);
    expect(bottom, `card ${n}`).toBeLessThanOrEqual(800);
    await expect(sliderOf(page, slider)).toBeInViewport();
  }
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("the gradients and the slider that moves them fit on one screen", async ({ page }) => {
    for (const { n, slider } of CARDS) {
      await page.goto(`/#/lesson/loss/${n}`);
      await expect(page.locator(".gradients")).toBeVisible();
      const gradients = (await page.locator(".gradients").boundingBox())!;
      const own = (await sliderOf(page, slider).boundingBox())!;
      // The bar with Back and Next is 72 pixels high.
      const height = Math.max(own.y + own.height, gradients.y + gradients.height) - Math.min(own.y, gradients.y);
      expect(height, `card ${n}`).toBeLessThanOrEqual(844 - 72);
    }
  });

  test("the temperature's slider is in sight where a card asks for it, and the bars that it moves fit on one screen with it", async ({
    page,
  }) => {
    for (const n of [2, 4]) {
      await page.goto(`/#/lesson/soft-targets/${n}`);
      await expect(page.locator(".lesson-answers .bars")).toBeVisible();
      await expect(sliderOf(page, "temperature")).toBeInViewport({ ratio: 1 });
      const bars = (await page.locator(".lesson-answers .bars").boundingBox())!;
      const own = (await sliderOf(page, "temperature").boundingBox())!;
      expect(bars.y + bars.height - own.y, `card ${n}`).toBeLessThanOrEqual(844 - 72);
      // The first card that is moved has a short text: nothing of it lies below the fold.
      if (n === 2) expect(bars.y + bars.height).toBeLessThanOrEqual(844 - 72);
    }
  });
});

test("a slider that makes bars smaller leaves their scale, and the page names it", async ({ page }) => {
  await page.goto("/#/lesson/loss/4");
  const labelBar = page.locator(".gradient .bar.baseline").nth(9);
  const scale = page.locator(".one-step h3 small");
  await expect(scale).toContainText("Axes to");
  const squared = await scale.textContent();
  await page.locator(".square-switch").getByRole("checkbox").click();
  await expect(scale).not.toHaveText(squared!);
  const [height, named] = [await labelBar.getAttribute("height"), await scale.textContent()];
  const formula = await page.locator(".one-step .formula").textContent();
  await sliderOf(page, "temperature").press("PageUp");
  await sliderOf(page, "temperature").press("ArrowRight");
  await expect(page.locator(".one-step .formula")).not.toHaveText(formula!);
  expect(await labelBar.getAttribute("height")).toBe(height);
  expect(await scale.textContent()).toBe(named);
});
