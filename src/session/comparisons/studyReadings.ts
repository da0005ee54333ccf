/** Readings of a study's cells off finished runs, which cells are open, and how long these take. */

import * as v from "valibot";
import { type DatasetId, type Experiment, sameExperiment } from "../../domain/experiment.ts";
import { sameJson } from "../../domain/sameJson.ts";
import { type Interval, mean, pairedInterval } from "../../math/statistics.ts";
import type { Study, StudyCell } from "../../methods/experiments/studies.ts";
import { costOfExperiment } from "../../methods/registry/experimentCost.ts";
import type { Run } from "../run/runFromEvents.ts";
import { lastEvaluation, studentsOfArm } from "../run/runSelectors.ts";

/** A reading as it is stored. */
export const ReadingSchema = v.strictObject({
  /** errors of each pair, or errors saved in each pair where the cell compares */
  values: v.pipe(v.array(v.pipe(v.number(), v.finite())), v.minLength(1), v.maxLength(10)),
  /** test images that the errors are out of */
  total: v.pipe(v.number(), v.integer(), v.minValue(1)),
});
/** The reading of one cell. */
export type CellReading = v.InferOutput<typeof ReadingSchema>;

/** Readings of a study by place; a cell with a reading is not trained again. */
export const ReadingsSchema = v.record(v.pipe(v.string(), v.maxLength(200)), ReadingSchema);
export type Readings = v.InferOutput<typeof ReadingsSchema>;

/** A cell's place in its study, with the data set and the seed. */
export function placeOf(cell: StudyCell, dataset: DatasetId, seed: number): string {
  return `${dataset} ${seed}: ${cell.row} | ${cell.column}`;
}

/** A cell's experiment on a data set, with a seed. */
export function experimentOf(cell: StudyCell, dataset: DatasetId, seed: number): Experiment {
  return { ...cell.experiment, seed, data: { ...cell.experiment.data, dataset } };
}

/** Reads a cell off a finished run; null where the run lacks the cell's networks. */
export function readCell(run: Run, { of, against }: StudyCell): CellReading | null {
  const errorsOf = (student: typeof of) =>
    new Map(
      studentsOfArm(run, student.arm, student.output).flatMap((network) => {
        const evaluation = network.finished ? lastEvaluation(network) : undefined;
        return evaluation ? [[network.card.pair ?? 0, evaluation] as const] : [];
      }),
    );
  const own = errorsOf(of);
  const other = against ? errorsOf(against) : null;
  const values = [...own].flatMap(([pair, { errors }]) => {
    if (!other) return [errors];
    const compared = other.get(pair);
    return compared ? [compared.errors - errors] : [];
  });
  const total = [...own.values()][0]?.total;
  return values.length > 0 && total !== undefined ? { values, total } : null;
}

/** The mean of a reading with its 95 % interval over pairs. */
export function intervalOf({ values }: CellReading): Interval {
  return values.length > 1 ? pairedInterval(values) : { mean: mean(values), low: -Infinity, high: Infinity };
}

/** Whether an interval of a difference holds 0: it cannot be told which of the two makes fewer errors. */
export function holdsZero({ low, high }: Interval): boolean {
  return low <= 0 && high >= 0;
}

/** The readings that a finished run adds to a study: those of all cells with exactly its experiment. */
export function readingsOf(study: Study, run: Run): Readings {
  const { dataset } = run.experiment.data;
  const { seed } = run.experiment;
  return Object.fromEntries(
    study.cells.flatMap((cell) => {
      if (!sameExperiment(experimentOf(cell, dataset, seed), run.experiment)) return [];
      const reading = readCell(run, cell);
      return reading ? [[placeOf(cell, dataset, seed), reading] as const] : [];
    }),
  );
}

/**
 * The experiments of cells without a reading, each once, in the order in which they are trained: those with the teacher of
 * the one before come first, so that each teacher is trained once.
 * @param previous the experiment that was trained last
 */
export function openExperiments(
  study: Study,
  readings: Readings,
  dataset: DatasetId,
  seed: number,
  previous: Experiment | null = null,
): readonly Experiment[] {
  const open: Experiment[] = [];
  for (const cell of study.cells) {
    const experiment = experimentOf(cell, dataset, seed);
    const isRead = Object.hasOwn(readings, placeOf(cell, dataset, seed));
    if (!isRead && !open.some((other) => sameExperiment(other, experiment))) open.push(experiment);
  }
  const ordered: Experiment[] = [];
  for (let last = previous; open.length > 0; last = ordered.at(-1) ?? null) {
    const withItsTeacher = open.findIndex((one) => last !== null && haveSameTeacher(last, one));
    ordered.push(...open.splice(Math.max(0, withItsTeacher), 1));
  }
  return ordered;
}

/**
 * Estimated time of training experiments one after another, s.
 * @param previous the experiment before the first: its teacher is not trained again
 * @param cores jobs that train side by side at most
 */
export function secondsOf(experiments: readonly Experiment[], previous: Experiment | null, cores: number): number {
  return experiments.reduce((sum, experiment, i) => {
    const before = experiments[i - 1] ?? previous;
    const { seconds, teacherSeconds } = costOfExperiment(experiment, cores);
    return sum + seconds - (before && haveSameTeacher(before, experiment) ? teacherSeconds : 0);
  }, 0);
}

/** Whether two experiments have the same teacher, weight for weight, so that it need not be trained again. */
export function haveSameTeacher(a: Experiment, b: Experiment): boolean {
  if (a.teacher.given && b.teacher.given)
    return sameJson([a.teacher.given, a.teacher.average], [b.teacher.given, b.teacher.average]);
  return sameJson([a.seed, a.data, a.teacher], [b.seed, b.data, b.teacher]);
}
