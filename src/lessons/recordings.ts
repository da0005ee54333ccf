/** The recordings from which lessons read their figures when the page is built. */

import type { SectionSummary } from "../hinton2015/replay/sectionSummary.ts";
import type { FidelityRow, Finding } from "../session/comparisons/claimFindings.ts";
import type { Run } from "../session/run/runFromEvents.ts";

/** What lies beside the page. */
export interface Recordings {
  /** the recorded run of a preset. @throws RangeError where it has none */
  run(preset: string): Run;
  /** the rows of the papers' table */
  readonly papers: readonly FidelityRow[];
  /** the figures of Hinton's section on MNIST */
  readonly section: SectionSummary;
}

/** A finding about a claim, with what it rests on. */
export interface MeasuredClaim extends Finding {
  readonly pairs: number;
  readonly seed: number;
  readonly date: string;
}

/**
 * What the papers' table finds about a claim on a data set.
 * @param claim the claim's text, as the method has it
 * @throws RangeError naming the claim where the table has no such row
 */
export function claimOf(
  { papers }: Recordings,
  method: string,
  claim: string,
  dataset: FidelityRow["dataset"] = "digits",
): MeasuredClaim {
  const row = papers.find((one) => one.method === method && one.dataset === dataset);
  const finding = row?.findings.find((one) => one.claim === claim);
  if (!row || !finding)
    throw new RangeError(`the papers' table has no "${claim}" of ${method} on ${dataset}; run npm run fidelity`);
  return { ...finding, pairs: row.pairs, seed: row.seed, date: row.date };
}
