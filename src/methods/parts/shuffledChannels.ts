/** A network with its channels in another order: the same function, other feature maps. */

import type { LayerSpec } from "../../domain/architecture.ts";
import type { Random } from "../../math/random.ts";
import type { LayerWeights } from "../core/method.ts";

type Stored = LayerWeights[string];

/** Entry i along an axis becomes the one that stood at order[i]; along a longer axis, in every block as long as it. */
function reordered({ shape, values }: Stored, axis: number, order: ArrayLike<number>): Stored {
  const inner = shape.slice(axis + 1).reduce((a, b) => a * b, 1);
  const { length } = order;
  const result = values.map((_, at) => {
    const place = Math.floor(at / inner);
    const entry = place % length;
    return values[at + (order[entry]! - entry) * inner]!;
  });
  return { shape, values: result };
}

function mapped(weights: LayerWeights, change: (stored: Stored, part: string) => Stored): LayerWeights {
  return Object.fromEntries(Object.entries(weights).map(([part, stored]) => [part, change(stored, part)]));
}

/**
 * Draws a new order for the filters of each convolution and undoes it in whatever reads them, so that the answer stays.
 * @param layers the hidden layers
 * @param stored their weights, those of the logit layer last
 */
export function shuffledChannels(
  layers: readonly LayerSpec[],
  stored: readonly LayerWeights[],
  random: Random,
): readonly LayerWeights[] {
  let incoming: ArrayLike<number> = [0];
  return stored.map((weights, index) => {
    const layer = layers[index];
    const before = incoming;
    if (layer?.kind === "pool" || layer?.kind === "dropout") return weights;
    if (layer?.kind === "depthwise") return mapped(weights, (one) => reordered(one, one.shape.length - 1, before));
    const order = layer?.kind === "conv" ? random.permutation(layer.filters) : null;
    incoming = order ?? [0];
    return mapped(weights, (one, part) => {
      const { length } = one.shape;
      const read = part === "weights" ? reordered(one, length - 2, before) : one;
      return order ? reordered(read, length - 1, order) : read;
    });
  });
}
