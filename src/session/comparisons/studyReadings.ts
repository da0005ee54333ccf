/** Readings of a study's cells off finished runs, and which cell comes next. */

import * as v from "valibot";
import { type Experiment, sameExperiment } from "../../domain/experiment.ts";
import { sameJson } from "../../domain/sameJson.ts";
import { type Interval, mean, pairedInterval } from "../../math/statistics.ts";
import type { Study, StudyCell } from "../../methods/experiments/studies.ts";
import type { Run } from "../run/runFromEvents.ts";
import { lastEvaluation, studentsOfArm } from "../run/runSelectors.ts";

const ReadingSchema = v.strictObject({
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
export function placeOf(cell: StudyCell, dataset: Experiment["data"]["dataset"], seed: number): string {
  return `${dataset} ${seed}: ${cell.row} | ${cell.column}`;
}

/** A cell's experiment on a data set, with a seed. */
export function experimentOf(cell: StudyCell, dataset: Experiment["data"]["dataset"], seed: number): Experiment {
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

/** The experiment of the first cell without a reading; null where every cell has one. */
export function nextOf(
  study: Study,
  readings: Readings,
  dataset: Experiment["data"]["dataset"],
  seed: number,
): Experiment | null {
  const open = study.cells.find((cell) => !Object.hasOwn(readings, placeOf(cell, dataset, seed)));
  return open ? experimentOf(open, dataset, seed) : null;
}

/** Whether two experiments have the same teacher, weight for weight, so that it need not be trained again. */
export function haveSameTeacher(a: Experiment, b: Experiment): boolean {
  return sameJson([a.seed, a.data, a.teacher], [b.seed, b.data, b.teacher]);
}
