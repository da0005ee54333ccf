/** Pruning: which weights go, and a reading in which those that went stay 0. */

import type { Random } from "../../math/random.ts";
import type { LayerWeights, Parametrisation, WeightTransform } from "../core/method.ts";

/** Which weights go: the smallest, or, as a control, any. */
export type Criterion = "magnitude" | "chance";

/** Places of weights in the order in which they go. Zeros, which went before, come first; equals keep their order. */
function order(weights: Float32Array, criterion: Criterion, random: Random): Uint32Array {
  const draw = criterion === "chance" ? random.permutation(weights.length) : null;
  const worth = (place: number) => (weights[place] === 0 ? -1 : draw ? draw[place]! : Math.abs(weights[place]!));
  return Uint32Array.from(weights.keys()).sort((a, b) => worth(a) - worth(b) || a - b);
}

/**
 * Some of the weights set to exactly 0.
 * @param sparsity share of all weights that are 0 afterwards, 0..1, rounded to whole weights
 */
export function pruneWeights(
  weights: Float32Array,
  sparsity: number,
  criterion: Criterion,
  random: Random,
): Float32Array {
  const kept = weights.slice();
  const gone = order(weights, criterion, random).subarray(0, Math.round(sparsity * weights.length));
  for (const place of gone) kept[place] = 0;
  return kept;
}

/** The same share of every layer's weights pruned; biases and batch norm stay. Han et al. 2015, section 3. */
export function pruning(sparsity: number, criterion: Criterion): WeightTransform {
  return (layers, random) =>
    layers.map((layer): LayerWeights => {
      const { weights } = layer;
      if (!weights) return layer;
      return { ...layer, weights: { ...weights, values: pruneWeights(weights.values, sparsity, criterion, random) } };
    });
}

/** Bits to store a weight that is left: its value, and its distance from the one before (Han et al. 2016, section 2). */
const LEFT_BITS = 32 + 8;

/** Weights that are 0 stay 0: no gradient reaches them. */
export function maskedParametrisation(sparsity: number): Parametrisation {
  return {
    weights: (ops, stored) => {
      const mirrored = ops.multiply(stored, ops.constant(-1));
      return ops.multiply(stored, ops.add(ops.step(stored), ops.step(mirrored)));
    },
    bits: () => Math.min(32, LEFT_BITS * (1 - sparsity)),
  };
}
