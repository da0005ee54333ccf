/** Which of what was recorded at several steps is shown at a step: evaluations, answers, pictures. */

/** The newest moment at a step or before it; the first one where all are later; null as step: the newest of all. */
export function momentAt<T extends { readonly step: number }>(
  moments: readonly T[] | undefined,
  step: number | null,
): T | undefined {
  if (step === null) return moments?.at(-1);
  return moments?.findLast((moment) => moment.step <= step) ?? moments?.[0];
}
