/** Questions and papers: a study fills its table cell by cell and keeps it; the papers' claims are shown as measured. */

import { expect, test } from "@playwright/test";
import { registry } from "../src/methods/registry/methodRegistry.ts";
import { seriousFaults } from "./accessibility.ts";
import { chooseBackend, LAB, openChooser, openClaims } from "./pageControls.ts";

test("a study opens with recorded figures, is trained beside the shown run, and keeps its cells over a reload", async ({
  page,
}) => {
  test.setTimeout(300_000);
  await page.goto(LAB);
  await chooseBackend(page, "wasm");
  const shownRun = await page.locator(".status").textContent();
  const dialog = await openChooser(page);
  await dialog.getByRole("button", { name: "Small student, large teacher" }).click();
  const first = dialog.getByRole("cell").first();
  await expect(first).toContainText(/^\d/);
  await expect(dialog.getByText("Recorded on")).toContainText("with seed 7");
  await expect(dialog.getByText(/^9 runs .* with seed 8: at most about/)).toBeVisible();
  expect(await seriousFaults(page)).toEqual([]);
  const recorded = await first.textContent();

  // Its time is told while it is trained; it stops at once, and another question can be looked at.
  await dialog.getByRole("button", { name: "Train here", exact: true }).click();
  const state = page.locator(".study-state");
  await expect(state).toContainText("1 of 9 cells", { timeout: 200_000 });
  await expect(dialog.locator(".study-pace")).toContainText(/About \d+ (s|min) left/);
  await dialog.getByRole("button", { name: "Stop", exact: true }).click();
  await expect(state).toContainText("is stopped at");
  await expect(first).toContainText("●");
  const own = await first.textContent();
  await dialog.getByRole("group", { name: "Figures" }).getByRole("button", { name: "Recorded", exact: true }).click();
  await expect(first).toHaveText(recorded!);
  await dialog.getByRole("combobox", { name: "Question" }).selectOption("labels");
  await expect(state).toContainText("Small student, large teacher");

  // The lab shows what it showed; the study goes on from there.
  await dialog.locator(".chooser-bar").getByRole("button", { name: "Close" }).click();
  await expect(page.locator(".status")).toHaveText(shownRun!);
  const notice = page.locator(".notice").filter({ hasText: "Small student, large teacher" });
  await notice.getByRole("button", { name: "Go on" }).click();
  await expect(notice).toContainText("is being trained");
  await expect(page.locator(".status")).toHaveText(shownRun!);

  await page.reload();
  await openChooser(page);
  await dialog.getByRole("button", { name: "Small student, large teacher" }).click();
  await expect(first).toHaveText(own!);
  await first.getByRole("button").click();
  await expect(dialog).toBeHidden();
  await expect(page.locator(".experiment-bar .facts")).toContainText("seed 8 ");
});

test("the papers' table has every method, with claims as they were measured", async ({ page }) => {
  await page.goto(LAB);
  const dialog = await openClaims(page);
  await expect(dialog.getByRole("heading", { name: "What of the papers reproduces here" })).toBeVisible();
  for (const { name } of registry) await expect(dialog.getByRole("region", { name, exact: true })).toBeVisible();
  await expect(dialog.getByRole("cell").first()).toContainText(/reproduced|reversed|inconclusive/);
  expect(await seriousFaults(page)).toEqual([]);
});
