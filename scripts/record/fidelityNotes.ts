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
export const fidelityNotes: Readonly<Record<string, FidelityNote>> = {
  mutual: {
    changed:
      "The preset averages the divergences of the other peers, as the paper's equations do; before, it added them up, which gave what is taught twice the weight. The claim that each peer is a better teacher than the peers' ensemble is gone: averaged, the two have the same gradient, so that it compared a weight of 2 with a weight of 1.",
  },
  "feature-fusion": {
    changed:
      "All three classifiers and the network that is trained alone read the means of the last maps, as those of the released code do; before, the fused one alone did, and the others read each pixel of the maps, which made its ensemble and the network alone another kind of network. The convolutions have batch norm and the rate is 0.03 in place of 0.003, since classifiers of mean maps learn slowly.",
    chosen:
      "On 2,000 held-out training images by seed 7, one pair, by the errors of the network that is trained alone: rate 0.003 without batch norm 1045, with it 743; rate 0.01 469; rate 0.03 391, which was taken.",
  },
  one: {
    changed:
      "What the ensemble teaches has the paper's weight of 1; before, it had 3, which the document did not say. That 30 % of the labels are wrong is now said, and a variant has none.",
  },
  "born-again": {
    changed:
      "The preset's own settings are the same. That a fifth of its labels is wrong is now said, and two variants have none.",
    tried:
      "Exchanging the lesser classes (DKPP) is better than not exchanging them where labels are wrong: the permutation is drawn anew in each generation, which smooths the targets further. The variant without wrong labels, and the one whose generation 0 stops after a fifth of its steps, were made to tell the two apart.",
  },
  "ensemble-net": {
    changed:
      "The preset's own settings are the same; that 30 % of its labels are wrong is now said, and a variant has none.",
  },
};
