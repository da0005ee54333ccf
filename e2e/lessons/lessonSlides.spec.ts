/** A lesson in lecture mode: its cards are slides, moved by keys alone, and the guesses of the class stay on them. */

import { expect, type Page, test } from "@playwright/test";
import { siteRecordings } from "../../scripts/build/lessonFigures.ts";
import { layoutFaults } from "../../scripts/screenshots/layoutFaults.ts";
import { laterWords } from "../../src/i18n/laterWords.ts";
import { lessonById, lessons, readFigures } from "../../src/lessons/course/index.ts";
import type { Lesson } from "../../src/lessons/lesson.ts";
import { askedOn, slideViews } from "../../src/views/lessonSlides/cardOnSlide.ts";
import { seriousFaults } from "../accessibility.ts";

const lesson = lessonById("drop-3s")!;
const allFigures = readFigures(siteRecordings(), lessons);
const figures = allFigures[lesson.id];
const sizes = [
  { width: 1280, height: 720 },
  { width: 1024, height: 768 },
] as const;

const title = (page: Page) => page.locator(".slide-sentence");
const counts = (page: Page) => page.locator(".class-answers output");

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Opens the lesson's first slide; the recordings of all its cards have been fetched. */
async function openSlides(page: Page, { id, cards }: Lesson, query = ""): Promise<void> {
  const presets = new Set(cards.flatMap(({ scene }) => scene?.preset ?? []));
  const recordings = [...presets].map((id) =>
    page.waitForResponse((response) => response.url().endsWith(`/runs/${id}.jsonl.gz`)),
  );
  await page.goto(`/?mode=lecture${query}#/lesson/${id}/1`);
  for (const response of await Promise.all(recordings)) await response.finished();
  await expect(page.locator(".slide-beats")).toBeVisible();
}

for (const size of sizes)
  for (const lang of ["en", "zh"] as const)
    test(`a lesson by keys alone at ${size.width} x ${size.height} in ${lang}, without a network`, async ({ page }) => {
      const text = lesson.texts[lang];
      const { lessons: words } = laterWords[lang];
      await page.setViewportSize(size);
      await openSlides(page, lesson, `&lang=${lang}`);
      await page.context().setOffline(true);
      for (const [i, card] of lesson.cards.entries()) {
        const n = i + 1;
        await expect(title(page)).toHaveText(text.cards[card.id]!.title(figures));
        await expect(page.locator(".slide-foot")).toContainText(words.player.card(n, lesson.cards.length));
        await expect(page).toHaveURL(new RegExp(`mode=lecture.*#/lesson/${lesson.id}/${n}$`));
        const isAsked = card.kind === "predict" || card.kind === "check";
        if (isAsked) {
          await press(page, "Digit1", "Digit2", "Digit2", "Digit3", "Digit3", "Shift+Digit3", "Digit9");
          await expect(counts(page)).toHaveText(["1", "2", "1"]);
          await expect(page.locator(".class-answer.right")).toHaveCount(0);
        }
        expect(await layoutFaults(page), card.id).toEqual([]);
        if (isAsked) {
          await press(page, "p");
          const right = card.kind === "predict" ? card.right(figures) : card.right;
          await expect(page.locator(".class-answer").nth(right)).toHaveClass(/right/);
          await expect(counts(page)).toHaveText(["1", "2", "1"]);
          expect(await layoutFaults(page), `${card.id}, revealed`).toEqual([]);
        }
        // The guesses stand beside what came.
        if (lesson.cards[i - 1]?.kind === "predict") await expect(counts(page)).toHaveText(["1", "2", "1"]);
        await press(page, "PageDown");
      }
    });

