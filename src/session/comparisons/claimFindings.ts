/** Findings of runs about the papers' claims: the fidelity table of the page and the documents. */

import * as v from "valibot";
import { methodById } from "../../methods/registry/methodRegistry.ts";
import type { Run } from "../run/runFromEvents.ts";
import { claimVerdicts, type Verdict, verdictOf } from "../run/runSelectors.ts";

const number = v.pipe(v.number(), v.finite());
const text = v.pipe(v.string(), v.maxLength(400));
const FindingSchema = v.strictObject({
  claim: text,
  word: v.picklist(["reproduced", "reversed", "inconclusive"]),
  /** paired difference with its 95 % interval, positive for the claim */
  mean: number,
  low: number,
  high: number,
  unit: v.picklist(["errors", "nats"]),
});
const RowSchema = v.strictObject({
  method: text,
  dataset: v.picklist(["digits", "mnist"]),
  seed: number,
  pairs: v.pipe(number, v.integer(), v.minValue(2)),
  backend: text,
  date: text,
  seconds: number,
  findings: v.array(FindingSchema),
});
/** The whole table, as stored beside the page. */
export const FidelitySchema = v.strictObject({ version: text, rows: v.array(RowSchema) });
/** One method on one data set. */
export type FidelityRow = v.InferOutput<typeof RowSchema>;
/** The finding of a run about one claim. */
export type Finding = v.InferOutput<typeof FindingSchema>;

/** The table's word for a verdict's. */
export const findingWords: Readonly<Record<Verdict["word"], Finding["word"]>> = {
  helps: "reproduced",
  hurts: "reversed",
  "cannot-tell": "inconclusive",
  "one-pair": "inconclusive",
  unfinished: "inconclusive",
};

const rounded = (value: number) => Math.round(value * 1000) / 1000;

/**
 * The findings of a finished run: about its method's claims, or, where the method states none, whether the distilled
 * student makes fewer errors than the baseline student.
 * @throws RangeError where a claim names an arm that the run did not train
 */
export function findingOf(run: Run): Finding[] {
  const { claim: general } = methodById(run.experiment.method.id);
  const plain = verdictOf(run);
  const stated = claimVerdicts(run).map(({ claim, verdict, missing }) => {
    if (!verdict || verdict.word === "unfinished")
      throw new RangeError(`"${claim.text}" cannot be judged without ${missing.join(", ") || "finished pairs"}`);
    return { text: claim.text, unit: claim.by === "entropy" ? ("nats" as const) : ("errors" as const), verdict };
  });
  const all = stated.length > 0 || !plain ? stated : [{ text: general, unit: "errors" as const, verdict: plain }];
  return all.map(({ text: claim, unit, verdict: { word, mean, low, high } }) => {
    return { claim, word: findingWords[word], mean: rounded(mean), low: rounded(low), high: rounded(high), unit };
  });
}
