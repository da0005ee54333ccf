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
 * What the papers' table finds about a claim on a data set; null where it is not measured with the present settings.
 * @param preset a method's own, whose id is the method's, or a judged variant
 * @param claim the claim's text, as the method has it
 */
export function claimOfIfAny(
  { papers }: Recordings,
  preset: string,
  claim: string,
  dataset: PapersRow["dataset"] = "digits",
): MeasuredClaim | null {
  const row = papers.find((one) => one.preset === preset && one.dataset === dataset);
  const finding = row?.findings.find((one) => one.claim === claim);
  return row && finding ? { ...finding, date: row.date } : null;
}
