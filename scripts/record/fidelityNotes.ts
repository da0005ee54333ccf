/** What docs/fidelity.md says of a method beside its figures. */

/** Sentences on one method. */
export interface FidelityNote {
  /** why its words are other ones than in the table of 25 November 2026: what was changed in its settings */
  readonly changed?: string;
  /** how its settings were chosen, with what was tried and its figures */
  readonly chosen?: string;
  /** what was tried where a claim is reversed or cannot be decided */
  readonly tried?: string;
}

/** By the method's id. */
export const fidelityNotes: Readonly<Record<string, FidelityNote>> = {};
