/** The recordings from which lessons read their figures when the page is built. */

import type { SectionSummary } from "../hinton2015/replay/sectionSummary.ts";
import type { JointFinding, PapersRow } from "../session/comparisons/jointFindings.ts";
import type { Run } from "../session/run/runFromEvents.ts";

/** What lies beside the page. */
export interface Recordings {
  /** the recorded run of a preset. @throws RangeError where it has none */
  run(preset: string): Run;
  /** the rows of the papers' table */
  readonly papers: readonly PapersRow[];
  /** the figures of Hinton's section on MNIST */
  readonly section: SectionSummary;
}

/** A finding about a claim, with what it rests on. */
export interface MeasuredClaim extends JointFinding {
  readonly date: string;
}

/**
 * What the papers' table finds about a claim on a data set.
 * @param preset a method's own, whose id is the method's, or a judged variant
 * @param claim the claim's text, as the method has it
 * @throws RangeError naming the claim where the table has no such row
 */
export function claimOf(
  { papers }: Recordings,
  preset: string,
  claim: string,
  dataset: PapersRow["dataset"] = "digits",
): MeasuredClaim {
  const row = papers.find((one) => one.preset === preset && one.dataset === dataset);
  const finding = row?.findings.find((one) => one.claim === claim);
  if (!row || !finding)
    throw new RangeError(`the papers' table has no "${claim}" of ${preset} on ${dataset}; run npm run fidelity`);
  return { ...finding, date: row.date };
}
