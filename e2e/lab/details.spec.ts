/** The room of details: what a person does in its tabs. */

import { expect, test } from "@playwright/test";
import { seriousFaults } from "../accessibility.ts";
import { choosePreset, LAB, openDetail } from "../pageControls.ts";

test.beforeEach(async ({ page }) => {
  await page.goto(LAB);
  await choosePreset(page, "drop-3s");
  await page.getByRole("button", { name: "Confusion" }).click();
  await expect(page.getByRole("tab", { name: "Confusion" })).toHaveAttribute("aria-selected", "true");
});

test("the confusion matrix is one tab stop, and an image of its cell becomes the one that is shown", async ({
  page,
}) => {
  const grid = page.getByRole("grid");
  await expect(grid.getByRole("gridcell", { name: "true 3, answered 8: 14 images" })).toHaveAttribute("tabindex", "0");
  await expect(grid.locator('[tabindex="0"]')).toHaveCount(1);
  const cell = page.locator(".cell");
  await expect(cell.getByRole("heading")).toHaveText("Fourteen 3s read as 8");
  await expect(cell.getByRole("button")).toHaveCount(14);
  await grid.locator('[tabindex="0"]').focus();
  for (let press = 0; press < 3; press++) await page.keyboard.press("ArrowLeft");
  await expect(grid.getByRole("gridcell", { name: "true 3, answered 5: 9 images" })).toBeFocused();
  await expect(cell.getByRole("heading")).toHaveText("Nine 3s read as 5");
  await cell.getByRole("button").first().click();
  await expect(cell.getByRole("button").first()).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByRole("region", { name: "Soft targets" })).toContainText(
    /The student answers 5 \(12\s%\): wrong\. It gives 12\s% to 3\./,
  );
  await page.getByRole("button", { name: "without", exact: true }).click();
  await expect(grid).toHaveAccessibleName("Confusion matrix: without");
  await page.getByRole("button", { name: "teacher", exact: true }).click();
  await expect(grid).toHaveAccessibleName("Confusion matrix: teacher");
  expect(await seriousFaults(page, ".details")).toEqual([]);
});

test("a class that is marked by the keyboard is marked in all views until the focus leaves it", async ({ page }) => {
  await openDetail(page, "Per class");
  const bars = page.locator(".class-bars");
  await bars.getByRole("button").first().focus();
  for (let press = 0; press < 3; press++) await page.keyboard.press("ArrowRight");
  await expect(bars.locator("button.marked")).toHaveText(/3$/);
  await page.getByText("The same as a table").click();
  await expect(bars.locator("button.marked")).toHaveCount(0);
  await expect(page.getByRole("row", { name: /^3 26 198/ })).toBeVisible();
});

test("similarity follows the temperature", async ({ page }) => {
  await openDetail(page, "Similarity");
  const maps = page.getByRole("grid");
  await expect(maps).toHaveCount(2);
  const before = await maps.first().textContent();
  await page.getByRole("slider", { name: "Temperature" }).focus();
  await page.keyboard.press("Home");
  await expect(maps.first()).not.toHaveText(before ?? "");
  expect(await seriousFaults(page, ".details")).toEqual([]);
});

test("a step of the loss is gone through part by part", async ({ page }) => {
  await openDetail(page, "Loss");
  const next = page.getByRole("button", { name: "Next" });
  await next.click();
  await page.keyboard.press("ArrowRight");
  await expect(page.locator(".step-parts [aria-current]")).toContainText("3 Student");
  await page.getByRole("button", { name: "Back" }).click();
  await expect(page.getByRole("status").filter({ hasText: "of 8" })).toHaveText("2 of 8");
  const formula = page.locator(".one-step .formula");
  const before = await formula.textContent();
  await page.getByRole("slider", { name: "Soft-target weight" }).focus();
  await page.keyboard.press("ArrowLeft");
  await expect(formula).not.toHaveText(before ?? "");
  expect(await seriousFaults(page, ".details")).toEqual([]);
});
