/** The chooser of experiments: cards with their claims, a search, and keys; nothing changes until a card is chosen. */

import { expect, test } from "@playwright/test";
import { seriousFaults } from "../accessibility.ts";
import { LAB, LAB_HASH, openChooser } from "../pageControls.ts";

test("the present experiment's name opens the cards, and nothing changes until one is chosen", async ({ page }) => {
  await page.goto(LAB);
  const preset = page.getByRole("combobox", { name: "Preset" });
  await expect(preset).toHaveText("A first look");
  await preset.focus();
  await page.keyboard.press("Enter");
  const chooser = page.getByRole("dialog", { name: "Choose an experiment" });
  await expect(chooser.getByRole("region", { name: "Ten papers" }).locator(".card")).toHaveCount(10);
  await expect(chooser.locator("[data-preset=net2net]")).toContainText("4 reproduced");
  expect(await seriousFaults(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(chooser).toBeHidden();
  await expect(preset).toBeFocused();
  await expect(preset).toHaveText("A first look");

  await page.keyboard.press("ArrowDown");
  await chooser.getByRole("searchbox", { name: "Find" }).fill("3s");
  await expect(chooser.locator(".card").first()).toContainText("Drop all 3s");
  await page.keyboard.press("ArrowDown");
  await expect(chooser.locator(".card").first()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(chooser).toBeHidden();
  await expect(preset).toHaveText("Drop all 3s");
  await expect(preset).toBeFocused();
  await expect(page.getByRole("button", { name: "3", exact: true })).toHaveAttribute("aria-pressed", "true");
});

test("arrow keys move between cards, and the Tab key leaves them", async ({ page }) => {
  await page.goto(LAB);
  const chooser = await openChooser(page);
  const cards = chooser.locator(".card");
  await expect(cards.first()).toBeVisible();
  await chooser.getByRole("searchbox").press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  await expect(cards.nth(1)).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(chooser.getByRole("region", { name: "Ten papers" }).locator(".card").nth(1)).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(chooser.getByRole("button", { name: "All claims as a table" })).toBeFocused();
});

test("words of either language are found, and a question is opened without clearing the run", async ({ page }) => {
  await page.goto(`/?lang=zh&theme=dark${LAB_HASH}`);
  const errors = page.locator(".result .big").first();
  await expect(errors).toHaveText(/\d/);
  const before = await errors.textContent();
  const chooser = await openChooser(page);
  await chooser.getByRole("searchbox").fill("Apprentice bits");
  await expect(chooser.locator(".card")).toHaveCount(1);
  await chooser.getByRole("searchbox").fill("zzz");
  await expect(chooser.getByRole("status")).toHaveText("没有卡片含有“zzz”。");
  await chooser.getByRole("searchbox").fill("");
  await chooser.locator("[data-study=labels]").click();
  await expect(chooser.getByRole("table")).toBeVisible();
  expect(await seriousFaults(page)).toEqual([]);
  await chooser.getByRole("button", { name: "全部实验" }).click();
  await expect(chooser.locator("[data-study]").first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(errors).toHaveText(before!);
});
