/** Figures that several lessons read off a recorded run. */

import type { Architecture } from "../domain/architecture.ts";
import { type Arm, DISTILLED } from "../domain/experiment.ts";
import type { Interval, VerdictWord } from "../math/statistics.ts";
import { errorsByPart } from "../session/comparisons/errorsOfPairs.ts";
import type { Run } from "../session/run/runFromEvents.ts";
import { lastEvaluation, pairedErrors, studentsOfArm, teacherOf, verdictOf } from "../session/run/runSelectors.ts";

/** The comparison of both students over the pairs of a run, with what it was measured on. */
export interface RunFigures {
  /** mean errors over pairs */
  readonly taught: number;
  readonly plain: number;
  /** errors saved, positive where the method helps */
  readonly saved: Interval;
  readonly word: VerdictWord;
  readonly pairs: number;
  /** test images */
  readonly total: number;
  /** errors of the teacher; null where the run trains none */
  readonly teacher: number | null;
  readonly seed: number;
  readonly date: string;
}

/** @throws RangeError where not all pairs of the run have finished */
export function runFigures(run: Run): RunFigures {
  const [errors, verdict] = [pairedErrors(run), verdictOf(run)];
  if (!errors || !verdict || verdict.word === "unfinished")
    throw new RangeError(`the recorded run of ${run.experiment.method.id} is not finished; record it anew`);
  const { mean, low, high, word } = verdict;
  return {
    taught: errors.distilled,
    plain: errors.baseline,
    ...{ saved: { mean, low, high }, word, pairs: errors.pairs, total: errors.total },
    teacher: lastEvaluation(teacherOf(run))?.errors ?? null,
    ...{ seed: run.experiment.seed, date: run.date },
  };
}

/** Mean errors over pairs on the dropped classes and on the others, of both students. @throws RangeError where none was dropped */
export function partFigures(run: Run) {
  const parts = errorsByPart(run);
  if (!parts) throw new RangeError("the recorded run has dropped no class; record it anew");
  return parts;
}

/** The newest moment of a picture of the first pair's taught student. @throws RangeError where the run has none */
export function pictureOf(run: Run, id: string) {
  const picture = run.pictures[`${DISTILLED}/0 ${id}`]?.at(-1);
  if (!picture) throw new RangeError(`the recorded run of ${run.experiment.method.id} lacks the picture "${id}"`);
  return picture;
}

/** What is left between the first two panels of a picture: squares of the difference, as a share of the first one's. */
export function shareLeft(run: Run, id: string): number {
  const [target, own] = pictureOf(run, id).panels.map(({ values }) => values);
  const squares = (at: (i: number) => number) => target!.reduce((sum, _, i) => sum + at(i) ** 2, 0);
  return squares((i) => target![i]! - own![i]!) / squares((i) => target![i]!);
}

/** The errors of the first pair's taught student at a step of its own. @throws RangeError where it was not evaluated there */
export function errorsAtStep(run: Run, step: number, arm: Arm = DISTILLED): number {
  const moment = studentsOfArm(run, arm)[0]?.evaluations.find((one) => one.step === step);
  if (!moment) throw new RangeError(`the arm ${arm} of ${run.experiment.method.id} was not evaluated at step ${step}`);
  return moment.evaluation.errors;
}

/** Units or filters of the hidden layers that have weights, from the first on. */
export function unitsOf({ layers }: Architecture): readonly number[] {
  return layers.flatMap((layer) =>
    layer.kind === "dense" ? [layer.units] : layer.kind === "conv" ? [layer.filters] : [],
  );
}
