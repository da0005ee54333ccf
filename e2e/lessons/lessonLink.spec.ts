/** Lessons that a teacher has composed, opened by their links: what is locked cannot be moved, what is hidden is not there. */

import { expect, type Page, test } from "@playwright/test";
import { BLANK, type ComposedLesson } from "../../src/lessons/composed/composedLesson.ts";
import { packedLesson } from "../../src/lessons/composed/lessonLink.ts";
import { presetById } from "../../src/methods/experiments/presets.ts";

const blank: ComposedLesson = {
  ...BLANK,
  title: { en: "Threes" },
  experiment: presetById("drop-3s").experiment,
};

async function openLink(page: Page, change: Partial<ComposedLesson>): Promise<void> {
  await page.goto(`./#/lesson-link/${await packedLesson({ ...blank, ...change })}`);
  await expect(page.getByRole("region", { name: "Threes" })).toBeVisible();
}

test("a locked control cannot be moved by pointer or key, and a hidden one takes nothing else away", async ({
  page,
}) => {
  await openLink(page, {
    controls: { temperature: "locked", "class.4": "locked", "class.5": "hidden", bias: "hidden" },
    reasons: { temperature: { en: "Not yet <b>bold</b>." } },
  });
  const slider = page.getByRole("slider", { name: "Temperature", exact: true });
  await expect(slider).toBeDisabled();
  const before = await slider.inputValue();
  await slider.click({ position: { x: 4, y: 8 }, force: true });
  for (const key of ["Home", "End", "ArrowLeft", "ArrowRight", "PageUp"]) await page.keyboard.press(key);
  await expect(slider).toHaveValue(before);
  await expect(page.getByText("Not yet <b>bold</b>.")).toBeVisible();
  const classes = page.getByRole("group", { name: "Drop classes" });
  await expect(classes.getByRole("button", { name: "4", exact: true })).toBeDisabled();
  await expect(classes.getByRole("button", { name: "5", exact: true })).toHaveCount(0);
  await expect(classes.getByRole("button")).toHaveCount(9);
  await expect(classes.getByRole("button", { name: "7", exact: true })).toBeEnabled();
  await expect(page.getByRole("slider", { name: "Class bias" })).toHaveCount(0);
  await expect(page.getByRole("slider", { name: "Soft-target weight" })).toBeEnabled();
  await expect(page.getByRole("button", { name: "Train", exact: true })).toHaveCount(0);
});

test("cards, prediction and check are played to the lab, and hostile texts are text", async ({ page }) => {
  const hostile = '<img src=x onerror="document.title=1">';
  await openLink(page, {
    cards: [{ title: { en: "Raise it" }, text: { zh: "升高温度。" }, until: { is: "dropped", digit: 7 } }],
    prediction: {
      question: { en: hostile },
      options: [{ en: "None" }, { en: "Most" }],
      right: 1,
      came: { en: "Most of them." },
    },
  });
  await expect(page.locator('.lesson-action [lang="zh-Hans"]')).toHaveText("升高温度。");
  const next = page.getByRole("button", { name: "Next card" });
  await expect(next).toBeDisabled();
  await page.getByRole("group", { name: "Drop classes" }).getByRole("button", { name: "7", exact: true }).click();
  await next.click();
  await expect(page.getByText(hostile)).toBeVisible();
  await page.getByRole("button", { name: "None", exact: true }).click();
  await next.click();
  await expect(page.getByText("Most of them.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Open this state in the lab" })).toBeVisible();
});

test("neither the page's keys and buttons nor its address give a locked control back", async ({ page }) => {
  const locked: Partial<ComposedLesson> = {
    controls: { temperature: "locked", bias: "hidden", dropClasses: "locked", digit: "locked", step: "hidden" },
    trains: true,
  };
  await openLink(page, locked);
  const slider = page.getByRole("slider", { name: "Temperature", exact: true });
  const before = await slider.inputValue();
  const holds = async () => {
    await expect(slider).toBeDisabled();
    await expect(slider).toHaveValue(before);
    await expect(page.getByRole("slider", { name: "Class bias" })).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Play", exact: false })).toHaveCount(0);
    await expect(page.getByRole("button", { name: "3", exact: true })).toBeDisabled();
  };
  await holds();
  // Those of the lecture move temperature, bias, dropped class, digit and step.
  await page.locator("body").click({ position: { x: 5, y: 300 } });
  for (const key of ["l", "ArrowUp", "=", "3", "d", "/", "x", "Space", "["]) await page.keyboard.press(key);
  await expect(page.getByRole("button", { name: "Present" })).toHaveCount(0);
  await holds();
  await page.evaluate(() => {
    location.href = `${location.pathname}?mode=lecture${location.hash}`;
  });
  await expect(page.getByRole("region", { name: "Threes" })).toBeVisible();
  await holds();
  // What Share gives is the same lesson.
  await page.getByRole("button", { name: "Share" }).click();
  expect(page.url()).toContain("#/lesson-link/");
  // From the lab and back, where the temperature has been moved.
  await page.goto("./#/lab");
  await expect(slider).toBeEnabled();
  await slider.focus();
  await page.keyboard.press("End");
  await page.goBack();
  await expect(page.getByRole("region", { name: "Threes" })).toBeVisible();
  await holds();
  await expect(page.getByRole("button", { name: "Back to my experiment" })).toHaveCount(0);
});

test("a damaged link is told, with a way on", async ({ page }) => {
  await page.goto("./#/lesson-link/AAAA");
  await expect(page.getByRole("alert")).toContainText("fresh one");
  await expect(page.getByRole("main").getByRole("link", { name: "All lessons" })).toBeVisible();
});
