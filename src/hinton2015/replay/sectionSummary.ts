/** The summary of a data set's recorded runs, as JSON, and what it says: intervals, paired differences, results over seeds. */

import * as v from "valibot";
import { BASELINE, DISTILLED } from "../../domain/experiment.ts";
import { type Interval, mean, pairedInterval, type VerdictWord, verdictWord } from "../../math/statistics.ts";
import type { Verdict } from "../../session/run/runSelectors.ts";
import { sectionExperiments } from "../experiments.ts";
import { type SectionComparison, type SectionFigure, sectionFigures } from "../paperResults.ts";

const number = v.pipe(v.number(), v.finite());
const count = v.pipe(number, v.integer(), v.minValue(0));
const text = v.pipe(v.string(), v.maxLength(200));
const ReadingSchema = v.strictObject({
  seed: count,
  errors: count,
  /** where classes were dropped: errors on them, and the bias that was added to them */
  onDropped: v.optional(count),
  bias: v.optional(number),
});
/** A figure measured with one seed. */
export type FigureReading = v.InferOutput<typeof ReadingSchema>;

/** All figures of a data set's recorded runs, as stored beside them. */
const SectionSummarySchema = v.strictObject({
  version: text,
  dataset: v.picklist(["digits", "mnist"]),
  backend: text,
  device: text,
  /** test images that errors are out of */
  total: count,
  /** of each recorded run: its experiment, its seed, the day and its duration, with the teacher where it trained one */
  runs: v.array(v.strictObject({ experiment: text, seed: count, date: text, seconds: number })),
  figures: v.record(text, v.array(ReadingSchema)),
});
export type SectionSummary = v.InferOutput<typeof SectionSummarySchema>;

/** Checks stored figures. @throws where they are none */
export function checkSummary(stored: unknown): SectionSummary {
  return v.parse(SectionSummarySchema, stored, { abortEarly: true });
}

/** Mean and 95 % interval of a figure over seeds; null where there are fewer than two. */
export function intervalOfReadings(values: readonly number[]): Interval | null {
  return values.length > 1 ? pairedInterval(values) : null;
}

/** Errors of one figure less those of another with the same seed. */
export function differencesBySeed(one: readonly FigureReading[], other: readonly FigureReading[]): readonly number[] {
  return one.flatMap(({ seed, errors }) => {
    const same = other.find((reading) => reading.seed === seed);
    return same ? [errors - same.errors] : [];
  });
}

/** The comparison of two figures over the seeds that have both: errors saved, with their 95 % interval. */
export interface PairReading extends Interval {
  readonly word: VerdictWord;
  readonly seeds: number;
}

/** Compares two of a data set's figures; null where no seed has both. */
export function readPair(figures: SectionSummary["figures"], { better, than }: SectionComparison): PairReading | null {
  const saved = differencesBySeed(figures[than] ?? [], figures[better] ?? []);
  if (saved.length === 0) return null;
  const interval = pairedInterval(saved);
  return { ...interval, word: verdictWord(interval, saved.length), seeds: saved.length };
}

/** What all recorded seeds of one experiment of the section show. */
export interface SectionResult {
  /** mean errors over the seeds, with no bias */
  readonly distilled: number;
  readonly baseline: number;
  readonly teacher: number | undefined;
  readonly seeds: readonly number[];
  /** errors that the distilled student makes fewer than the baseline, seed by seed */
  readonly saved: readonly number[];
  readonly verdict: Verdict;
}

/** Compares distilled and baseline students of an experiment over its recorded seeds; null where none has both. */
export function readExperiment(figures: SectionSummary["figures"], experiment: string): SectionResult | null {
  const readingsOf = (of: SectionFigure["of"], id = experiment) => {
    const figure = sectionFigures.find(
      (one) => one.experiment === id && one.of === of && (one.bias ?? "none") === "none",
    );
    return (figure && figures[figure.id]) ?? [];
  };
  const others = readingsOf(BASELINE);
  const both = readingsOf(DISTILLED).flatMap(({ seed, errors }) => {
    const other = others.find((one) => one.seed === seed);
    return other ? [{ seed, distilled: errors, baseline: other.errors }] : [];
  });
  if (both.length === 0) return null;
  const seeds = both.map(({ seed }) => seed);
  // All experiments of a seed have the same teacher, which the first one trains.
  const teachers = readingsOf("teacher", sectionExperiments[0]!.id).filter(({ seed }) => seeds.includes(seed));
  const saved = both.map(({ distilled, baseline }) => baseline - distilled);
  const interval = pairedInterval(saved);
  const pairs = both.length;
  return {
    distilled: mean(both.map(({ distilled }) => distilled)),
    baseline: mean(both.map(({ baseline }) => baseline)),
    teacher: teachers.length === pairs ? mean(teachers.map(({ errors }) => errors)) : undefined,
    seeds,
    saved,
    verdict: { ...interval, word: verdictWord(interval, pairs), pairs, of: pairs },
  };
}
