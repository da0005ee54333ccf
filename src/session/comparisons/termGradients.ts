/** The gradient of each part of the loss by itself, as a run has measured it at a step's batch. */

import type { Arm } from "../../domain/experiment.ts";
import { jobOf } from "../../protocol/events.ts";
import type { Run } from "../run/runFromEvents.ts";

/** The measured gradients at one step: by the name of the loss term the Euclidean norm over all layers' weights. */
export interface TermGradients {
  readonly step: number;
  readonly norms: Readonly<Record<string, number>>;
}

/** The gradients of the first pair's student of an arm, by step; none where the run has measured none. */
export function termGradients({ pictures }: Run, arm: Arm): readonly TermGradients[] {
  return (pictures[`${jobOf(arm, 0)} term-gradient-norms`] ?? []).map(({ step, panels }) => ({
    step,
    norms: Object.fromEntries(panels.map(({ label, values }) => [label, Math.hypot(...values)])),
  }));
}

/**
 * How large a loss term's gradient in one run is beside that in another one, at the first step that both have. Runs of
 * one seed have the same weights and batch at step 0, so that the ratio there is due to the loss alone.
 * @returns null where the two have no step or not the term in common
 */
export function gradientRatio(of: Run, than: Run, arm: Arm, term: string): number | null {
  const others = termGradients(than, arm);
  for (const { step, norms } of termGradients(of, arm)) {
    const other = others.find((one) => one.step === step)?.norms[term];
    const own = norms[term];
    if (own !== undefined && other !== undefined) return own / other;
  }
  return null;
}
