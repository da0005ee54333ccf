/** What the readings of a study say in words: where a teacher helps, or which column has the fewest errors in each row. */

import type { Study, StudyCell } from "../../methods/experiments/studies.ts";
import { type CellReading, holdsZero, intervalOf } from "./studyReadings.ts";

/** A cell with its reading; null where it has not been trained. */
export interface ReadCell {
  readonly cell: StudyCell;
  readonly reading: CellReading | null;
}

/** Of a study whose cells show errors saved: the cells by what their intervals say. */
export interface GainFinding {
  readonly kind: "gain";
  readonly read: number;
  /** the interval lies above 0, below 0, or holds it */
  readonly helps: number;
  readonly hurts: readonly StudyCell[];
  readonly unclear: number;
  /** where most errors are saved, of the cells that help */
  readonly most: { readonly cell: StudyCell; readonly saved: number } | null;
}

/** Of a study whose cells show errors: the column with the lowest mean in each row of which two cells have been read. */
export interface ErrorsFinding {
  readonly kind: "errors";
  readonly best: readonly { readonly row: string; readonly column: string; readonly errors: number }[];
}

/** What all cells have in common; undefined where they differ in it. */
export interface CommonSettings {
  readonly steps: number | undefined;
  readonly images: number | "all" | undefined;
  readonly pairs: number | undefined;
}

const only = <T>(values: readonly T[]): T | undefined => (new Set(values).size === 1 ? values[0] : undefined);

/** Null where no cell, or no row, says anything yet. */
export function studyFinding(cells: readonly ReadCell[]): GainFinding | ErrorsFinding | null {
  const read = cells.flatMap(({ cell, reading }) => (reading ? [{ cell, interval: intervalOf(reading) }] : []));
  if (read.length === 0) return null;
  if (read.some(({ cell }) => cell.against !== undefined)) {
    const clear = read.filter(({ interval }) => !holdsZero(interval));
    const helping = clear.filter(({ interval }) => interval.mean > 0);
    const [first] = helping.toSorted((a, b) => b.interval.mean - a.interval.mean);
    return {
      kind: "gain",
      read: read.length,
      helps: helping.length,
      hurts: clear.filter(({ interval }) => interval.mean < 0).map(({ cell }) => cell),
      unclear: read.length - clear.length,
      most: first ? { cell: first.cell, saved: first.interval.mean } : null,
    };
  }
  const rows = [...new Set(read.map(({ cell }) => cell.row))];
  const best = rows.flatMap((row) => {
    const own = read.filter(({ cell }) => cell.row === row);
    const [fewest] = own.toSorted((a, b) => a.interval.mean - b.interval.mean);
    return own.length > 1 ? [{ row, column: fewest!.cell.column, errors: fewest!.interval.mean }] : [];
  });
  return best.length > 0 ? { kind: "errors", best } : null;
}

/** What all experiments of a study share. */
export function commonSettings({ cells }: Study): CommonSettings {
  const all = cells.map(({ experiment }) => experiment);
  return {
    steps: only(all.map(({ student }) => student.training.steps)),
    images: only(all.map(({ transferSet }) => transferSet.size)),
    pairs: only(all.map(({ pairs }) => pairs)),
  };
}
