/** The figures of the lesson on Hinton's loss, and its formula. */

import { DISTILLED } from "../../domain/experiment.ts";
import { count, percent } from "../../i18n/numberFormats.ts";
import { softGradient, softPush } from "../../math/softGradient.ts";
import { isSquared } from "../../methods/core/temperatureSquare.ts";
import { gradientRatio } from "../../session/comparisons/termGradients.ts";
import { studentsOfArm, teacherOf } from "../../session/run/runSelectors.ts";
import type { LessonState } from "../lessonState.ts";
import { fraction, type MathNode, name, number, operator, row, subscript, superscript } from "../mathMarkup.ts";
import type { Recordings } from "../recordings.ts";
import { type ArmsCompared, type RunsCompared, runFigures, runsCompared } from "../runFigures.ts";

/** The image, and the two temperatures that are compared: those of the recorded runs. */
export const DIGIT = 9;
export const [LOW, HIGH] = [4, 8];
const CLASSES = 10;

/** Of the first pair's student at its first step, when it has learnt nothing yet. */
export interface LossFigures {
  /** weights of soft targets and labels in the run */
  readonly softWeight: number;
  readonly hardWeight: number;
  /** how long the soft targets' gradient at the logits is at T = 8, by that at T = 4, without T² */
  readonly ratio: number;
  /** the same for the ten images, the least and the largest, and those at the student's last step */
  readonly least: number;
  readonly most: number;
  readonly lastLeast: number;
  readonly lastMost: number;
  /** the same over all weights of the student, as two runs without T² have measured it at their first batch */
  readonly measured: number;
  /** the runs with T² and without, at T = 8 */
  readonly atHigh: RunsCompared;
  /** mean errors of labels alone beside them */
  readonly labels: number;
  /** errors that T² saves at T = 4 */
  readonly atLow: ArmsCompared;
  readonly pairs: number;
}

/** @throws RangeError where a recorded run lacks a figure */
export function readLossFigures({ run: open }: Recordings): LossFigures {
  const run = open("hinton");
  const [teacher, student] = [teacherOf(run), studentsOfArm(run, DISTILLED)[0]];
  const [v, answers] = [teacher?.probeLogits.gallery?.at(-1), student?.probeLogits.gallery ?? []];
  const [first, last] = [answers[0], answers.at(-1)];
  const labels = run.probes.gallery?.labels ?? [];
  if (!v || !first || !last || first.step !== 0 || !labels.includes(DIGIT))
    throw new RangeError("the run hinton lacks the answers at its first step; record it anew");
  const ratiosOf = (z: Float32Array) =>
    labels.map((_, i) => {
      const [of, by] = [v.logits, z].map((logits) => logits.subarray(i * CLASSES, (i + 1) * CLASSES));
      return softPush(of!, by!, HIGH) / softPush(of!, by!, LOW);
    });
  const [ratios, lastRatios] = [ratiosOf(first.logits), ratiosOf(last.logits)];
  const [high, mistakenLow, mistakenHigh] = [open("temperature-8"), open("no-t-squared"), open("no-t-squared-8")];
  const measured = gradientRatio(mistakenHigh, mistakenLow, DISTILLED, "soft targets");
  if (measured === null) throw new RangeError("the runs without T² have measured no gradients; record them anew");
  const { softWeight, hardWeight } = run.experiment.method.params;
  return {
    softWeight: Number(softWeight),
    hardWeight: Number(hardWeight),
    ratio: ratios[labels.indexOf(DIGIT)]!,
    least: Math.min(...ratios),
    most: Math.max(...ratios),
    ...{ lastLeast: Math.min(...lastRatios), lastMost: Math.max(...lastRatios) },
    measured,
    atHigh: runsCompared(high, mistakenHigh, DISTILLED),
    labels: runFigures(mistakenHigh).plain,
    atLow: runsCompared(run, mistakenLow, DISTILLED),
    pairs: runFigures(high).pairs,
  };
}

/** Without T² the push by that with it, at the temperature that is set. */
export function withoutSquare({ temperature }: LessonState): string {
  return temperature === null ? "–" : percent(1 / temperature ** 2);
}

/** The push as it is set, by that at T = 4 with the same switch; a dash where it is not known. */
export function pushNow(state: LessonState): string {
  const { teacher, student, temperature } = state;
  if (!teacher || !student || temperature === null) return "–";
  const ratio = softPush(teacher, student, temperature) / softPush(teacher, student, LOW);
  return percent(isSquared(state) ? ratio * (temperature / LOW) ** 2 : ratio);
}

/** Weights and temperature as the sliders have them. */
export const settingsOf = (state: LessonState, { softWeight, hardWeight }: LossFigures) => ({
  soft: Number(state.params.softWeight ?? softWeight),
  hard: Number(state.params.hardWeight ?? hardWeight),
  temperature: state.temperature ?? LOW,
});

/** The loss with its weights, and the slope of the soft part by the logit of the image's class, as they are set. */
export function lossFormula(figures: LossFigures, state: LessonState): MathNode {
  const { soft, hard, temperature } = settingsOf(state, figures);
  const squared = superscript(number(temperature, temperature < 1 ? 2 : 0), number(2));
  const { teacher, student, label = DIGIT } = state;
  const share = (logit: string): MathNode => row(name(logit), operator("/"), name("T"));
  const slope =
    teacher && student
      ? [operator("="), number(softGradient(teacher, student, temperature)[label] ?? Number.NaN, 4)]
      : [];
  return row(
    ...[name("L"), operator("="), number(soft, 2), operator("·")],
    ...(isSquared(state) ? [squared, operator("·")] : []),
    name("KL"),
    ...[operator("+"), number(hard, 2), operator("·"), name("CE"), operator(";")],
    fraction(row(operator("∂"), name("KL")), row(operator("∂"), subscript(name("z"), number(label)))),
    operator("="),
    fraction(
      row(
        ...[subscript(name("softmax"), number(label)), operator("("), share("z"), operator(")"), operator("−")],
        ...[subscript(name("softmax"), number(label)), operator("("), share("v"), operator(")")],
      ),
      name("T"),
    ),
    ...slope,
  );
}

/** What the two runs are called beside each other. */
export const RUNS = {
  en: {
    runs: ({ labels }: LossFigures) => ({
      names: [`with T², T = ${HIGH}`, `without T², T = ${HIGH}`] as const,
      note: `Labels alone: ${count(labels)}.`,
    }),
  },
  zh: {
    runs: ({ labels }: LossFigures) => ({
      names: [`乘 T²，T = ${HIGH}`, `不乘 T²，T = ${HIGH}`] as const,
      note: `只学标签：${count(labels)}。`,
    }),
  },
};
