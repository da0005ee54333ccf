/** The lab on a phone: what stands in the first screen, in which order, and what stays at its bottom. */

import { expect, test } from "@playwright/test";

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

test("on a phone the result begins in the first screen, and its chart has the steps under it", async ({ page }) => {
  await page.goto("./?lang=en#/lab/hinton");
  await expect(page.locator(".chart .chart-layer")).toBeVisible();
  const tops = await page.evaluate(() =>
    [".caption", ".bars", ".temperature", ".result", ".accuracy", ".time-bar", ".strip", ".look-closer", ".runs"].map(
      (part) => document.querySelector(`.stage ${part}`)!.getBoundingClientRect().top,
    ),
  );
  expect(tops.toSorted((a, b) => a - b)).toEqual(tops);
  expect(tops[3]).toBeLessThan(700);
});

test("on a phone Train, playing and Share stay at the bottom of the window", async ({ page }) => {
  await page.goto("./?lang=en#/lab/hinton");
  for (const name of ["Train", "Play", "Share"]) {
    const button = page.getByRole("button", { name, exact: true });
    await expect(button).toHaveCount(1);
    expect((await button.boundingBox())!.y).toBeGreaterThan(772);
  }
  await page.getByRole("button", { name: "Play" }).click();
  await expect(page.locator(".shown-step output")).toHaveText("50");
});