test("the counts and the card are there after the page has been loaded anew, and Escape leads to the lesson's own page", async ({
  page,
}) => {
  await page.setViewportSize(sizes[0]);
  await page.goto(`/#/lesson/${lesson.id}/2`);
  await page.getByRole("button", { name: "Present", exact: true }).click();
  await expect(title(page)).toHaveText("Before you look");
  await expect(page.locator(".bars .hidden.student")).toHaveText("?");
  const [none, half] = lesson.texts.en.cards["guess"]!.options!(figures);
  await page.getByRole("button", { name: laterWords.en.lecture.lessonSlide.more(half!) }).click();
  await press(page, "Digit2", "Digit1");
  await page.getByRole("button", { name: laterWords.en.lecture.lessonSlide.fewer(none!) }).click();
  await expect(counts(page)).toHaveText(["0", "2", "0"]);
  expect(await seriousFaults(page)).toEqual([]);
  await page.reload();
  await expect(title(page)).toHaveText("Before you look");
  await expect(counts(page)).toHaveText(["0", "2", "0"]);
  await press(page, "ArrowRight");
  await expect(title(page)).toHaveText(lesson.texts.en.cards["reveal"]!.title(figures));
  await expect(counts(page)).toHaveText(["0", "2", "0"]);
  await press(page, "ArrowLeft");
  await expect(title(page)).toHaveText("Before you look");
  await press(page, "Backspace");
  await expect(counts(page)).toHaveText(["0", "0", "0"]);
  await press(page, "Escape");
  await expect(page.getByRole("heading", { name: "Before you look" })).toBeVisible();
  await expect(page.locator(".slide")).toHaveCount(0);
  await expect(page).not.toHaveURL(/mode=lecture/);
  await expect(page).toHaveURL(/#\/lesson\/drop-3s\/2$/);
});

/** Where a slide shows a region, what is in it once it is there. */
const drawn =
  ".bars, .slide-chips, .dropped-row, .slide-numbers, .slide-curve, .qr-code, .plan, table, .one-step, .picture, .claims, .two-runs";

for (const [i, one] of lessons.entries())
  for (const [j, lang] of (["en", "zh"] as const).entries()) {
    // Each lesson in both shapes, each language in both.
    const size = sizes[(i + j) % 2]!;
    test(`every card of ${one.id} with a clicker at ${size.width} x ${size.height} in ${lang}`, async ({ page }) => {
      await page.setViewportSize(size);
      await openSlides(page, one, `&lang=${lang}`);
      const { cards: texts } = one.texts[lang];
      for (const [at, card] of one.cards.entries()) {
        const text = texts[card.id]!;
        const own = allFigures[one.id];
        await expect(title(page)).toHaveText(text.title(own));
        const asked = askedOn(one, at + 1);
        if (asked) await expect(counts(page)).toHaveCount(texts[asked.card.id]!.options!(own).length);
        const hides = (card.hidesStudent ?? false) || (card.hidesTeacher ?? false);
        const look = async (isHidden: boolean) => {
          const views = slideViews(card, isHidden);
          for (const [v, view] of views.entries()) {
            if (v > 0) await press(page, "c");
            for (const region of view)
              await expect(page.locator(`.of-${region}`).locator(drawn).first(), `${card.id}: ${region}`).toBeVisible();
            expect(await layoutFaults(page), `${card.id}, part ${v + 1}`).toEqual([]);
          }
          if (views.length > 1) await press(page, "c");
          if (views.length === 0) expect(await layoutFaults(page), card.id).toEqual([]);
        };
        await look(hides);
        if (asked?.isOpen || hides) {
          await press(page, "p");
          if (asked?.isOpen) await expect(page.locator(".class-answer.right")).toHaveCount(1);
          await look(false);
        }
        await press(page, "PageDown");
      }
    });
  }

test("the key L presents the card of a lesson's page, and Escape comes back to it", async ({ page }) => {
  await page.setViewportSize(sizes[0]);
  await page.goto("/#/lesson/net2net/5");
  const { title: named } = lessonById("net2net")!.texts.en.cards["padded"]!;
  const heading = named(allFigures["net2net"]);
  await expect(page.getByRole("heading", { name: heading })).toBeVisible();
  await press(page, "l");
  await expect(title(page)).toHaveText(heading);
  const shown = page.locator(".slide-arms [aria-pressed=true]");
  await expect(shown).toHaveText("with the teacher");
  await press(page, "a");
  await expect(shown).not.toHaveText("with the teacher");
  await press(page, "Shift+A");
  await expect(shown).toHaveText("with the teacher");
  await press(page, "?");
  for (const key of ["A", "C", "P", "[ ]"])
    await expect(page.locator(".slide-keys kbd").getByText(key, { exact: true })).toBeVisible();
  await page.locator(".slide-keys").getByRole("button", { name: laterWords.en.lecture.lessonSlide.arm }).click();
  await expect(shown).not.toHaveText("with the teacher");
  await press(page, "s");
  await expect(page.locator(".qr-code")).toBeVisible();
  await press(page, "Escape");
  await expect(page.locator(".qr-code")).toHaveCount(0);
  await expect(title(page)).toHaveText(heading);
  await press(page, "Escape");
  await expect(page.getByRole("heading", { name: heading })).toBeVisible();
  await expect(page).toHaveURL(/#\/lesson\/net2net\/5$/);
});
