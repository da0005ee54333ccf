/** What the page does with values it cannot take: nothing changes, and it says so where the visitor is. */

import { expect, test } from "@playwright/test";
import { choosePreset, LAB, openSettings, openWith, tinyExperiment } from "../pageControls.ts";

test("a number that is refused does not stay in its field, which says what it takes", async ({ page }) => {
  await page.goto(LAB);
  await openSettings(page);
  const seed = page.getByRole("spinbutton", { name: "Seed" });
  const before = await seed.inputValue();
  for (const [typed, said] of [
    ["99999999999", "99999999999 is no whole number from 0 to"],
    ["2.5", "2.5 is no whole number"],
    ["-1", "-1 is no whole number"],
    ["", "This is no whole number"],
  ] as const) {
    await seed.fill(typed);
    await seed.press("Enter");
    await expect(seed).toHaveValue(before);
    await expect(seed).toHaveAccessibleDescription(new RegExp(said));
    await expect(seed).toBeFocused();
  }
  await seed.fill("31");
  await seed.press("Enter");
  await expect(seed).toHaveValue("31");
  await expect(seed).toBeFocused();
  await expect(page.getByText("is no whole number")).toHaveCount(0);
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("layers that are refused are refused in the editor", async ({ page }) => {
  await page.goto(LAB);
  await choosePreset(page, "net2net");
  await page.getByRole("button", { name: "Edit the student's layers" }).click();
  const dialog = page.getByRole("dialog");
  // Layers that do not fit together, then a network that the method cannot have.
  await dialog.getByRole("button", { name: "Add layer: pooling" }).click();
  await expect(dialog.getByRole("alert")).toContainText("pooling needs an image");
  const remove = dialog.getByRole("button", { name: "Remove" });
  await remove.last().click();
  await expect(dialog.getByRole("alert")).toHaveCount(0);
  while ((await remove.count()) > 0) await remove.first().click();
  await expect(dialog.getByRole("alert")).toContainText("the experiment keeps those before");
  await expect(page.locator(".notice.error")).toHaveCount(0);
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(page.getByRole("combobox", { name: "Student", exact: true }).locator("option:checked")).not.toHaveText(
    /^784-10/,
  );
});

test("a run that diverged is trained again more slowly by one press", async ({ page }) => {
  const tiny = tinyExperiment(60);
  const training = { ...tiny.student.training, learningRate: 100, optimizer: "momentum" as const };
  const linear = { kind: "dense" as const, units: 8, activation: "linear" as const };
  const architecture = { ...tiny.student.architecture, layers: [linear, linear, linear, linear] };
  await openWith(page, { ...tiny, student: { architecture, training } });
  await openSettings(page);
  await page.getByRole("button", { name: "Train", exact: true }).click();
  const status = page.locator(".status");
  for (let rate = 10; rate > 1e-4; rate = Number((rate / 10).toPrecision(6))) {
    const again = page.getByRole("button", { name: `Run again with learning rate ${rate}` });
    await expect(again.or(status.filter({ hasText: "steps are done" }))).toBeVisible({ timeout: 30_000 });
    if (!(await again.isVisible())) break;
    await again.click();
    await expect(page.getByRole("slider", { name: "Learning rate" })).toHaveAttribute("aria-valuetext", `${rate}`);
  }
  await expect(status).toContainText("steps are done");
  await expect(page.getByRole("slider", { name: "Learning rate" })).not.toHaveAttribute("aria-valuetext", "100");
});
