/** Pruning: which weights are set to 0, and a parametrisation in which they stay 0. */

import type { Random } from "../../math/random.ts";
import type { LayerWeights, Parametrisation, WeightTransform } from "../core/method.ts";
import type { PruningCriterion } from "../core/weightChange.ts";

/** Indices of weights in the order of pruning. Zeros, which were pruned before, come first; equals keep their order. */
function pruningOrder(weights: Float32Array, criterion: PruningCriterion, random: Random): Uint32Array {
  const draw = criterion === "chance" ? random.permutation(weights.length) : null;
  const rank = (i: number) => (weights[i] === 0 ? -1 : draw ? draw[i]! : Math.abs(weights[i]!));
  return Uint32Array.from(weights.keys()).sort((a, b) => rank(a) - rank(b) || a - b);
}

/**
 * Sets a share of the weights to exactly 0.
 * @param sparsity share of all weights that are 0 afterwards, 0 to 1, rounded to a whole number of weights
 */
export function pruneWeights(
  weights: Float32Array,
  sparsity: number,
  criterion: PruningCriterion,
  random: Random,
): Float32Array {
  const result = weights.slice();
  const pruned = pruningOrder(weights, criterion, random).subarray(0, Math.round(sparsity * weights.length));
  for (const i of pruned) result[i] = 0;
  return result;
}

/** Prunes the same share of every layer's weights; biases and batch norm stay. Han et al. 2015, section 3. */
export function pruning(sparsity: number, criterion: PruningCriterion): WeightTransform {
  return (layers, random) =>
    layers.map((layer): LayerWeights => {
      const { weights } = layer;
      if (!weights) return layer;
      return { ...layer, weights: { ...weights, values: pruneWeights(weights.values, sparsity, criterion, random) } };
    });
}

/**
 * Bits to store a weight that is not 0: its value, and its distance from the one before (Han et al. 2016, section 2).
 */
const BITS_PER_WEIGHT = 32 + 8;

/**
 * Multiplies the weights by the mask of those that are not 0, so that no gradient reaches the pruned ones.
 * @param sparsity 0 to 1
 */
export function maskedParametrisation(sparsity: number): Parametrisation {
  return {
    weights: (ops, stored) => {
      const negated = ops.multiply(stored, ops.constant(-1));
      return ops.multiply(stored, ops.add(ops.step(stored), ops.step(negated)));
    },
    bits: () => Math.min(32, BITS_PER_WEIGHT * (1 - sparsity)),
  };
}
