/** A teacher composes a lesson, and what the link opens is what the preview has shown. */

import { expect, test } from "@playwright/test";
import { laterWords } from "../../src/i18n/laterWords.ts";
import { seriousFaults } from "../accessibility.ts";

const words = laterWords.en.lessons.composer;

test("a lesson is composed beside its preview, and its link opens it", async ({ page }) => {
  await page.goto("/#/lesson");
  await page.getByRole("link", { name: words.title }).click();
  const form = page.getByRole("form", { name: words.title });
  await expect(form.getByText(words.incomplete)).toBeVisible();
  const field = (group: string, language: string) =>
    form.getByRole("group", { name: group, exact: true }).getByLabel(language, { exact: true });
  await field(words.lessonTitle, "English").fill("Warm answers");
  const preview = page.getByRole("main");
  await expect(preview.getByRole("heading", { name: "Warm answers", level: 1 })).toBeAttached();

  await form.getByLabel("Temperature", { exact: true }).selectOption("locked");
  await expect(preview.getByRole("slider", { name: "Temperature", exact: true })).toBeDisabled();
  await expect(preview.getByRole("slider", { name: "Soft-target weight" })).toBeEnabled();

  await form.getByRole("button", { name: words.addCard }).click();
  await field(words.cardText, "English").fill("Drop a three.");
  await form.getByLabel(words.until).selectOption("dropped");
  await expect(preview.getByText("Drop a three.")).toBeVisible();

  await form.getByLabel(words.hasPrediction).check();
  await field(words.question, "English").fill("How many?");
  await field(words.option(1), "English").fill("None");
  await field(words.option(2), "English").fill("Some");

  const link = form.getByLabel(words.link, { exact: true });
  await expect(link).toHaveValue(/#\/lesson-link\//);
  const address = await link.inputValue();
  await expect(form.getByText(new RegExp(`has ${address.length} characters`))).toBeVisible();
  await expect(form.getByLabel(words.frame, { exact: true })).toHaveValue(
    /^<iframe src="[^"<>]+" title="Warm answers"/,
  );
  await expect(form.getByRole("img", { name: laterWords.en.lecture.code })).toBeVisible();
  expect(await seriousFaults(page)).toEqual([]);

  await page.goto(address);
  await page.reload();
  await expect(page.getByText("Drop a three.")).toBeVisible();
  await expect(page.getByRole("slider", { name: "Temperature", exact: true })).toBeDisabled();
  await page.getByRole("button", { name: "Skip" }).click();
  await expect(page.getByText("How many?")).toBeVisible();
});
