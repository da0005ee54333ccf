/** Questions and papers: a study fills its table cell by cell and keeps it; the papers' claims are shown as measured. */

import { expect, test } from "@playwright/test";
import { registry } from "../src/methods/registry/methodRegistry.ts";
import { seriousFaults } from "./accessibility.ts";
import { chooseBackend, LAB, openChooser, openClaims } from "./pageControls.ts";

test("a study runs one experiment after another, stops on request, and keeps its cells over a reload", async ({
  page,
}) => {
  await page.goto(LAB);
  await chooseBackend(page, "wasm");
  const dialog = await openChooser(page);
  await dialog.getByRole("button", { name: "How many labels" }).click();
  await expect(dialog.getByRole("status")).toContainText("0 of 5 cells");
  expect(await seriousFaults(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Find out" }).click();
  await expect(dialog.getByRole("status")).toContainText("1 of 5 cells", { timeout: 150_000 });
  await dialog.getByRole("button", { name: "Stop", exact: true }).click();
  await expect(dialog.getByRole("cell").first()).toContainText(/^-?\d/);
  const shown = await dialog.getByRole("cell").first().textContent();
  await page.reload();
  await openChooser(page);
  await dialog.getByRole("button", { name: "How many labels" }).click();
  await expect(dialog.getByRole("cell").first()).toHaveText(shown!);
  await expect(dialog.getByRole("button", { name: "Find out" })).toBeEnabled();
});

test("the papers' table has every method, with claims as they were measured", async ({ page }) => {
  await page.goto(LAB);
  const dialog = await openClaims(page);
  await expect(dialog.getByRole("heading", { name: "What of the papers reproduces here" })).toBeVisible();
  for (const { name } of registry) await expect(dialog.getByRole("region", { name, exact: true })).toBeVisible();
  await expect(dialog.getByRole("cell").first()).toContainText(/reproduced|reversed|inconclusive/);
  expect(await seriousFaults(page)).toEqual([]);
});
