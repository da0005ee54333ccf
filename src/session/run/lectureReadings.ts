/** The numbers that a slide says of a run, each read off the run itself. */

import { type Arm, BASELINE, DISTILLED } from "../../domain/experiment.ts";
import { type Interval, mean, pairedInterval, type VerdictWord, verdictWord } from "../../math/statistics.ts";
import type { ReadRun } from "./biasedRun.ts";
import { lastSettingsOf } from "./liveSettings.ts";
import type { NetworkRun, Run } from "./runFromEvents.ts";
import { comparedPairs, lastEvaluation, pairedErrors, studentsOfArm, verdictOf } from "./runSelectors.ts";

/** Errors with and without the teacher over all finished pairs, and errors saved. */
export interface MainResult {
  /** mean errors over pairs */
  readonly taught: number;
  readonly plain: number;
  readonly total: number;
  readonly pairs: number;
  /** errors saved, positive where the teacher helps */
  readonly saved: Interval;
  readonly word: VerdictWord | "unfinished";
}

/** The main result; null while no pair has finished. */
export function mainResult(run: ReadRun): MainResult | null {
  const [errors, verdict] = [pairedErrors(run), verdictOf(run)];
  if (!errors || !verdict) return null;
  const { mean: saved, low, high, word } = verdict;
  const { distilled: taught, baseline: plain, total, pairs } = errors;
  return { taught, plain, total, pairs, saved: { mean: saved, low, high }, word };
}

/** What the teacher and the students have learnt from; null while it is not known, and where the teacher was given. */
export function imagesOf({ data, experiment }: Run) {
  if (!data || experiment.teacher.given) return null;
  return { teacher: data.trainCount, student: data.transferCount, shifted: experiment.teacher.training.jitter > 0 };
}

/** Whether the students learn from labels too, and at which temperature; null where the method has none. */
export function signalOf(run: Run): { readonly labels: boolean; readonly temperature: number | null } {
  const { temperature, hardWeight } = lastSettingsOf(run).method.params;
  return { labels: hardWeight !== 0, temperature: typeof temperature === "number" ? temperature : null };
}

/** Errors of one student on the dropped classes, on the others, and their sum. */
export interface SplitErrors {
  readonly dropped: number;
  readonly others: number;
  readonly all: number;
}

/** Errors of the first pair, on the dropped classes and on the others apart. */
export interface DroppedResult {
  /** test images of the dropped classes, of the others, and of all */
  readonly of: SplitErrors;
  /** of the student of the arm, and of its twin without; null where it has not been evaluated at the same step */
  readonly student: SplitErrors;
  readonly twin: SplitErrors | null;
}

const sumOver = (values: readonly number[], classes: readonly number[]) =>
  classes.reduce((sum, c) => sum + (values[c] ?? 0), 0);

/** The errors of the first pair by dropped classes; null where no class was dropped, or nothing has been evaluated. */
export function droppedResult(run: ReadRun, arm: Arm): DroppedResult | null {
  const dropped = run.experiment.transferSet.omitClasses;
  const student = studentsOfArm(run, arm)[0] ?? studentsOfArm(run, DISTILLED)[0];
  const twin = studentsOfArm(run, BASELINE).find(({ card }) => card.pair === student?.card.pair);
  const own = lastEvaluation(student);
  if (!own || dropped.length === 0) return null;
  const split = (values: readonly number[], all: number): SplitErrors => {
    const onDropped = sumOver(values, dropped);
    return { dropped: onDropped, others: all - onDropped, all };
  };
  const isComparable = twin?.evaluations.at(-1)?.step === student?.evaluations.at(-1)?.step;
  const other = isComparable ? lastEvaluation(twin) : undefined;
  return {
    of: split(own.classTotals, own.total),
    student: split(own.classErrors, own.errors),
    twin: other ? split(other.classErrors, other.errors) : null,
  };
}

/** Errors on the dropped classes that each student of an arm has fewer than its twin, with their verdict over pairs; null where a pair has not finished. */
function droppedVerdict(run: Run, arm: Arm): (Interval & { readonly word: VerdictWord }) | null {
  const { finished, of } = comparedPairs(run, { arm }, { arm: BASELINE });
  const dropped = run.experiment.transferSet.omitClasses;
  if (of === 0 || finished.length < of || dropped.length === 0) return null;
  const errorsOf = (network: NetworkRun) => sumOver(lastEvaluation(network)?.classErrors ?? [], dropped);
  const interval = pairedInterval(finished.map(({ better, than }) => errorsOf(than) - errorsOf(better)));
  return { ...interval, word: verdictWord(interval, of) };
}

