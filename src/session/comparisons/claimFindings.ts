/** Findings of runs about the papers' claims: the rows of the fidelity table, as they lie beside the page. */

import * as v from "valibot";
import type { Experiment } from "../../domain/experiment.ts";
import { streamKey } from "../../math/random.ts";
import { type Interval, pairedInterval, verdictWord } from "../../math/statistics.ts";
import { paramValues } from "../../methods/core/parameters.ts";
import { methodById } from "../../methods/registry/methodRegistry.ts";
import type { Run } from "../run/runFromEvents.ts";
import { claimDifferences, claimVerdicts, HELPS, verdictOf } from "../run/runSelectors.ts";
import { findingWords } from "./findingWords.ts";

const number = v.pipe(v.number(), v.finite());
const text = v.pipe(v.string(), v.maxLength(400));
/** The data sets on which the claims are judged, in the order of the table's columns. */
export const JUDGED_DATASETS = ["digits", "mnist", "fashion"] as const;
const FindingSchema = v.strictObject({
  claim: text,
  word: v.picklist(["reproduced", "reversed", "inconclusive"]),
  /** paired difference with its 95 % interval, positive for the claim */
  mean: number,
  low: number,
  high: number,
  unit: v.picklist(["errors", "nats"]),
  /** those of the pairs; absent in rows that were measured before they were kept */
  differences: v.optional(v.array(number)),
});
const RowSchema = v.strictObject({
  /** whose experiment was run: a method's own or a judged variant of it */
  preset: text,
  method: text,
  dataset: v.picklist(JUDGED_DATASETS),
  seed: number,
  /** of the settings it was measured with: `settingsKey` */
  settings: text,
  pairs: v.pipe(number, v.integer(), v.minValue(2)),
  backend: text,
  date: text,
  seconds: number,
  findings: v.array(FindingSchema),
});
/** The whole table, as stored beside the page. */
export const FidelitySchema = v.strictObject({ version: text, rows: v.array(RowSchema) });
/** One preset on one data set by one seed. */
export type FidelityRow = v.InferOutput<typeof RowSchema>;
/** The finding of a run about one claim. */
export type Finding = v.InferOutput<typeof FindingSchema>;

/** JSON with the keys of all objects in order. */
function orderedJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/**
 * A key of an experiment's settings, without its seed, pairs, control arms and data set, and with the values of all
 * settings of its method: a row whose key is another one was measured with other settings.
 */
export function settingsKey({ seed: _, pairs: __, controls: ___, ...experiment }: Experiment): string {
  const { id, params } = experiment.method;
  const method = { id, params: paramValues(methodById(id).params, params) };
  const { dataset: ____, ...data } = experiment.data;
  const settings = orderedJson({ ...experiment, method, data });
  return [1, 2].map((seed) => streamKey(seed, settings).toString(16).padStart(8, "0")).join("");
}

const rounded = (value: number) => Math.round(value * 1000) / 1000;

/** The word and the interval of paired differences, two or more. */
export function judged(differences: readonly number[]): Pick<Finding, "word"> & Interval {
  const { mean, low, high } = pairedInterval(differences);
  const word = findingWords[verdictWord({ mean, low, high }, differences.length)];
  return { word, mean: rounded(mean), low: rounded(low), high: rounded(high) };
}

/** A claim that the table judges; a method that states none is asked whether its student makes fewer errors. */
export interface JudgedClaim {
  readonly text: string;
  readonly unit: Finding["unit"];
}

/** The claims of a method that the table judges, in order. */
export function judgedClaims(method: string): readonly JudgedClaim[] {
  const { claim, claims = [] } = methodById(method);
  if (claims.length === 0) return [{ text: claim, unit: "errors" }];
  return claims.map(({ text, by }) => ({ text, unit: by === "entropy" ? "nats" : "errors" }));
}

/**
 * The findings of a finished run of two or more pairs: about its method's claims, or, where the method states none,
 * whether the distilled student makes fewer errors than the baseline student.
 * @throws RangeError where a claim names an arm that the run did not train
 */
export function findingOf(run: Run): Finding[] {
  const { claim: general, claims = [] } = methodById(run.experiment.method.id);
  for (const { claim, verdict, missing } of claimVerdicts(run))
    if (!verdict || verdict.word === "unfinished")
      throw new RangeError(`"${claim.text}" cannot be judged without ${missing.join(", ") || "finished pairs"}`);
  if (claims.length === 0 && verdictOf(run) === null) return [];
  return (claims.length > 0 ? claims : [{ text: general, ...HELPS }]).map((claim) => {
    const differences = claimDifferences(run, claim).map((difference) => Math.round(difference * 1e6) / 1e6);
    const unit = claim.by === "entropy" ? "nats" : "errors";
    return { claim: claim.text, ...judged(differences), unit, differences };
  });
}
