import { describe, expect, it } from "vitest";
import { siteRecordings } from "../../../scripts/build/lessonFigures.ts";
import { mean } from "../../math/statistics.ts";
import { presetById } from "../../methods/experiments/presets.ts";
import { studentsOfArm } from "../../session/run/runSelectors.ts";
import {
  type Alteration,
  all,
  withErrors,
  withErrorsAtStep,
  withFinding,
  withLast,
  withLogits,
  withRun,
  withSection,
} from "../../testing/lessons/alteredRecordings.ts";
import type { Lesson, LessonText } from "../lesson.ts";
import type { LessonState } from "../lessonState.ts";
import { lessonById, lessons, readFigures } from "./index.ts";

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
  /** the option of the guess that is right by them, where the alteration is to turn it */
  readonly right?: number;
}

/** Adds to the logits of one class. */
const raised = (c: number, by: number) => (logits: Float32Array) => logits.map((z, i) => (i % 10 === c ? z + by : z));

/** A finding for a claim, one against it, and one that cannot be told. */
const fewer = { word: "reproduced", mean: 30, low: 10, high: 50 } as const;
const more = { word: "reversed", mean: -30, low: -50, high: -10 } as const;
const unclear = { word: "inconclusive", mean: 2, low: -8, high: 12 } as const;

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
  {
    lesson: "soft-targets",
    by: withLogits("hinton", raised(0, 20)),
    cards: ["guess", "soften", "order", "flat", "paper"],
    right: 0,
  },
  {
    lesson: "soft-targets",
    by: withRun("hinton", (run) => ({
      ...run,
      networks: run.networks.map((network) =>
        network.card.arm === "plain" && network.probeLogits.gallery
          ? {
              ...network,
              probeLogits: {
                ...network.probeLogits,
                gallery: network.probeLogits.gallery.map((one) => ({ ...one, logits: raised(0, 20)(one.logits) })),
              },
            }
          : network,
      ),
    })),
    cards: ["twin"],
  },
  {
    lesson: "loss",
    by: withLogits("hinton", (logits) => logits.map((z) => 10 * z)),
    cards: ["guess", "without", "with", "paper"],
    right: 1,
  },
  {
    lesson: "loss",
    by: withRun("no-t-squared", (run) => ({
      ...run,
      pictures: Object.fromEntries(
        Object.entries(run.pictures).map(([key, moments]) => [
          key,
          moments.map((one) => ({
            ...one,
            panels: one.panels.map((panel) => ({ ...panel, values: panel.values.map((value) => value / 2) })),
          })),
        ]),
      ),
    })),
    cards: ["without"],
  },
  { lesson: "loss", by: withErrors("no-t-squared-8", "taught", -60), cards: ["cost"] },
  { lesson: "hinton-2015", by: withSection({ teacher: 9, soft: 60 }), cards: ["table", "spread", "paper"] },
  { lesson: "hinton-2015", by: withSection({ "30-4": 120 }), cards: ["widths"] },
  { lesson: "hinton-2015", by: withErrors("hinton", "plain", 30), cards: ["lab"] },
  { lesson: "controls", by: withErrors("few-labels", "taught", 30), cards: ["doubts", "beside", "pairs"] },
  { lesson: "controls", by: withErrors("few-labels", "shuffled-soft-targets", -200), cards: ["beside"] },
  { lesson: "controls", by: withSection({ shuffled: 90 }), cards: ["paper"] },
  { lesson: "controls", by: withSection({ "jitter-soft": 60 }), cards: ["shift"], right: 2 },
  { lesson: "controls", by: withSection({ "jitter-plain": 60 }), cards: ["guess", "shift"], right: 0 },
  { lesson: "fitnets", by: withFinding("fitnets", fewer), cards: ["guess", "alone", "fair", "paper"] },
  { lesson: "fitnets", by: withErrorsAtStep("fitnets", "taught", 11), cards: ["learnt"] },
  { lesson: "fsp", by: withFinding("fsp", more), cards: ["guess", "verdict", "early", "paper"] },
  { lesson: "fsp", by: withErrorsAtStep("fsp", "taught", 11), cards: ["learnt"] },
  { lesson: "net2net", by: withFinding("net2net", unclear), cards: ["sooner", "end", "paper"] },
  { lesson: "net2net", by: withErrorsAtStep("net2net", "taught", 11), cards: ["same"] },
  { lesson: "net2net", by: withErrorsAtStep("net2net", "plain", 11), cards: ["padded"] },
  { lesson: "mutual", by: withFinding("mutual", more), cards: ["guess", "gain", "apart", "entropy", "paper"] },
  { lesson: "mutual", by: withErrors("mutual", "taught", 11), cards: ["gain"] },
  {
    lesson: "born-again",
    by: withFinding("born-again", unclear),
    cards: ["guess", "gain", "likeness", "lab", "paper"],
  },
  { lesson: "born-again", by: withErrors("born-again", "taught", 11), cards: ["gain", "clean"] },
  { lesson: "born-again", by: withErrors("born-again", "plain", 11), cards: ["clean"] },
  { lesson: "born-again", by: withErrors("few-labels", "shuffled-soft-targets", -200), cards: ["likeness"] },
  { lesson: "born-again", by: withFinding("born-again-clean", fewer), cards: ["clean", "likeness"] },
  { lesson: "apprentice", by: withErrors("apprentice", "plain", 11), cards: ["rounded", "paper"] },
  { lesson: "apprentice", by: withErrors("apprentice", "post-training", 11), cards: ["rounded", "paper"] },
  { lesson: "apprentice", by: withFinding("apprentice", more), cards: ["guess", "rounded", "teacher"] },
  { lesson: "apprentice", by: withFinding("apprentice", unclear), cards: ["guess", "rounded", "teacher"] },
  { lesson: "feature-fusion", by: withErrors("feature-fusion", "taught", 11), cards: ["reveal", "teaching", "alone"] },
  { lesson: "feature-fusion", by: withErrors("feature-fusion", "plain", 11), cards: ["alone"] },
  { lesson: "feature-fusion", by: withErrors("feature-fusion", "fusion-without-teaching", 11), cards: ["teaching"] },
  {
    lesson: "feature-fusion",
    by: withFinding("feature-fusion", unclear),
    cards: ["guess", "reveal", "teaching", "alone", "paper"],
  },
  { lesson: "one", by: withErrors("one", "taught", 11), cards: ["mean", "keep"] },
  { lesson: "one", by: withErrors("one", "mean-instead-of-gate", 11), cards: ["mean"] },
  { lesson: "one", by: withFinding("one", more), cards: ["guess", "mean", "teaching", "keep", "paper"] },
  { lesson: "ensemble-net", by: withErrors("ensemble-net", "ensemble-alone", 11), cards: ["zero"] },
  { lesson: "ensemble-net", by: withErrors("ensemble-net", "taught", 11), cards: ["zero", "agree", "cost", "paper"] },
  { lesson: "ensemble-net", by: withFinding("ensemble-net", unclear), cards: ["agree", "cost", "paper"] },
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
    const guess = lesson.cards.find(({ kind }) => kind === "predict");
    if (one.right !== undefined && guess?.kind === "predict") expect(guess.right(after)).toBe(one.right);
  });

  it("is that of both runs, where a card compares two", () => {
    for (const lesson of lessons)
      for (const { runs } of lesson.cards) {
        if (!runs) continue;
        const { errors, saved, mean, low, high } = runs(lesson.read(recorded));
        expect(errors[1] - errors[0]).toBeCloseTo(mean, 9);
        expect(saved.reduce((a, b) => a + b, 0) / saved.length).toBeCloseTo(mean, 9);
        expect([low < mean, mean < high]).toEqual([true, true]);
      }
    expect(lessonById("loss")!.cards.filter(({ runs }) => runs)).toHaveLength(3);
  });

  it("is marked in the chart where the arm's mean line has it", () => {
    const { cards, read } = lessonById("born-again")!;
    const marks = cards.flatMap((card) => card.marks?.(read(recorded)) ?? []);
    expect(marks.map(({ arm }) => arm)).toEqual(["plain", "taught"]);
    for (const { arm, step, errors } of marks) {
      const students = studentsOfArm(recorded.run("born-again"), arm);
      const at = students.map(({ evaluations }) => evaluations.find((one) => one.step === step)!.evaluation.errors);
      expect(mean(at)).toBe(errors);
    }
  });

  it("is the same after it has been written into the page", () => {
    const figures = readFigures(recorded);
    expect(JSON.parse(JSON.stringify(figures))).toEqual(figures);
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