/** The arm whose students learn from soft targets of which the wrong classes are exchanged. */
export const SHUFFLED = "shuffled-soft-targets";
/** The arms of the comparison with shuffled targets, in its order. */
const COMPARED: readonly Arm[] = [BASELINE, "label-smoothing", SHUFFLED, DISTILLED];

/** Errors of the students of one arm over pairs, with the interval of their mean. */
export interface ArmErrors {
  readonly arm: Arm;
  readonly errors: Interval;
}

/** Students of soft targets beside those of shuffled ones, over pairs. */
export interface ShuffledResult {
  readonly rows: readonly ArmErrors[];
  readonly soft: number;
  readonly shuffled: number;
  readonly total: number;
  readonly pairs: number;
  /** whether soft targets have fewer errors than shuffled ones over pairs */
  readonly word: VerdictWord;
}

/** The comparison; null where a run has no students of shuffled targets, or they have not all finished. */
export function shuffledResult(run: Run): ShuffledResult | null {
  const errorsOf = (arm: Arm) => {
    const students = studentsOfArm(run, arm);
    return students.every(({ finished }) => finished)
      ? students.flatMap((one) => lastEvaluation(one)?.errors ?? [])
      : [];
  };
  const [soft, shuffled] = [errorsOf(DISTILLED), errorsOf(SHUFFLED)];
  const pairs = Math.min(soft.length, shuffled.length);
  const total = lastEvaluation(studentsOfArm(run, DISTILLED)[0])?.total;
  if (pairs === 0 || total === undefined) return null;
  const rows = COMPARED.flatMap((arm) => {
    const errors = errorsOf(arm);
    return errors.length > 0 ? [{ arm, errors: pairedInterval(errors) }] : [];
  });
  const saved = pairedInterval(soft.slice(0, pairs).map((errors, pair) => shuffled[pair]! - errors));
  return { rows, soft: mean(soft), shuffled: mean(shuffled), total, pairs, word: verdictWord(saved, pairs) };
}

/** Results of the runs of a talk, each read off its own run. */
export interface SeenResults {
  readonly main: MainResult;
  readonly dropped: DroppedResult;
  /** whether students of soft targets have fewer errors on the dropped class than their twins, over pairs */
  readonly droppedWord: VerdictWord;
  /** the class that was dropped */
  readonly droppedClass: number;
  readonly shuffled: ShuffledResult;
}

/** These results; null where one of the runs lacks its own. */
export function seenResults(ofMain: Run, ofDropped: Run, ofShuffled: Run): SeenResults | null {
  const [main, dropped, shuffled] = [
    mainResult(ofMain),
    droppedResult(ofDropped, DISTILLED),
    shuffledResult(ofShuffled),
  ];
  const verdict = droppedVerdict(ofDropped, DISTILLED);
  const [droppedClass] = ofDropped.experiment.transferSet.omitClasses;
  if (!main || !dropped || !shuffled || !verdict || droppedClass === undefined) return null;
  return { main, dropped, shuffled, droppedClass, droppedWord: verdict.word };
}

/** Errors of one arm over steps: the mean over the students of some pairs that were evaluated there. */
export interface ErrorCurve {
  readonly of: "student" | "baseline";
  readonly points: readonly (readonly [step: number, errors: number])[];
}

/** The curves of the students of an arm and of the baseline: means over all pairs, or those of the first one. */
export function errorCurves(run: Run, arm: Arm, of: "all pairs" | "first pair"): readonly ErrorCurve[] {
  const curveOf = (role: ErrorCurve["of"], name: Arm): ErrorCurve => {
    const all = studentsOfArm(run, name);
    const students = of === "all pairs" ? all : all.slice(0, 1);
    const steps = students[0]?.evaluations.map(({ step }) => step) ?? [];
    const points = steps.map((step) => {
      const errors = students.flatMap(({ evaluations }) => {
        const found = evaluations.find((one) => one.step === step);
        return found ? [found.evaluation.errors] : [];
      });
      return [step, mean(errors)] as const;
    });
    return { of: role, points };
  };
  return [curveOf("baseline", BASELINE), curveOf("student", arm)].filter(({ points }) => points.length > 0);
}
