/** The errors of a run's pairs beyond their means: each pair's difference, errors at an earlier step, and by classes. */

import { type Arm, BASELINE, DISTILLED } from "../../domain/experiment.ts";
import { type Interval, mean, pairedInterval } from "../../math/statistics.ts";
import type { Evaluation } from "../../protocol/events.ts";
import type { ReadRun } from "../run/biasedRun.ts";
import type { NetworkRun, Run } from "../run/runFromEvents.ts";
import { comparedPairs, lastEvaluation, type PairedErrors, studentsOfArm } from "../run/runSelectors.ts";

interface EvaluatedPair {
  readonly distilled: Evaluation;
  readonly baseline: Evaluation;
}

function finishedPairs(run: ReadRun): readonly EvaluatedPair[] {
  return comparedPairs(run, { arm: DISTILLED }, { arm: BASELINE }).finished.flatMap(({ better, than }) => {
    const [distilled, baseline] = [lastEvaluation(better), lastEvaluation(than)];
    return distilled && baseline ? [{ distilled, baseline }] : [];
  });
}

/** Of each finished pair the errors that its distilled student makes fewer than its baseline student. */
export function errorsSaved(run: ReadRun): readonly number[] {
  return finishedPairs(run).map(({ distilled, baseline }) => baseline.errors - distilled.errors);
}

/** The newest evaluation of a network that is not after a step; undefined where it has not been trained that far. */
function evaluationAt({ evaluations, finished }: NetworkRun, step: number): Evaluation | undefined {
  const reached = finished || (evaluations.at(-1)?.step ?? -1) >= step;
  return reached ? evaluations.findLast((one) => one.step <= step)?.evaluation : undefined;
}

/** Mean errors at a step over the pairs whose two students have been trained that far; null while there is none. */
export function pairedErrorsAt(run: Run, step: number): PairedErrors | null {
  const others = studentsOfArm(run, BASELINE);
  const both = studentsOfArm(run, DISTILLED).flatMap((network): readonly EvaluatedPair[] => {
    const other = others.find(({ card }) => card.pair === network.card.pair);
    const [distilled, baseline] = [evaluationAt(network, step), other && evaluationAt(other, step)];
    return distilled && baseline ? [{ distilled, baseline }] : [];
  });
  if (both.length === 0) return null;
  return {
    distilled: mean(both.map(({ distilled }) => distilled.errors)),
    baseline: mean(both.map(({ baseline }) => baseline.errors)),
    pairs: both.length,
    total: both[0]!.distilled.total,
  };
}

/** Mean errors on the dropped classes and on the others, which together are all errors. */
export interface ErrorsByPart {
  readonly distilled: { readonly dropped: number; readonly others: number };
  readonly baseline: { readonly dropped: number; readonly others: number };
  /** test images of the dropped classes, and of the others */
  readonly totals: { readonly dropped: number; readonly others: number };
}

/** Errors on dropped and other classes, over the pairs that are compared; null where the run dropped none. */
export function errorsByPart(run: ReadRun): ErrorsByPart | null {
  const { omitClasses } = run.experiment.transferSet;
  const pairs = finishedPairs(run);
  if (omitClasses.length === 0 || pairs.length === 0) return null;
  const sumOf = (values: readonly number[], isDropped: boolean) =>
    values.reduce((sum, value, c) => (omitClasses.includes(c) === isDropped ? sum + value : sum), 0);
  const partsOf = (evaluations: readonly Evaluation[]) => ({
    dropped: mean(evaluations.map(({ classErrors }) => sumOf(classErrors, true))),
    others: mean(evaluations.map(({ classErrors }) => sumOf(classErrors, false))),
  });
  const { classTotals } = pairs[0]!.distilled;
  return {
    distilled: partsOf(pairs.map(({ distilled }) => distilled)),
    baseline: partsOf(pairs.map(({ baseline }) => baseline)),
    totals: { dropped: sumOf(classTotals, true), others: sumOf(classTotals, false) },
  };
}

/** Errors of the students of one arm on the dropped classes, on the others and in all, over pairs. */
export interface ArmParts {
  readonly dropped: Interval;
  readonly others: Interval;
  readonly all: Interval;
  readonly pairs: number;
}

/** The errors of one arm by dropped and other classes; null where the run dropped none or no student has finished. */
export function armParts(run: ReadRun, arm: Arm): ArmParts | null {
  const { omitClasses } = run.experiment.transferSet;
  const finished = studentsOfArm(run, arm).filter((student) => student.finished);
  const parts = finished.flatMap((student) => {
    const last = lastEvaluation(student);
    const dropped = omitClasses.reduce((sum, c) => sum + (last?.classErrors[c] ?? 0), 0);
    return last ? [{ dropped, others: last.errors - dropped, all: last.errors }] : [];
  });
  if (omitClasses.length === 0 || parts.length === 0) return null;
  const over = (of: "dropped" | "others" | "all") => pairedInterval(parts.map((part) => part[of]));
  return { dropped: over("dropped"), others: over("others"), all: over("all"), pairs: parts.length };
}
