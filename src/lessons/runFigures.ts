/** Figures that several lessons read off a recorded run. */

import type { Arm } from "../domain/experiment.ts";
import { type Interval, mean, pairedInterval, type VerdictWord, verdictWord } from "../math/statistics.ts";
import type { Run } from "../session/run/runFromEvents.ts";
import {
  claimVerdicts,
  lastEvaluation,
  pairedErrors,
  studentsOfArm,
  teacherOf,
  verdictOf,
} from "../session/run/runSelectors.ts";

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
  const { low, high, word } = verdict;
  return {
    taught: errors.distilled,
    plain: errors.baseline,
    ...{ saved: { mean: verdict.mean, low, high }, word, pairs: errors.pairs, total: errors.total },
    teacher: lastEvaluation(teacherOf(run))?.errors ?? null,
    ...{ seed: run.experiment.seed, date: run.date },
  };
}

/** Errors saved by one arm's students beside another's, with the word that the interval decides. */
export interface ArmsCompared extends Interval {
  readonly word: VerdictWord;
}

/** Compares two arms over the pairs of a run. @throws RangeError naming the arm that the run has not trained to its end */
export function armsCompared(run: Run, better: Arm, than: Arm): ArmsCompared {
  const claim = { text: "", better: { arm: better }, than: { arm: than }, by: "errors" } as const;
  const verdict = claimVerdicts(run, [claim])[0]?.verdict;
  if (!verdict || verdict.word === "unfinished")
    throw new RangeError(`the recorded run has no finished students of ${better} and ${than}; record it anew`);
  const { low, high, word } = verdict;
  return { mean: verdict.mean, low, high, word };
}

/** Two runs with the errors of one arm's students in both. */
export interface RunsCompared extends ArmsCompared {
  /** mean errors over the pairs of the better run and of the other one */
  readonly errors: readonly [number, number];
  /** errors that the better run saves, by pair */
  readonly saved: readonly number[];
  /** test images */
  readonly total: number;
}

/**
 * Compares the students of one arm in two runs, pair by pair. Runs of one seed have their pairs' first weights and
 * batches in common.
 * @throws RangeError where the runs have no two pairs in common
 */
export function runsCompared(better: Run, than: Run, arm: Arm): RunsCompared {
  const errorsOf = (run: Run) =>
    new Map(studentsOfArm(run, arm).map((network) => [network.card.pair, lastEvaluation(network)?.errors]));
  const [own, others] = [errorsOf(better), errorsOf(than)];
  const both = [...own].flatMap(([pair, errors]) => {
    const other = others.get(pair);
    return errors === undefined || other === undefined ? [] : [{ errors, other }];
  });
  const saved = both.map(({ errors, other }) => other - errors);
  if (better.experiment.seed !== than.experiment.seed || saved.length < 2)
    throw new RangeError("the two recorded runs have no two pairs in common; record them anew");
  const interval = pairedInterval(saved);
  return {
    ...{ ...interval, word: verdictWord(interval, saved.length), saved },
    errors: [mean(both.map(({ errors }) => errors)), mean(both.map(({ other }) => other))],
    total: better.data?.testCount ?? Number.NaN,
  };
}
