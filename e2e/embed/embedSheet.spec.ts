/** The sheet that writes a frame for another page. */

import { expect, type Page, test } from "@playwright/test";
import { embedWords as en } from "../../src/i18n/embedded/embedWords.en.ts";
import { embedWords as zh } from "../../src/i18n/embedded/embedWords.zh.ts";
import { seriousFaults } from "../accessibility.ts";
import { LAB } from "../pageControls.ts";

/** The address in the frame that the sheet has written. */
async function writtenAddress(page: Page, label: string): Promise<string> {
  const text = await page.getByRole("textbox", { name: label }).inputValue();
  expect(text).toMatch(
    /^<iframe src="[^"<>]+" title="[^"]+" width="100%" height="900" style="border: 0"><\/iframe>\n<script>/,
  );
  return /src="([^"]+)"/.exec(text)![1]!.replaceAll("&amp;", "&");
}

test("Share, Embed writes the frame of what is shown, with the regions and controls that were chosen", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(LAB);
  await page.getByRole("slider", { name: "Soft-target weight" }).fill("0.7");
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByRole("button", { name: "Embed", exact: true }).click();
  const sheet = page.getByRole("dialog", { name: en.sheet.title });
  await sheet.getByRole("checkbox", { name: en.sheet.regionNames.chart }).uncheck();
  await sheet.getByRole("checkbox", { name: en.sheet.regionNames.time }).check();
  await sheet.getByRole("combobox", { name: "Temperature", exact: true }).selectOption("locked");
  await sheet.getByRole("combobox", { name: en.sheet.trainControl }).selectOption("hidden");
  expect(await seriousFaults(page, "dialog")).toEqual([]);
  const address = await writtenAddress(page, en.sheet.snippet);
  const { search, hash } = new URL(address);
  expect(search).toBe("?embed=1&show=answers,result,train,time&lock=temperature&hide=train&lang=en");
  expect(hash).toMatch(/^#v=1&c=/);
  await sheet.getByRole("button", { name: /^Copy/ }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(address.replaceAll("&", "&amp;"));
  await page.goto(address);
  await expect(page.getByRole("slider", { name: "Temperature", exact: true })).toBeDisabled();
  await expect(page.getByRole("button", { name: "Train", exact: true })).toHaveCount(0);
  await expect(page.locator(".time-bar")).toBeVisible();
});

test("a lesson's frame has its address, in the page's language", async ({ page }) => {
  await page.goto("/?lang=zh#/lesson/drop-3s/2");
  await page.locator("header .share").click();
  await page.getByRole("button", { name: "嵌入" }).click();
  const address = await writtenAddress(page, zh.sheet.snippet);
  expect(address).toMatch(/\/\?embed=1&lang=zh#\/lesson\/drop-3s\/2$/);
});
