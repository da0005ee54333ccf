/** Of which stage's last step a picture is that stays while later stages train. */

import type { Stage } from "../../methods/core/method.ts";

/**
 * The name of a stage before the last one, whose last step a picture is of; undefined for every other picture.
 * @param stages those of the arm
 * @param step of the picture, counted from the first stage on
 */
export function endedStage(stages: readonly Stage[], picture: string, step: number): string | undefined {
  const at = stages.findLastIndex(({ pictures }) => pictures?.some(({ id }) => id === picture));
  const end = stages.slice(0, at + 1).reduce((sum, { training }) => sum + training.steps, 0);
  return at < stages.length - 1 && step >= end ? stages[at]?.name : undefined;
}
