/** Hinton's section in the page: its table in both languages, and MNIST's images where the visitor has brought them. */

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { seriousFaults } from "./accessibility.ts";
import { choosePreset, goTo, LAB, LAB_HASH, takeFiles } from "./pageControls.ts";

for (const { lang, title, order, row, cell, trainIt } of [
  {
    lang: "en",
    title: "Hinton 2015, section 3, trained again",
    order: /In the mean over \d+ seeds the order of the paper's 7 figures is (not )?found again/,
    row: "Open: Only 7s and 8s in the transfer set",
    cell: /^Open 30 units, T = 8: [\d.,]+ errors$/,
    trainIt: "Train it yourself",
  },
  {
    lang: "zh",
    title: "Hinton 2015 第 3 节，重新训练",
    order: /按 \d+ 个种子的均值，论文 7 项结果的次序(没有完全)?(得到)?复现/,
    row: "打开：迁移集中只有 7 和 8",
    cell: /^打开 30 个单元，T = 8：[\d.,]+ 个错误$/,
    trainIt: "亲自训练",
  },
])
  test(`the section is a page with its figures, its heat map and links to its runs, in ${lang}`, async ({ page }) => {
    await page.goto(`/?lang=${lang}&theme=${lang === "en" ? "light" : "dark"}${LAB_HASH}`);
    await goTo(page, { kind: "hinton-2015", run: null });
    await expect(page.getByRole("heading", { name: title })).toBeVisible();
    await expect(page.getByRole("slider")).toHaveCount(0);
    await expect(page.locator(".lead")).toContainText(order);
    await expect(page.getByRole("link", { name: cell })).toBeVisible();
    await expect(page.getByRole("cell", { name: "4,730", exact: true })).toBeVisible();
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByRole("link", { name: row, exact: true }).click();
    await page.locator(".replay-card summary").click();
    await expect(page.getByRole("button", { name: trainIt })).toBeVisible();
    await expect(page.locator(".strip .tile")).toHaveCount(10);
    expect(await seriousFaults(page)).toEqual([]);
    await page.goBack();
    await expect(page.getByRole("heading", { name: title })).toBeVisible();
  });

test("one seed's figures stand without an interval, and a run's address opens it with the way back", async ({
  page,
}) => {
  await page.goto("/#/hinton-2015");
  const seeds = page.getByRole("group", { name: "Seeds" }).getByRole("button");
  await expect(seeds.nth(1)).toBeVisible();
  const teacher = page.getByRole("row", { name: /^Teacher 784-1200-1200-10/ });
  await expect(teacher).toContainText(/\[\d+, \d+\]/);
  await seeds.nth(1).click();
  await expect(teacher).not.toContainText("[");
  await page.getByRole("button", { name: "Built-in digits" }).click();
  await expect(page.getByRole("cell", { name: "4,730", exact: true })).toHaveCount(0);
  await page.getByRole("link", { name: /^Open 300 units, T = 2.5/ }).click();
  await expect(page).toHaveURL(/#\/hinton-2015\/300-2\.5\/\d+\/digits$/);
  const card = page.getByRole("region", { name: "Hinton 2015, replayed" });
  await expect(card).toContainText(/Hinton 2015, seed \d+, recorded/);
  await page.reload();
  await expect(page.getByRole("combobox", { name: "Student shown" })).toHaveValue("temperature-2.5");
  await card.getByRole("link", { name: "All figures" }).click();
  await expect(page.getByRole("heading", { name: "Temperature and width" })).toBeVisible();
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
  // Without its test files a sixth of the training images is held out: another test set.
  await takeFiles(
    page,
    files.filter((name) => name.includes("train")),
  );
  await expect(page.getByText("These files hold another test set than the recorded one")).toBeVisible({
    timeout: 30_000,
  });
  await expect(page.locator(".strip .tile")).toHaveCount(10);
  await takeFiles(page, files);
  await expect(page.locator(".strip canvas")).toHaveCount(10, { timeout: 30_000 });
});
