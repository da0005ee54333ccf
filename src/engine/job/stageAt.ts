/** The stage in which a job is after some of its steps. */

import type { Stage } from "../../methods/core/method.ts";

/** The stage of a job's step (the first is 1), and the number of steps before the stage. */
export function stageAt(
  stages: readonly Stage[],
  step: number,
): { readonly stage: Stage; readonly stageStart: number } {
  let stageStart = 0;
  for (const stage of stages) {
    if (step <= stageStart + stage.training.steps) return { stage, stageStart };
    stageStart += stage.training.steps;
  }
  const last = stages.at(-1)!;
  return { stage: last, stageStart: stageStart - last.training.steps };
}
