/** The factor T² of the soft targets' loss, which a classic mistake leaves out. */

import type { Experiment } from "../../domain/experiment.ts";

/** The setting by which the factor is left out, and its value with the factor and without. */
export const SQUARE = { param: "mistake", with: "none", without: "no-t-squared" } as const;

/** Whether the soft targets' loss is multiplied by T². */
export function isSquared({ params }: Pick<Experiment["method"], "params">): boolean {
  return params[SQUARE.param] !== SQUARE.without;
}
