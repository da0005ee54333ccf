/** Which of a network's evaluations is shown at a step. */

/** The logits of all images of a set at one evaluation. */
export interface Moment {
  readonly step: number;
  readonly logits: Float32Array;
}

/** The newest evaluation at a step or before it; the first one where all are later; null as step: the newest of all. */
export function momentAt(moments: readonly Moment[] | undefined, step: number | null): Moment | undefined {
  if (step === null) return moments?.at(-1);
  return moments?.findLast((moment) => moment.step <= step) ?? moments?.[0];
}
