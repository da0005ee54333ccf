/** Every lesson of the registry from its first card to its last: by keys alone and by touch, in both languages, offline. */

import { expect, type Page, test } from "@playwright/test";
import { preview } from "vite";
import { siteRecordings } from "../../scripts/build/lessonFigures.ts";
import { en } from "../../src/i18n/en.ts";
import { laterWords } from "../../src/i18n/laterWords.ts";
import { paramLabel } from "../../src/i18n/methodText.ts";
import { zh } from "../../src/i18n/zh.ts";
import { lessons, readFigures } from "../../src/lessons/course/index.ts";
import type { Lesson } from "../../src/lessons/lesson.ts";
import { addressOf } from "../../src/places/place.ts";
import { seriousFaults } from "../accessibility.ts";
import { type ControlNames, type Means, meet } from "./lessonMoves.ts";

const figures = readFigures(siteRecordings());
const catalogues = { en, zh } as const;
type Language = keyof typeof catalogues;

function namesOf(language: Language): ControlNames {
  const words = catalogues[language];
  return {
    temperature: paramLabel("temperature", words, {}),
    classBias: words.classBias,
    digitStrip: words.gallery,
    dropClasses: words.dropClasses,
    others: words.others,
    stepSlider: words.lab.stepSlider,
    param: (name) => paramLabel(name, words, {}),
    shownArm: words.shownArm,
  };
}

async function press(page: Page, name: string, by: Means): Promise<void> {
  const button = page.locator(".lesson-steps, .lesson-options").getByRole("button", { name, exact: true });
  if (by === "touch") return button.tap();
  await button.focus();
  await button.press("Enter");
}

/** Plays a lesson to its last card. @param look is called on each card */
async function play(page: Page, lesson: Lesson, language: Language, by: Means): Promise<void> {
  const { player } = laterWords[language].lessons;
  const text = lesson.texts[language];
  const own = figures[lesson.id];
  for (const [i, card] of lesson.cards.entries()) {
    const words = text.cards[card.id]!;
    await expect(page.getByRole("heading", { name: words.title(own), exact: true })).toBeVisible();
    const options = words.options?.(own) ?? [];
    // What the card begins with is not yet what it waits for.
    if (card.kind === "act") await expect(page.locator(".lesson-action:not(.done)")).toBeVisible();
    if (card.kind === "act") await meet(page, card.until(own), by, namesOf(language));
    if (card.kind === "predict") await press(page, options[0]!, by);
    if (card.kind === "check") {
      const wrong = options.findIndex((_, option) => option !== card.right);
      await press(page, options[wrong]!, by);
      await expect(page.getByText(words.replies!(own)[wrong]!)).toBeVisible();
      await press(page, options[card.right]!, by);
      await expect(page.getByText(words.replies!(own)[card.right]!)).toBeVisible();
    }
    const next = page.getByRole("button", { name: player.next, exact: true });
    // No network can be trained here that would answer a drawing.
    await expect(page.getByRole("button", { name: catalogues[language].drawn, exact: true })).toHaveCount(0);
    if (i === lesson.cards.length - 1) await expect(page.getByRole("link", { name: player.openLab })).toBeVisible();
    else {
      await expect(next, `${lesson.id}, card ${card.id}`).toBeEnabled();
      await press(page, player.next, by);
    }
  }
}

for (const by of ["keyboard", "touch"] as const)
  for (const language of ["en", "zh"] as const)
    test.describe(`by ${by}, in ${language}`, () => {
      test.use({
        serviceWorkers: "allow",
        ...(by === "touch" ? { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } : {}),
      });

      test("each lesson is completed with the network cut after the first load", async ({ page }) => {
        test.setTimeout(60_000 * lessons.length);
        const errors: string[] = [];
        page.on("pageerror", ({ message }) => errors.push(message));
        const server = await preview({ preview: { port: 0, strictPort: true }, logLevel: "silent" });
        const base = `${server.resolvedUrls!.local[0]!}?lang=${language}`;
        await page.goto(`${base}${addressOf({ kind: "lab", preset: null })}`);
        await expect(page.getByText(catalogues[language].worksOffline)).toBeVisible({ timeout: 60_000 });
        await server.close();
        await page.context().setOffline(true);
        for (const lesson of lessons)
          await test.step(lesson.id, async () => {
            await page.evaluate(
              (address) => {
                location.hash = address;
              },
              addressOf({ kind: "lesson", lesson: lesson.id, card: 1 }),
            );
            await play(page, lesson, language, by);
          });
        expect(errors).toEqual([]);
      });
    });

