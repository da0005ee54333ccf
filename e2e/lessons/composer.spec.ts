/** A teacher composes a lesson, and what the link opens is what the preview has shown. */

import { expect, type Locator, test } from "@playwright/test";
import { laterWords } from "../../src/i18n/laterWords.ts";
import { seriousFaults } from "../accessibility.ts";

const words = laterWords.en.lessons.composer;

/** A text field of the list. */
const field = (form: Locator, label: string) => form.getByLabel(label, { exact: true });

test("a lesson is composed beside its preview, and its link opens it", async ({ page }) => {
  await page.goto("/#/lesson");
  await page.getByRole("link", { name: words.title }).click();
  const form = page.getByRole("form", { name: words.title });
  await expect(form.getByText(words.incomplete)).toBeVisible();
  await expect(form.getByRole("listitem")).toHaveText([
    words.missing({ is: "title" }),
    words.missing({ is: "card", n: 1 }),
  ]);
  await field(form, words.lessonTitle).fill("Warm answers");
  const preview = page.getByRole("main");
  await expect(preview.getByRole("heading", { name: "Warm answers", level: 1 })).toBeAttached();

  await field(form, "Temperature").selectOption("locked");
  await expect(preview.getByRole("slider", { name: "Temperature", exact: true })).toBeDisabled();
  await expect(preview.getByRole("slider", { name: "Soft-target weight" })).toBeEnabled();

  await field(form, words.cardText).fill("Drop a three.");
  await field(form, words.until).selectOption("dropped");
  await expect(preview.getByText("Drop a three.")).toBeVisible();

  await field(form, words.hasPrediction).check();
  await field(form, words.question).fill("How many?");
  await field(form, words.option(1)).fill("None");
  await field(form, words.option(2)).fill("Some");

  const link = field(form, words.link);
  await expect(link).toHaveValue(/\?lang=en#\/lesson-link\//);
  const address = await link.inputValue();
  await expect(form.getByText(new RegExp(`has ${address.length} characters`))).toBeVisible();
  await expect(field(form, words.frame)).toHaveValue(/^<iframe src="[^"<>]+" title="Warm answers"/);
  await expect(form.getByRole("img", { name: laterWords.en.lecture.code })).toBeVisible();
  expect(await seriousFaults(page)).toEqual([]);

  await page.emulateMedia({ media: "print" });
  await expect(form).toBeHidden();
  await expect(page.getByRole("banner")).toBeHidden();
  const handOut = page.getByRole("region", { name: words.handOut });
  await expect(handOut.getByRole("listitem").filter({ hasText: "How many?" })).toBeVisible();
  await expect(handOut.getByRole("img", { name: laterWords.en.lecture.code })).toBeVisible();
  await expect(handOut.getByRole("columnheader")).toHaveText(words.columns);
  await page.emulateMedia({ media: null });

  await page.goto(address);
  await page.reload();
  await expect(page.getByText("Drop a three.")).toBeVisible();
  await expect(page.getByRole("slider", { name: "Temperature", exact: true })).toBeDisabled();
  await page.getByRole("button", { name: "Skip" }).click();
  await expect(page.getByText("How many?")).toBeVisible();
});

test("a look at the lab keeps the lesson, and what it showed can be the start", async ({ page }) => {
  await page.goto("/#/lesson/compose");
  const form = page.getByRole("form", { name: words.title });
  await field(form, words.written).selectOption("both");
  const title = form.getByRole("group", { name: words.lessonTitle, exact: true });
  await title.getByLabel("English").fill("Twice");
  await title.getByLabel("中文").fill("两次");
  await field(form, words.allControls).selectOption("hidden");
  await field(form, "Temperature").selectOption("locked");
  const slider = page.getByRole("slider", { name: "Temperature", exact: true });
  await expect(slider).toBeDisabled();
  await expect(page.getByRole("main").getByRole("group", { name: "Drop classes" })).toHaveCount(0);
  const first = await slider.inputValue();

  await page.getByRole("navigation").getByRole("link", { name: "Lab" }).click();
  await expect(slider).toBeEnabled();
  await slider.focus();
  await page.keyboard.press("End");
  const moved = await slider.inputValue();
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByRole("link", { name: "As a lesson" }).click();
  await expect(title.getByLabel("中文")).toHaveValue("两次");
  await expect(slider).toHaveValue(first);
  await form.getByRole("button", { name: words.takeLab }).click();
  await expect(slider).toHaveValue(moved);
  await expect(slider).toBeDisabled();
});
