import { describe, expect, it } from "vitest";
import { siteRecordings } from "../../scripts/build/lessonFigures.ts";
import { softmax } from "../math/softmax.ts";
import { presetById } from "../methods/experiments/presets.ts";
import { gradientFormula, pullsInWords, readBornAgain } from "./course/bornAgainFigures.ts";
import type { LessonState } from "./lessonState.ts";
import type { MathNode } from "./mathMarkup.ts";

const figures = readBornAgain(siteRecordings());
const textOf = (node: MathNode): string => (typeof node === "string" ? node : node.content.map(textOf).join(""));

const student = Float32Array.from([0.2, -1, 0.5, 1.7, 0.9, -0.3, -2, 0.1, 0.4, -0.6]);
const state: LessonState = {
  experiment: presetById("born-again").experiment,
  params: {},
  ...{ temperature: 1, trained: 1, scale: "linear", label: 3, image: 3, dropped: [], bias: 0 },
  ...{ arm: "taught", step: 2000, steps: [2000], detail: null, teacher: null, student },
  ...{ errors: null, twinErrors: null },
};

/** Cross-entropy of logits with a target, written out. */
function crossEntropy(target: readonly number[], logits: readonly number[]): number {
  const sum = logits.reduce((all, z) => all + Math.exp(z), 0);
  return -target.reduce((all, share, c) => all + share * Math.log(Math.exp(logits[c]!) / sum), 0);
}

/** The slope by one logit, by a difference of 2e-4. */
function slope(target: readonly number[], by: number): number {
  const at = (h: number) =>
    crossEntropy(
      target,
      Array.from(student, (z, c) => (c === by ? z + h : z)),
    );
  return (at(1e-4) - at(-1e-4)) / 2e-4;
}

const shown = (value: number) => value.toFixed(2).replace("-", "−");

describe("the gradient that the lesson on Born-Again Networks states", () => {
  it("is the slope of the loss, by the teacher's answer and by a label", () => {
    const teacher = figures.answers[3]!;
    expect(teacher.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 2);
    const label = teacher.map((_, c) => (c === 3 ? 1 : 0));
    const numbers = textOf(gradientFormula(figures, state))
      .split(";")
      .map((part) => part.split("=").at(-1));
    expect(numbers).toEqual([shown(slope(teacher, 3)), shown(slope(label, 3))]);
  });

  it("is stated for the wrong digit that the teacher finds likeliest, too", () => {
    const teacher = figures.answers[3]!;
    const { c, w, teacher: own, teacherOther } = pullsInWords(figures, state);
    expect(c).toBe("3");
    const others = teacher.map((share, digit) => (digit === 3 ? 0 : share));
    expect(Number(w)).toBe(others.indexOf(Math.max(...others)));
    expect([own, teacherOther].map((text) => Number.parseFloat(text) / 100)).toEqual([
      expect.closeTo(teacher[3]!, 2),
      expect.closeTo(teacher[Number(w)]!, 2),
    ]);
  });

  it("tells where the teacher errs on the image, and where it pulls a digit down", () => {
    const wrongly = figures.answers.flatMap((answer, i) => (answer.indexOf(Math.max(...answer)) === i ? [] : [i]));
    expect(wrongly).toContain(4);
    for (const [label, answer] of figures.answers.entries()) {
      const now = pullsInWords(figures, { ...state, label, image: label });
      expect(now.errs, `the ${label}`).toBe(wrongly.includes(label));
      expect(now.isDown).toBe(answer[label]! < softmax(student)[label]!);
    }
  });

  it("has no numbers for an image that the recording does not answer, nor for a student with another teacher", () => {
    expect(textOf(gradientFormula(figures, { ...state, arm: "shuffled-others" }))).not.toMatch(/\d\.\d/);
    expect(textOf(gradientFormula(figures, { ...state, image: undefined, label: undefined }))).not.toMatch(/\d\.\d/);
    expect(pullsInWords(figures, { ...state, student: null })).toMatchObject({ c: "c", w: "–", student: "–" });
  });
});
