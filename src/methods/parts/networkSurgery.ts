/**
 * Surgery that makes a network wider or deeper without changing what it answers. Chen, Goodfellow and Shlens 2016,
 * algorithms 1 (Net2WiderNet) and 2 (Net2DeeperNet).
 */

import { type Architecture, type PlacedLayer, placeLayers } from "../../domain/architecture.ts";
import type { Random } from "../../math/random.ts";
import type { ActivationMoments, LayerWeights } from "../core/method.ts";
import type { LayerMatching } from "./layerMatching.ts";

type Part = LayerWeights[string];

const part = (shape: readonly number[], value: (index: number) => number): Part => {
  return { shape, values: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => value(i)) };
};

/** Batch norm adds this to the variance, as the engine's does. */
const EPSILON = 1e-3;

/** An identity that passes on what reaches it. @param moments of what reaches it, which undo its batch norm */
function identityLayer({ layer, from }: PlacedLayer, moments: ActivationMoments | undefined): LayerWeights {
  if (layer.kind === "pool" || layer.kind === "dropout") return {};
  const width = from.length === 3 && layer.kind !== "dense" ? from[2] : from.reduce((a, b) => a * b, 1);
  const kernel = layer.kind === "dense" ? 1 : layer.kernel;
  const middle = (kernel * kernel - 1) / 2;
  const shape = layer.kind === "dense" ? [width, width] : [kernel, kernel, width, width];
  const weights =
    layer.kind === "depthwise"
      ? part([kernel, kernel, width], (i) => (Math.floor(i / width) === middle ? 1 : 0))
      : part(shape, (i) => (Math.floor(i / width ** 2) === middle && (i % width ** 2) % (width + 1) === 0 ? 1 : 0));
  if (!layer.batchNorm) return { weights, bias: part([width], () => 0) };
  const [mean, variance] = [moments!.mean, moments!.variance];
  return {
    weights,
    scale: part([width], (i) => Math.sqrt(variance[i]! + EPSILON)),
    shift: part([width], (i) => mean[i]!),
    mean: part([width], (i) => mean[i]!),
    variance: part([width], (i) => variance[i]!),
  };
}

/**
 * Net2DeeperNet: new layers copy what reaches them; where they have batch norm, its scale and shift are the deviation
 * and mean of that.
 * @param moments of what leaves each of the small network's layers
 * @returns the layers of `growth.deepened`, the logit layer last
 */
export function deepen(
  layers: readonly LayerWeights[],
  { from, deepened }: LayerMatching,
  moments: readonly ActivationMoments[],
): readonly LayerWeights[] {
  const placed = placeLayers(deepened);
  let reached = -1;
  const hidden = from.map((source, i) => {
    if (source === null) return identityLayer(placed[i]!, moments[reached]);
    reached = source;
    return layers[source]!;
  });
  return [...hidden, layers.at(-1)!];
}

/** Which narrow unit or channel each wide one copies; -1 where it copies none. */
type Copies = readonly number[];

/** The same for a dense layer that an image enters, flattened. */
function flattened(copies: Copies, { from, layer }: PlacedLayer): Copies {
  if (from.length !== 3 || layer.kind !== "dense") return copies;
  const [height, width, channels] = from;
  return Array.from({ length: height * width }, (_, at) => copies.map((c) => (c < 0 ? -1 : at * channels + c))).flat();
}

/** A layer whose units on either side become more. */
interface Cut {
  readonly narrow: PlacedLayer;
  readonly wide: PlacedLayer;
  readonly parts: LayerWeights;
  readonly into: Copies;
  readonly outOf: Copies;
}

/**
 * Remakes a layer's parts.
 * @param weight the weight between two wide units, told the narrow one in its place, or null where there is none
 */