test("no card of a lesson has a fault that axe finds", async ({ page }) => {
  test.setTimeout(20_000 * lessons.length);
  await page.goto("/#/lesson");
  await expect(page.getByRole("link", { name: lessons[0]!.texts.en.title })).toBeVisible();
  expect(await seriousFaults(page)).toEqual([]);
  for (const lesson of lessons) {
    await page.goto(`/#/lesson/${lesson.id}/1`);
    for (const card of lesson.cards) {
      const title = lesson.texts.en.cards[card.id]!.title(figures[lesson.id]);
      await expect(page.getByRole("heading", { name: title, exact: true })).toBeVisible();
      expect(await seriousFaults(page), `${lesson.id}, card ${card.id}`).toEqual([]);
      if (card.kind === "lab") break;
      const isDone = await page.getByRole("button", { name: "Next card" }).isEnabled();
      await page.getByRole("button", { name: isDone ? "Next card" : "Skip", exact: true }).click();
    }
  }
});

test("a lesson keeps the visitor's place, its controls hold, and it ends in the lab with what it shows", async ({
  page,
}) => {
  await page.goto("/#/lesson/drop-3s/1");
  const live = page.locator(".lesson-live");
  // Another digit is locked: neither pointer nor key presses it.
  const other = live.getByRole("group", { name: "Drop classes" }).getByRole("button", { name: "4", exact: true });
  await expect(other).toBeDisabled();
  await expect(live.getByText("Only the 3 in this lesson.")).toBeVisible();
  await expect(live.getByRole("slider", { name: "Soft-target weight" })).toHaveCount(0);
  await live.getByRole("group", { name: "Drop classes" }).getByRole("button", { name: "3", exact: true }).click();
  await page.getByRole("button", { name: "Next card" }).click();
  await page.goBack();
  await expect(page).toHaveURL(/#\/lesson\/drop-3s\/1$/);
  await expect(page.getByRole("button", { name: "Next card" })).toBeEnabled();
  await page.goto("/#/lesson");
  await expect(page.getByRole("link", { name: /A digit never seen/ })).toBeVisible();
  await page.getByRole("button", { name: "Clear it" }).click();
  await page.goto("/#/lesson/drop-3s/6");
  await page.getByRole("link", { name: "Open this state in the lab" }).click();
  const chips = page.getByRole("group", { name: "Drop classes" });
  await expect(chips.getByRole("button", { name: "3" })).toHaveAttribute("aria-pressed", "true");
  await expect(chips.getByRole("button", { name: "4" })).toBeEnabled();
  await expect(page.getByRole("region", { name: "Result" })).toBeVisible();
});

test("the lab trains with what its run was trained with, not with what a lesson has asked for", async ({ page }) => {
  await page.goto("/#/lesson/soft-targets/4");
  const slider = page.getByRole("slider", { name: "Temperature", exact: true });
  await slider.press("End");
  await expect(slider).toHaveAttribute("aria-valuetext", "100");
  await page.getByRole("navigation").getByRole("link", { name: "Lab" }).click();
  await expect(page.getByText("The student was trained at this temperature.")).toBeVisible();
  await expect(slider).toHaveAttribute("aria-valuetext", "4");
});

test("an unknown lesson leads to the list, which says so", async ({ page }) => {
  await page.goto("/#/lesson/nothing/2");
  await expect(page.getByText("There is no lesson “nothing”.")).toBeVisible();
  await expect(page.getByRole("link", { name: /Soft targets/ })).toBeVisible();
});
