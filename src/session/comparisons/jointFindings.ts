/** The papers' table as it is read: for each preset and data set the findings over the pairs of all seeds. */

import * as v from "valibot";
import type { Experiment } from "../../domain/experiment.ts";
import { presetById } from "../../methods/experiments/presets.ts";
import { registry } from "../../methods/registry/methodRegistry.ts";
import {
  type FidelityRow,
  FidelitySchema,
  type Finding,
  JUDGED_DATASETS,
  type JudgedClaim,
  judged,
  judgedClaims,
  settingsKey,
} from "./claimFindings.ts";

/** A preset in which the claims of its method are judged. */
export interface JudgedPreset {
  readonly id: string;
  readonly method: string;
}

/** Each method's own preset, then the variants in which it is judged as well. */
export const judgedPresets: readonly JudgedPreset[] = registry.flatMap(({ id, judgedVariants = [] }) =>
  [id, ...judgedVariants].map((preset) => ({ id: preset, method: id })),
);

/** What the seeds of a preset together find about one claim. */
export interface JointFinding extends Omit<Finding, "differences"> {
  /** of all seeds that it rests on */
  readonly pairs: number;
  readonly seeds: readonly number[];
}

/** A preset on a data set. */
export interface PapersRow {
  readonly preset: string;
  readonly method: string;
  readonly dataset: FidelityRow["dataset"];
  /** of all seeds */
  readonly pairs: number;
  readonly seeds: readonly number[];
  /** of the last one that was measured */
  readonly date: string;
  /** of the claims that were measured, in the method's order */
  readonly findings: readonly JointFinding[];
}

let keys: ReadonlyMap<string, string> | null = null;

/** The settings' key of each judged preset, by its id. */
function presetKeys(): ReadonlyMap<string, string> {
  keys ??= new Map(judgedPresets.map(({ id }) => [id, settingsKey(presetById(id).experiment)]));
  return keys;
}

/** The rows that were measured with the settings that their presets have. */
export function presentRows(rows: readonly FidelityRow[]): readonly FidelityRow[] {
  return rows.filter(({ preset, settings }) => presetKeys().get(preset) === settings);
}

/**
 * A claim's finding over the pairs of all rows; where some have only their interval, that of the first row.
 * @param rows of one preset and data set; empty: null
 */
export function jointFinding({ text, unit }: JudgedClaim, rows: readonly FidelityRow[]): JointFinding | null {
  const found = rows.flatMap(({ seed, pairs, findings }) => {
    const finding = findings.find(({ claim }) => claim === text);
    return finding ? [{ seed, pairs, finding }] : [];
  });
  const [first] = found;
  if (!first) return null;
  const all = found.map(({ finding }) => finding.differences);
  if (found.length > 1 && all.every((differences) => differences !== undefined)) {
    const differences = all.flat();
    const seeds = found.map(({ seed }) => seed);
    return { claim: text, unit, ...judged(differences), pairs: differences.length, seeds };
  }
  const { word, mean, low, high } = first.finding;
  return { claim: text, unit, word, mean, low, high, pairs: first.pairs, seeds: [first.seed] };
}

/** What the rows say together, by preset and data set; those of other settings than the presets' are left out. */
export function papersRows(rows: readonly FidelityRow[]): readonly PapersRow[] {
  const present = presentRows(rows);
  return judgedPresets.flatMap(({ id, method }) =>
    JUDGED_DATASETS.flatMap((dataset): PapersRow[] => {
      const own = present.filter((row) => row.preset === id && row.dataset === dataset).sort((a, b) => a.seed - b.seed);
      const findings = judgedClaims(method).flatMap((claim) => jointFinding(claim, own) ?? []);
      const [first] = findings;
      if (!first) return [];
      const date = own
        .map((row) => row.date)
        .sort()
        .at(-1)!;
      return [{ preset: id, method, dataset, pairs: first.pairs, seeds: first.seeds, date, findings }];
    }),
  );
}

/** The table as it is read, of its JSON. @throws ValiError where it is damaged */
export function readPapersRows(json: unknown): readonly PapersRow[] {
  return papersRows(v.parse(FidelitySchema, json).rows);
}

/** The judged preset of which an experiment is a run, with its own pairs, seed, data set and control arms; or null. */
export function judgedPresetOf(experiment: Experiment): string | null {
  const key = settingsKey(experiment);
  return judgedPresets.find(({ id }) => presetKeys().get(id) === key)?.id ?? null;
}
