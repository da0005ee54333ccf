/** Whether the losses of a method can be computed from an average of teachers. Apart, since it records them all. */

import { armsOf, type Experiment } from "../../domain/experiment.ts";
import { gradientFlowOf } from "../core/gradientFlow.ts";
import { stagesOf } from "./arms.ts";

/**
 * Checks that the losses of an experiment use no more of an averaged teacher than its logits. That its networks do not
 * either, checkExperiment has checked.
 * @throws RangeError where they use its layers
 */
export function checkAveragedTeacher(experiment: Experiment): void {
  if (!experiment.teacher.average) return;
  for (const stage of armsOf(experiment).flatMap((arm) => stagesOf(arm, experiment))) {
    if (stage.networks.some(({ averaged }) => averaged)) gradientFlowOf(stage);
  }
}
