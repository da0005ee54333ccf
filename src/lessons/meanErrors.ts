/** Errors of any output that a run evaluates: of an arm's student, or of a head, a branch or an ensemble of it. */

import { mean } from "../math/statistics.ts";
import type { ClaimSide } from "../methods/core/method.ts";
import type { Run } from "../session/run/runFromEvents.ts";
import { lastEvaluation, studentsOfArm } from "../session/run/runSelectors.ts";

/**
 * Mean test errors at the end, over the pairs of a run.
 * @throws RangeError where the run has not evaluated such an output
 */
export function meanErrors(run: Run, { arm, output }: ClaimSide): number {
  const errors = studentsOfArm(run, arm, output).flatMap((network) => lastEvaluation(network)?.errors ?? []);
  if (errors.length === 0)
    throw new RangeError(
      `the recorded run of ${run.experiment.method.id} has no errors of ${output ?? "the student"} of the arm "${arm}"; record it anew`,
    );
  return mean(errors);
}
