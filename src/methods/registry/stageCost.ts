/** The cost of stages in floating-point operations (FLOPs), from the sizes of their networks. */

import { countFlops } from "../../domain/architecture.ts";
import { ownNetworksOf } from "../core/averagedNetworks.ts";
import type { Stage } from "../core/method.ts";

/** Images of one run of an evaluation's program. */
export const EVALUATION_BATCH = 500;

/**
 * FLOPs of one step of a stage: three forward passes' worth for a network that trains (one pass forward, two backward),
 * one for a frozen network, none for a pretrained frozen one, whose logits are usually cached.
 */
function costOfStep({ networks, training }: Stage): number {
  const passes = networks.reduce((sum, { architecture, trains, startsFrom }) => {
    const isCached = trains === "none" && startsFrom === "pretrained";
    return sum + (isCached ? 0 : trains === "none" ? 1 : 3) * countFlops(architecture);
  }, 0);
  return passes * training.batchSize;
}

/** FLOPs of all steps of all stages. */
export function costOfStages(stages: readonly Stage[]): number {
  return stages.reduce((sum, stage) => sum + stage.training.steps * costOfStep(stage), 0);
}

/** FLOPs of the first steps of some stages, of which each begins where the one before ends. */
export function costOfSteps(stages: readonly Stage[], steps: number): number {
  let [left, sum] = [steps, 0];
  for (const stage of stages) {
    const own = Math.min(left, stage.training.steps);
    sum += own * costOfStep(stage);
    left -= own;
  }
  return sum;
}

/** FLOPs of one evaluation in a job: each network that its last stage trains, on so many images. */
export function costOfEvaluation(stages: readonly Stage[], images: number): number {
  const trained = stages.at(-1)!.networks.filter(({ trains }) => trains !== "none");
  return images * trained.reduce((sum, { architecture }) => sum + countFlops(architecture), 0);
}

/** FLOPs of the largest run of a program in some stages: a training step, or the evaluation of a batch of images. */
export function largestRunOf(stages: readonly Stage[]): number {
  const evaluations = stages.flatMap(({ networks }) =>
    networks.flatMap(ownNetworksOf).map(({ architecture }) => EVALUATION_BATCH * countFlops(architecture)),
  );
  return Math.max(...stages.map(costOfStep), ...evaluations);
}
