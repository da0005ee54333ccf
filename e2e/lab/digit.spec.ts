/** The column of the digit: the pad to draw on, and the ways back from it. */

import { expect, test } from "@playwright/test";
import { choosePreset, LAB, openDetail } from "../pageControls.ts";

test.beforeEach(async ({ page }) => {
  await page.goto(LAB);
  await page.getByRole("button", { name: "Draw" }).click();
  await expect(page.getByRole("application", { name: "Draw a digit here" })).toBeVisible();
});

test("until something is drawn, the answers stay those to the image before, and the pad says so", async ({ page }) => {
  await expect(page.getByRole("radio", { name: "image 10, a 9", checked: true })).toBeVisible();
  await expect(page.locator(".caption")).toContainText("the teacher");
  await expect(page.locator(".bars")).toBeVisible();
  await expect(page.getByText("the answers are those to the image before")).toBeVisible();
  await page.getByRole("button", { name: "Draw" }).click();
  await expect(page.locator(".pad")).toHaveCount(0);
  await expect(page.getByRole("radio", { name: "image 10, a 9", checked: true })).toBeVisible();
});

test("one of the ten digits under the pad leaves it", async ({ page }) => {
  await page.getByRole("radio", { name: "image 1, a 0" }).click();
  await expect(page.getByRole("button", { name: "Draw" })).toHaveAttribute("aria-pressed", "false");
  await expect(page.locator(".pad")).toHaveCount(0);
  await expect(page.locator(".bars")).toBeVisible();
});

test("another experiment leaves the pad", async ({ page }) => {
  await choosePreset(page, "drop-3s");
  await expect(page.locator(".pad")).toHaveCount(0);
  await expect(page.getByRole("radio", { checked: true })).toHaveCount(1);
  await expect(page.locator(".bars")).toBeVisible();
});

test("beside a detail the frame of the drawn digit stands in the corner", async ({ page }) => {
  await expect(page.locator(".digit-region > .shown-image")).toBeHidden();
  await openDetail(page, "Confusion");
  await expect(page.locator(".digit-region > .shown-image")).toBeVisible();
  await expect(page.locator(".pad")).toBeHidden();
});