function remade(
  { wide: { layer }, parts, into, outOf }: Cut,
  weight: (narrow: number | null, enters: number, leaves: number) => number,
): LayerWeights {
  const { weights: narrow, ...others } = parts;
  if (!narrow || layer.kind === "pool" || layer.kind === "dropout") return {};
  const first = (name: string) => (name === "scale" || name === "variance" ? 1 : 0);
  const perUnit = Object.entries(others).map(([name, { values }]) => {
    return [name, part([outOf.length], (j) => (outOf[j]! < 0 ? first(name) : values[outOf[j]!]!))] as const;
  });
  // A depthwise filter has no units that enter it but its own channel.
  const single = layer.kind === "depthwise";
  const [ins, narrowOuts] = [single ? 1 : into.length, narrow.shape.at(-1)!];
  const narrowIns = single ? 1 : narrow.shape.at(-2)!;
  const kernel = layer.kind === "dense" ? [] : [layer.kernel, layer.kernel];
  const weights = part([...kernel, ...(single ? [] : [ins]), outOf.length], (i) => {
    const [leaves, enters] = [i % outOf.length, Math.floor(i / outOf.length) % ins];
    const tap = Math.floor(i / outOf.length / ins);
    const [row, column] = [single ? 0 : into[enters]!, outOf[leaves]!];
    const there = row >= 0 && column >= 0;
    return weight(there ? narrow.values[(tap * narrowIns + row) * narrowOuts + column]! : null, enters, leaves);
  });
  return { ...Object.fromEntries(perUnit), weights };
}

/** Walks both networks; `copy` says which narrow unit each of a layer's wide ones copies. */
function walk(
  layers: readonly LayerWeights[],
  { narrow, wide }: { readonly narrow: Architecture; readonly wide: Architecture },
  copy: (narrow: number, wide: number) => Copies,
  remake: (cut: Cut) => LayerWeights,
): readonly LayerWeights[] {
  const before = placeLayers(narrow);
  let copies: Copies = [0];
  return placeLayers(wide).map((placed, i) => {
    const small = before[i]!;
    const into = flattened(copies, small);
    const { kind } = placed.layer;
    if (kind === "dense" || kind === "conv") copies = copy(small.to.at(-1)!, placed.to.at(-1)!);
    return remake({ narrow: small, wide: placed, parts: layers[i]!, into, outOf: copies });
  });
}

/**
 * Net2WiderNet: each new unit copies one of the old ones, drawn, and what leads out of a unit is divided by the number
 * of its copies.
 * @param layers of the narrow network, which has the wide one's layers
 * @param noise deviation of what is added to the weights into copies, as a share of the layer's own; 0 changes no answer
 */
export function widen(
  layers: readonly LayerWeights[],
  networks: { readonly narrow: Architecture; readonly wide: Architecture },
  random: Random,
  noise: number,
): readonly LayerWeights[] {
  const copy = (narrow: number, wide: number) =>
    Array.from({ length: wide }, (_, j) => (j < narrow ? j : random.integer(narrow)));
  return walk(layers, networks, copy, (cut) => {
    const counts = new Map<number, number>();
    for (const c of cut.into) counts.set(c, (counts.get(c) ?? 0) + 1);
    const own = cut.narrow.to.at(-1)!;
    const values = cut.parts.weights?.values ?? new Float32Array(1);
    const deviation = noise * Math.sqrt(values.reduce((sum, w) => sum + w * w, 0) / values.length);
    const single = cut.wide.layer.kind === "depthwise";
    return remade(cut, (narrow, enters, leaves) => {
      if (single) return narrow!;
      const share = narrow! / counts.get(cut.into[enters]!)!;
      return leaves >= own && deviation > 0 ? share + deviation * random.normal() : share;
    });
  });
}

/** The baseline that pads: old weights in their places, first weights (He et al. 2015) for all that is new. */
export function randomPad(
  layers: readonly LayerWeights[],
  networks: { readonly narrow: Architecture; readonly wide: Architecture },
  random: Random,
): readonly LayerWeights[] {
  const copy = (narrow: number, wide: number) => Array.from({ length: wide }, (_, j) => (j < narrow ? j : -1));
  return walk(layers, networks, copy, (cut) => {
    const { layer } = cut.wide;
    const taps = layer.kind === "dense" || !("kernel" in layer) ? 1 : layer.kernel ** 2;
    const fanIn = taps * (layer.kind === "depthwise" ? 1 : cut.into.length);
    const deviation = Math.sqrt(("activation" in layer && layer.activation === "relu" ? 2 : 1) / fanIn);
    return remade(cut, (narrow) => narrow ?? deviation * random.normal());
  });
}
