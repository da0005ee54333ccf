/** A network with its channels in another order: the same function, other feature maps. */

import type { LayerSpec } from "../../domain/architecture.ts";
import type { Random } from "../../math/random.ts";
import { volume } from "../../tensor/graph.ts";
import type { LayerWeights } from "../core/method.ts";

type StoredTensor = LayerWeights[string];

/**
 * Reorders entries along an axis: entry i is the one that was at order[i]. A longer axis is reordered block by block.
 */
function reordered({ shape, values }: StoredTensor, axis: number, order: ArrayLike<number>): StoredTensor {
  const inner = volume(shape.slice(axis + 1));
  const { length } = order;
  const result = values.map((_, at) => {
    const entry = Math.floor(at / inner) % length;
    return values[at + (order[entry]! - entry) * inner]!;
  });
  return { shape, values: result };
}

function mapped(weights: LayerWeights, change: (stored: StoredTensor, name: string) => StoredTensor): LayerWeights {
  return Object.fromEntries(Object.entries(weights).map(([name, stored]) => [name, change(stored, name)]));
}

/**
 * Draws a new order for the filters of each convolution and reorders the inputs of the next layer alike, so that the
 * logits stay the same.
 * @param layers the hidden layers
 * @param stored their weights, those of the logit layer last
 */
export function shuffledChannels(
  layers: readonly LayerSpec[],
  stored: readonly LayerWeights[],
  random: Random,
): readonly LayerWeights[] {
  let inputOrder: ArrayLike<number> = [0];
  return stored.map((weights, index) => {
    const layer = layers[index];
    const before = inputOrder;
    if (layer?.kind === "pool" || layer?.kind === "dropout") return weights;
    if (layer?.kind === "depthwise") return mapped(weights, (one) => reordered(one, one.shape.length - 1, before));
    const order = layer?.kind === "conv" ? random.permutation(layer.filters) : null;
    inputOrder = order ?? [0];
    return mapped(weights, (one, name) => {
      const { length } = one.shape;
      const matched = name === "weights" ? reordered(one, length - 2, before) : one;
      return order ? reordered(matched, length - 1, order) : matched;
    });
  });
}
