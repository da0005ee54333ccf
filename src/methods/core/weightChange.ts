/**
 * What a weight transform does, as data: for what describes a run or writes it in another language. The transform itself
 * is the function beside it.
 */

/** Which weights are pruned: the smallest, or, as a control, randomly drawn ones. */
export type PruningCriterion = "magnitude" | "chance";

export type WeightChange =
  /** the weights as they are */
  | { readonly kind: "copied" }
  /** a share of each layer's weights is 0: the smallest, or as many drawn by chance (parts/magnitudePruning) */
  | { readonly kind: "pruned"; readonly sparsity: number; readonly criterion: PruningCriterion }
  /** the channels of each convolution in another order (parts/shuffledChannels) */
  | { readonly kind: "shuffled channels" }
  /**
   * wider and deeper (parts/networkSurgery). `from`: for each hidden layer the index of the layer that it continues, null
   * where it is new. What is new copies: units with noise on their weights, a share of the layer's own size, and layers
   * as identities; without `noise` it gets first weights of its own
   */
  | { readonly kind: "grown"; readonly from: readonly (number | null)[]; readonly noise?: number };
