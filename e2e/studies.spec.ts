/** Questions and papers: a study fills its table cell by cell and keeps it; the papers' claims are shown as measured. */

import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { registry } from "../src/methods/registry/methodRegistry.ts";
import { chooseBackend } from "./pageControls.ts";

async function noSeriousFault(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
}

test("a study asks one experiment after another, stops when told, and is still known after a reload", async ({
  page,
}) => {
  await page.goto("/");
  await chooseBackend(page, "wasm");
  await page.getByRole("button", { name: "Questions" }).click();
  const dialog = page.getByRole("dialog", { name: "Questions" });
  await dialog.getByRole("combobox", { name: "Question" }).selectOption("labels");
  await expect(dialog.getByRole("status")).toContainText("0 of 5 cells");
  await noSeriousFault(page);
  await dialog.getByRole("button", { name: "Find out" }).click();
  await expect(dialog.getByRole("status")).toContainText("1 of 5 cells", { timeout: 150_000 });
  await dialog.getByRole("button", { name: "Stop" }).click();
  await expect(dialog.getByRole("cell").first()).toContainText(/^-?\d/);
  const told = await dialog.getByRole("cell").first().textContent();
  await page.reload();
  await page.getByRole("button", { name: "Questions" }).click();
  await dialog.getByRole("combobox", { name: "Question" }).selectOption("labels");
  await expect(dialog.getByRole("cell").first()).toHaveText(told!);
  await expect(dialog.getByRole("button", { name: "Find out" })).toBeEnabled();
});

test("the papers' table has every method, with claims as they were measured", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("button", { name: "Papers" }).click();
  const dialog = page.getByRole("dialog", { name: "What of the papers reproduces here" });
  for (const { name } of registry) await expect(dialog.getByRole("region", { name, exact: true })).toBeVisible();
  await expect(dialog.getByRole("cell").first()).toContainText(/reproduced|reversed|inconclusive/);
  await noSeriousFault(page);
});
