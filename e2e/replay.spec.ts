/** Hinton's section in the page: its table in both languages, and MNIST's images where the visitor has brought them. */

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { seriousFaults } from "./accessibility.ts";
import { choosePreset, LAB, LAB_HASH } from "./pageControls.ts";

for (const { lang, row, cell, trainIt } of [
  {
    lang: "en",
    row: /^Only 7s and 8s in the transfer set/,
    cell: /^Open 30 units, T = 8: [\d.,]+ errors$/,
    trainIt: "Train it yourself",
  },
  { lang: "zh", row: /^迁移集中只有 7 和 8/, cell: /^打开 30 个单元，T = 8：[\d.,]+ 个错误$/, trainIt: "亲自训练" },
])
  test(`the section's table, its heat map and a run of it are there for everyone, in ${lang}`, async ({ page }) => {
    await page.goto(`/?lang=${lang}&theme=${lang === "en" ? "light" : "dark"}${LAB_HASH}`);
    await page.getByRole("button", { name: "Hinton 2015", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByRole("button", { name: cell })).toBeVisible();
    await expect(dialog.getByRole("cell", { name: /^4,730/ })).toBeVisible();
    expect(await seriousFaults(page)).toEqual([]);
    await dialog.getByRole("button", { name: row }).click();
    await expect(page.getByRole("button", { name: trainIt })).toBeVisible();
    await expect(page.locator(".strip .tile")).toHaveCount(10);
    expect(await seriousFaults(page)).toEqual([]);
  });

test("a recorded run shows MNIST's images where they have been brought, and refuses another test set", async ({
  page,
}) => {
  const folder = process.env.MNIST_DIR ?? join(import.meta.dirname, "../../shared/mnist");
  test.skip(!existsSync(folder), "MNIST's files are neither in MNIST_DIR nor in ../shared/mnist");
  await page.goto(LAB);
  await choosePreset(page, "hinton-2015-no-3s");
  await expect(page.locator(".strip .tile")).toHaveCount(10);
  const files = readdirSync(folder).map((name) => join(folder, name));
  const input = page.locator("input[type=file]");
  // Without its test files a sixth of the training images is held out: another test set.
  await input.setInputFiles(files.filter((name) => name.includes("train")));
  await expect(page.getByText("These files hold another test set than the recorded one")).toBeVisible({
    timeout: 30_000,
  });
  await expect(page.locator(".strip .tile")).toHaveCount(10);
  await input.setInputFiles(files);
  await expect(page.locator(".strip canvas")).toHaveCount(10, { timeout: 30_000 });
});
