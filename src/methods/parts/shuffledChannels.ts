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

type Order = ArrayLike<number>;

/**
 * The order that a convolution's filters have to have because their maps are added to earlier ones as they are; null where
 * they may have any.
 * @param orders of the inputs of the layers up to it
 */
function orderToKeep(layers: readonly LayerSpec[], index: number, orders: readonly Order[]): Order | null {
  const next = layers.findIndex(({ kind }, i) => i > index && (kind === "conv" || kind === "dense" || kind === "add"));
  const layer = layers[next];
  return layer?.kind === "add" && !layer.projection ? (orders[next - layer.back] ?? null) : null;
}

/**
 * Draws a new order for the filters of each convolution and reorders the inputs of the next layer alike, so that the
 * logits stay the same. Maps that are added have the order of those that they are added to.
 * @param layers the hidden layers
 * @param stored their weights, those of the logit layer last
 */
export function shuffledChannels(
  layers: readonly LayerSpec[],
  stored: readonly LayerWeights[],
  random: Random,
): readonly LayerWeights[] {
  const orders: Order[] = [[0]];
  return stored.map((weights, index) => {
    const layer = layers[index];
    const before = orders[index]!;
    orders.push(before);
    if (layer?.kind === "pool" || layer?.kind === "dropout") return weights;
    if (layer?.kind === "depthwise") return mapped(weights, (one) => reordered(one, one.shape.length - 1, before));
    if (layer?.kind === "add")
      return mapped(weights, (one, name) => {
        const inputs = name === "weights" ? reordered(one, 2, orders[index - layer.back]!) : one;
        return reordered(inputs, one.shape.length - 1, before);
      });
    const order =
      layer?.kind === "conv" ? (orderToKeep(layers, index, orders) ?? random.permutation(layer.filters)) : null;
    orders[index + 1] = order ?? [0];
    return mapped(weights, (one, name) => {
      const { length } = one.shape;
      const matched = name === "weights" ? reordered(one, length - 2, before) : one;
      return order ? reordered(matched, length - 1, order) : matched;
    });
  });
}
