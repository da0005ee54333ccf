/** What the measured figures say about the paper's order, and which temperature does best at which width. */

import { mean, pairedInterval } from "../../math/statistics.ts";
import { TEMPERATURES, WIDTHS } from "../experiments.ts";
import { type SectionRow, sectionRows, temperatureWidthCells } from "../paperResults.ts";
import { differencesBySeed, type FigureReading, type SectionSummary } from "./sectionSummary.ts";

type Figures = SectionSummary["figures"];

/** The figures of one seed; of all seeds for null. */
export function figuresOfSeed(figures: Figures, seed: number | null): Figures {
  if (seed === null) return figures;
  return Object.fromEntries(
    Object.entries(figures).map(([id, readings]) => [id, readings.filter((reading) => reading.seed === seed)]),
  );
}

/** The recorded seeds, in ascending order. */
export function seedsOf({ runs }: Pick<SectionSummary, "runs">): readonly number[] {
  return [...new Set(runs.map(({ seed }) => seed))].sort((a, b) => a - b);
}

const meanErrors = (readings: readonly FigureReading[] | undefined) =>
  readings && readings.length > 0 ? mean(readings.map(({ errors }) => errors)) : null;

/** How far our figures stand in the order of the paper's. */
export interface OrderReading {
  /** rows that the paper gives a figure for, and that have been measured */
  readonly figures: number;
  /** pairs of rows whose order is another one: the paper has fewer errors in the first */
  readonly exchanged: readonly (readonly [SectionRow, SectionRow])[];
  /** how many of these pairs no interval over paired seeds tells apart */
  readonly untold: number;
}

/** Compares the order of the mean errors with the paper's. Equal means are in no order, and count as exchanged. */
export function readOrder(figures: Figures): OrderReading {
  const measured = sectionRows.flatMap((row) => {
    const ours = meanErrors(figures[row.id]);
    return row.paper && ours !== null ? [{ row, paper: row.paper.errors, ours }] : [];
  });
  const isUntold = (one: SectionRow, other: SectionRow) => {
    const differences = differencesBySeed(figures[one.id] ?? [], figures[other.id] ?? []);
    return differences.length < 2 || pairedInterval(differences).low <= 0;
  };
  const exchanged = measured.flatMap((one) =>
    measured
      .filter((other) => one.paper < other.paper && one.ours >= other.ours)
      .map((other) => [one.row, other.row] as const),
  );
  const untold = exchanged.filter(([fewer, more]) => isUntold(fewer, more)).length;
  return { figures: measured.length, exchanged, untold };
}

/** The temperature at which students of a width make fewest errors, and those that no interval tells from it. */
export interface BestTemperature {
  readonly width: number;
  readonly temperature: number;
  readonly alike: readonly number[];
}

/** Reads the best temperature of each width; a width without figures is left out. */
export function readTemperatures(figures: Figures): readonly BestTemperature[] {
  return WIDTHS.flatMap((width) => {
    const measured = TEMPERATURES.flatMap((temperature) => {
      const cell = temperatureWidthCells.find((one) => one.width === width && one.trainedBy === temperature);
      const readings = (cell && figures[cell.id]) ?? [];
      const errors = meanErrors(readings);
      return errors === null ? [] : [{ temperature, readings, errors }];
    });
    const best = measured.toSorted((a, b) => a.errors - b.errors)[0];
    if (!best) return [];
    const isAlike = ({ readings }: (typeof measured)[number]) => {
      const differences = differencesBySeed(readings, best.readings);
      return differences.length > 1 && pairedInterval(differences).low <= 0;
    };
    const alike = measured.filter((one) => one !== best && isAlike(one)).map(({ temperature }) => temperature);
    return [{ width, temperature: best.temperature, alike }];
  });
}
