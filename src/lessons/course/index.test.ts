import { describe, expect, it } from "vitest";
import { siteRecordings } from "../../../scripts/build/lessonFigures.ts";
import { presetById } from "../../methods/experiments/presets.ts";
import { recordingOf } from "../../session/run/recordedRuns.ts";
import type { LessonText } from "../lesson.ts";
import { GROUPS } from "../lesson.ts";
import { lessons, readFigures } from "./index.ts";

const recordings = siteRecordings();
const figures = readFigures(recordings);

/** All texts of a lesson in one language, as they are at the first state. */
function textsOf({ cards }: LessonText, own: unknown, ids: readonly string[]): readonly string[] {
  return ids.flatMap((id) => {
    const card = cards[id]!;
    return [card.title(own), card.body?.(own) ?? "", ...(card.options?.(own) ?? []), ...(card.replies?.(own) ?? [])];
  });
}

it("have the numbers in which they stand in the list, group after group", () => {
  const groups = lessons.map(({ group }) => GROUPS.indexOf(group));
  expect(groups).toEqual(groups.toSorted((a, b) => a - b));
});

describe.each(lessons)("lesson $id", (lesson) => {
  const own = figures[lesson.id];
  const ids = lesson.cards.map(({ id }) => id);

  it("says what its recordings show", () => {
    expect(lesson.unmet(own)).toEqual([]);
  });

  it("begins with a run, ends in the lab, and asks for one guess and one check", () => {
    expect(lesson.cards[0]!.scene?.preset).toBeDefined();
    expect(lesson.cards.at(-1)!.kind).toBe("lab");
    expect(lesson.cards.filter(({ kind }) => kind === "predict")).toHaveLength(1);
    expect(lesson.cards.filter(({ kind }) => kind === "check")).toHaveLength(1);
    for (const { scene } of lesson.cards)
      if (scene?.preset) expect(recordingOf(presetById(scene.preset).experiment)).not.toBeNull();
  });

  it.each(["en", "zh"] as const)("has the texts of each card in %s", (language) => {
    const text = lesson.texts[language];
    expect(Object.keys(text.cards).sort()).toEqual([...ids].sort());
    for (const card of lesson.cards) {
      const words = text.cards[card.id]!;
      expect(card.kind === "act").toBe(words.action !== undefined);
      expect(card.runs !== undefined).toBe(words.runs !== undefined);
      expect(card.kind === "predict" || card.kind === "check").toBe(words.options !== undefined);
      const options = words.options?.(own) ?? [];
      expect(words.replies?.(own) ?? []).toHaveLength(options.length);
      const right = card.kind === "predict" ? card.right(own) : card.kind === "check" ? card.right : 0;
      if (options.length > 0) expect(options[right]).toBeDefined();
    }
    for (const one of textsOf(text, own, ids)) expect(one).not.toMatch(/undefined|NaN|null/);
  });

  it("has two sentences a card at most, and titles of at most six words", () => {
    for (const { cards } of [lesson.texts.en])
      for (const id of ids) {
        const { title, body } = cards[id]!;
        expect(title(own).split(" ").length, title(own)).toBeLessThanOrEqual(6);
        const sentences = (body?.(own) ?? "").split(/[.?!](?:\s|$)/).filter((part) => part.trim() !== "");
        expect(sentences.length, body?.(own)).toBeLessThanOrEqual(2);
      }
  });
});
