import { describe, expect, it } from "vitest";
import { siteRecordings } from "../../../scripts/build/lessonFigures.ts";
import { presetById } from "../../methods/experiments/presets.ts";
import {
  type Alteration,
  all,
  withErrors,
  withFinding,
  withLast,
  withSection,
} from "../../testing/alteredRecordings.ts";
import type { Lesson, LessonText } from "../lesson.ts";
import type { LessonState } from "../lessonState.ts";
import { lessonById, lessons } from "./index.ts";

const recorded = siteRecordings();

/** The state before anything has been done: what stands in an action before the first figure is known. */
const state: LessonState = {
  experiment: presetById("hinton").experiment,
  params: {},
  ...{ temperature: 4, trained: 4, scale: "linear", label: 3, image: 3, dropped: [], bias: 0 },
  ...{ arm: "taught", step: 0, steps: [0], detail: null, teacher: null, student: null },
  ...{ errors: null, twinErrors: null },
};

/** All that a card says in a language. */
function textsOf(text: LessonText, id: string, figures: unknown): string {
  const { title, body, action, options, replies } = text.cards[id]!;
  const lines = [title(figures), body?.(figures), action?.(figures, state)];
  return [...lines, ...(options?.(figures) ?? []), ...(replies?.(figures) ?? [])].join("\n");
}

/** A lesson, recordings that differ, and the cards that say something else by them; "paper" is the text on the paper. */
interface Case {
  readonly lesson: string;
  readonly by: Alteration;
  readonly cards: readonly string[];
}

const REVERSED = { word: "reversed", mean: -31, low: -52, high: -11 } as const;
const UNCLEAR = { word: "inconclusive", mean: 2, low: -9, high: 13 } as const;

// A line for each figure on which a card's point rests.
const cases: readonly Case[] = [
  {
    lesson: "drop-3s",
    by: withLast("drop-3s", "taught", (e) => ({ ...e, classErrors: e.classErrors.map((n, c) => (c === 3 ? 40 : n)) })),
    cards: ["reveal", "lab"],
  },
  { lesson: "drop-3s", by: withErrors("drop-3s", "taught", 11), cards: ["bias", "lab"] },
  { lesson: "drop-3s", by: withErrors("drop-3s", "plain", 11), cards: ["lab"] },
  { lesson: "drop-3s", by: withSection({ "no-3s": 30, "no-3s-best": 20 }), cards: ["paper"] },
  { lesson: "apprentice", by: withErrors("apprentice", "plain", 11), cards: ["rounded", "paper"] },
  { lesson: "apprentice", by: withErrors("apprentice", "post-training", 11), cards: ["rounded", "paper"] },
  { lesson: "apprentice", by: withFinding("apprentice", REVERSED), cards: ["guess", "rounded", "teacher"] },
  { lesson: "apprentice", by: withFinding("apprentice", UNCLEAR), cards: ["guess", "rounded", "teacher"] },
  { lesson: "feature-fusion", by: withErrors("feature-fusion", "taught", 11), cards: ["reveal", "teaching", "alone"] },
  { lesson: "feature-fusion", by: withErrors("feature-fusion", "plain", 11), cards: ["alone"] },
  { lesson: "feature-fusion", by: withErrors("feature-fusion", "fusion-without-teaching", 11), cards: ["teaching"] },
  {
    lesson: "feature-fusion",
    by: withFinding("feature-fusion", UNCLEAR),
    cards: ["guess", "reveal", "teaching", "alone", "paper"],
  },
  { lesson: "one", by: withErrors("one", "taught", 11), cards: ["mean", "keep"] },
  { lesson: "one", by: withErrors("one", "mean-instead-of-gate", 11), cards: ["mean"] },
  { lesson: "one", by: withFinding("one", REVERSED), cards: ["guess", "mean", "teaching", "keep", "paper"] },
  { lesson: "ensemble-net", by: withErrors("ensemble-net", "ensemble-alone", 11), cards: ["zero"] },
  { lesson: "ensemble-net", by: withErrors("ensemble-net", "taught", 11), cards: ["zero", "agree", "cost", "paper"] },
  { lesson: "ensemble-net", by: withFinding("ensemble-net", UNCLEAR), cards: ["agree", "cost", "paper"] },
];

describe("a figure recorded anew", () => {
  it.each(cases.map((one, i) => ({ ...one, i })))("changes $cards of lesson $lesson (line $i)", (one) => {
    const lesson = lessonById(one.lesson) as Lesson;
    const [before, after] = [lesson.read(recorded), lesson.read(one.by(recorded))];
    for (const text of [lesson.texts.en, lesson.texts.zh])
      for (const card of one.cards) {
        const [old, now] =
          card === "paper"
            ? [text.paper(before), text.paper(after)]
            : [textsOf(text, card, before), textsOf(text, card, after)];
        expect(now).not.toBe(old);
        expect(now).not.toMatch(/undefined|NaN|null|Infinity/);
      }
  });

  it("is tested of every lesson", () => {
    const tested = new Set(cases.map((one) => one.lesson));
    expect(lessons.map(({ id }) => id).filter((id) => !tested.has(id))).toEqual([]);
  });

  it("leaves a guess with one right option, whatever the word of a finding", () => {
    const methods = [...new Set(recorded.papers.map(({ method }) => method))];
    for (const word of ["reproduced", "reversed", "inconclusive"] as const) {
      const [mean, low, high] = { reproduced: [30, 10, 50], reversed: [-30, -50, -10], inconclusive: [2, -8, 12] }[
        word
      ] as [number, number, number];
      const altered = all(...methods.map((method) => withFinding(method, { word, mean, low, high })))(recorded);
      for (const lesson of lessons) {
        const figures = lesson.read(altered);
        for (const card of lesson.cards)
          for (const text of [lesson.texts.en, lesson.texts.zh]) {
            const said = textsOf(text, card.id, figures);
            expect(said, `${lesson.id}, ${card.id}, ${word}`).not.toMatch(/undefined|NaN|null|Infinity/);
            if (card.kind === "predict")
              expect(text.cards[card.id]!.options?.(figures)[card.right(figures)]).toBeDefined();
          }
      }
    }
  });
});
