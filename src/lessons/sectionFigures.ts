/** Figures that several lessons read off Hinton's section on MNIST. */

import { sectionRows } from "../hinton2015/paperResults.ts";
import {
  differencesBySeed,
  intervalOfReadings,
  type PairReading,
  readPair,
} from "../hinton2015/replay/sectionSummary.ts";
import type { Interval } from "../math/statistics.ts";
import type { Recordings } from "./recordings.ts";

type Section = Recordings["section"];

/**
 * Mean errors of a figure over its seeds, with the 95 % interval.
 * @throws RangeError where fewer than two seeds have it
 */
export function errorsOf({ figures }: Section, id: string): Interval {
  const interval = intervalOfReadings((figures[id] ?? []).map(({ errors }) => errors));
  if (!interval) throw new RangeError(`Hinton's section lacks "${id}" of two seeds; run npm run record`);
  return interval;
}

/** A comparison by seed, with each seed's errors saved. */
export interface SeedComparison extends PairReading {
  readonly bySeed: readonly number[];
}

/** Compares two figures seed by seed. @throws RangeError where fewer than two seeds have both */
export function comparedBySeed({ figures }: Section, better: string, than: string): SeedComparison {
  const reading = readPair(figures, { text: "", better, than });
  if (!reading || reading.seeds < 2)
    throw new RangeError(`Hinton's section lacks "${better}" and "${than}" of two seeds; run npm run record`);
  return { ...reading, bySeed: differencesBySeed(figures[than] ?? [], figures[better] ?? []) };
}

/** The paper's errors in a row of its section. @throws RangeError where it gives none */
export function paperErrors(id: string): number {
  const errors = sectionRows.find((row) => row.id === id)?.paper?.errors;
  if (errors === undefined) throw new RangeError(`the paper gives no errors of "${id}"`);
  return errors;
}
