/**
 * Makes the weights of a wider or deeper network from those of a trained one so that its outputs are the same. Chen,
 * Goodfellow and Shlens 2016, algorithms 1 (Net2WiderNet) and 2 (Net2DeeperNet).
 */

import {
  type Architecture,
  imageShapeOf,
  inferShapes,
  negativeSlopeOf,
  type ShapedLayer,
} from "../../domain/architecture.ts";
import { BATCH_NORM_EPSILON, initialDeviation } from "../../domain/layerFormulas.ts";
import type { Random } from "../../math/random.ts";
import { volume } from "../../tensor/graph.ts";
import type { ActivationMoments, LayerWeights } from "../core/method.ts";
import type { LayerMatching } from "./networkGrowth.ts";

type StoredTensor = LayerWeights[string];

const makeTensor = (shape: readonly number[], value: (index: number) => number): StoredTensor => {
  return { shape, values: Float32Array.from({ length: volume(shape) }, (_, i) => value(i)) };
};

/** The weights of an identity layer. @param moments of its input, by which its scale and shift undo its batch norm */
function identityLayer({ layer, inputShape }: ShapedLayer, moments: ActivationMoments | undefined): LayerWeights {
  if (layer.kind === "pool" || layer.kind === "dropout" || layer.kind === "add") return {};
  const width = inputShape.length === 3 && layer.kind !== "dense" ? inputShape[2] : volume(inputShape);
  const kernel = layer.kind === "dense" ? 1 : layer.kernel;
  const middle = (kernel * kernel - 1) / 2;
  const shape = layer.kind === "dense" ? [width, width] : [kernel, kernel, width, width];
  const weights =
    layer.kind === "depthwise"
      ? makeTensor([kernel, kernel, width], (i) => (Math.floor(i / width) === middle ? 1 : 0))
      : makeTensor(shape, (i) =>
          Math.floor(i / width ** 2) === middle && (i % width ** 2) % (width + 1) === 0 ? 1 : 0,
        );
  if (!layer.batchNorm) return { weights, bias: makeTensor([width], () => 0) };
  const [mean, variance] = [moments!.mean, moments!.variance];
  return {
    weights,
    scale: makeTensor([width], (i) => Math.sqrt(variance[i]! + BATCH_NORM_EPSILON)),
    shift: makeTensor([width], (i) => mean[i]!),
    mean: makeTensor([width], (i) => mean[i]!),
    variance: makeTensor([width], (i) => variance[i]!),
  };
}

/**
 * Net2DeeperNet: the new layers are identities; where they have batch norm, its scale and shift are the standard
 * deviation and mean of their input.
 * @param moments of the outputs of each of the small network's layers
 * @returns the weights of the layers of `deepened`, the logit layer last
 */
export function deepen(
  layers: readonly LayerWeights[],
  { from, deepened }: LayerMatching,
  moments: readonly ActivationMoments[],
): readonly LayerWeights[] {
  const shaped = inferShapes(deepened);
  let previous = -1;
  const hidden = from.map((source, i) => {
    if (source === null) return identityLayer(shaped[i]!, moments[previous]);
    previous = source;
    return layers[source]!;
  });
  return [...hidden, layers.at(-1)!];
}

/** For each unit or channel of the wide layer the index of the narrow one that it copies; -1 where it copies none. */
type Copies = readonly number[];

/** The same for the inputs of a layer: for a dense layer after maps, those of the flattened maps. */
function flattened(copies: Copies, { inputShape, layer }: ShapedLayer): Copies {
  if (inputShape.length !== 3 || layer.kind !== "dense") return copies;
  const [height, width, channels] = inputShape;
  return Array.from({ length: height * width }, (_, at) => copies.map((c) => (c < 0 ? -1 : at * channels + c))).flat();
}

/** A layer whose inputs and outputs become more. */
interface WidenedLayer {
  readonly narrow: ShapedLayer;
  readonly wide: ShapedLayer;
  /** the narrow layer's stored tensors */
  readonly tensors: LayerWeights;
  readonly inputs: Copies;
  readonly outputs: Copies;
}

/**
 * The stored tensors of a widened layer.
 * @param weight makes the weight from wide input `input` to wide output `output`; it gets the narrow weight that these
 * copy, or null where one of them copies none
 */
function widenedTensors(
  { wide: { layer }, tensors, inputs, outputs }: WidenedLayer,
  weight: (narrow: number | null, input: number, output: number) => number,
): LayerWeights {
  const { weights: narrow, ...others } = tensors;
  if (!narrow || layer.kind === "pool" || layer.kind === "dropout" || layer.kind === "add") return {};
  const first = (name: string) => (name === "scale" || name === "variance" ? 1 : 0);
  const perUnit = Object.entries(others).map(([name, { values }]) => {
    return [name, makeTensor([outputs.length], (j) => (outputs[j]! < 0 ? first(name) : values[outputs[j]!]!))] as const;
  });
  // A depthwise filter has its own channel as its only input.
  const single = layer.kind === "depthwise";
  const [wideIns, narrowOuts] = [single ? 1 : inputs.length, narrow.shape.at(-1)!];
  const narrowIns = single ? 1 : narrow.shape.at(-2)!;
  const kernel = layer.kind === "dense" ? [] : [layer.kernel, layer.kernel];
  const weights = makeTensor([...kernel, ...(single ? [] : [wideIns]), outputs.length], (i) => {
    const [output, input] = [i % outputs.length, Math.floor(i / outputs.length) % wideIns];
    const tap = Math.floor(i / outputs.length / wideIns);
    const [row, column] = [single ? 0 : inputs[input]!, outputs[output]!];
    const isCopy = row >= 0 && column >= 0;
    return weight(isCopy ? narrow.values[(tap * narrowIns + row) * narrowOuts + column]! : null, input, output);
  });
  return { ...Object.fromEntries(perUnit), weights };
}

/**
 * Widens layer after layer.
 * @param copy for a layer's narrow and wide number of outputs, which narrow ones are copied
 */
function widenLayers(
  layers: readonly LayerWeights[],
  { narrow, wide }: { readonly narrow: Architecture; readonly wide: Architecture },
  copy: (narrow: number, wide: number) => Copies,
  tensorsOf: (layer: WidenedLayer) => LayerWeights,
): readonly LayerWeights[] {
  const before = inferShapes(narrow);
  let copies: Copies = Array.from({ length: imageShapeOf(narrow).channels }, (_, channel) => channel);
  return inferShapes(wide).map((shaped, i) => {
    const small = before[i]!;
    const inputs = flattened(copies, small);
    const { kind } = shaped.layer;
    if (kind === "dense" || kind === "conv") copies = copy(small.outputShape.at(-1)!, shaped.outputShape.at(-1)!);
    return tensorsOf({ narrow: small, wide: shaped, tensors: layers[i]!, inputs, outputs: copies });
  });
}

/**
 * Net2WiderNet: each new unit copies a randomly drawn old one, and the weights from a unit to the next layer are
 * divided by the number of its copies.
 * @param layers of the narrow network, which has as many layers as the wide one
 * @param noise standard deviation of noise added to the weights into new units, as a share of the root mean square of
 * the layer's weights; with 0 the outputs do not change
 */
export function widen(
  layers: readonly LayerWeights[],
  networks: { readonly narrow: Architecture; readonly wide: Architecture },
  random: Random,
  noise: number,
): readonly LayerWeights[] {
  const copy = (narrow: number, wide: number) =>
    Array.from({ length: wide }, (_, j) => (j < narrow ? j : random.integer(narrow)));
  return widenLayers(layers, networks, copy, (layer) => {
    const counts = new Map<number, number>();
    for (const c of layer.inputs) counts.set(c, (counts.get(c) ?? 0) + 1);
    const oldOutputs = layer.narrow.outputShape.at(-1)!;
    const values = layer.tensors.weights?.values ?? new Float32Array(1);
    const deviation = noise * Math.sqrt(values.reduce((sum, w) => sum + w * w, 0) / values.length);
    const single = layer.wide.layer.kind === "depthwise";
    return widenedTensors(layer, (narrow, input, output) => {
      if (single) return narrow!;
      const share = narrow! / counts.get(layer.inputs[input]!)!;
      return output >= oldOutputs && deviation > 0 ? share + deviation * random.normal() : share;
    });
  });
}

/**
 * The control without copies: old weights in their places, random first weights (He et al. 2015) for all that is new.
 */
export function randomPad(
  layers: readonly LayerWeights[],
  networks: { readonly narrow: Architecture; readonly wide: Architecture },
  random: Random,
): readonly LayerWeights[] {
  const copy = (narrow: number, wide: number) => Array.from({ length: wide }, (_, j) => (j < narrow ? j : -1));
  return widenLayers(layers, networks, copy, (widened) => {
    const { layer } = widened.wide;
    const taps = layer.kind === "dense" || !("kernel" in layer) ? 1 : layer.kernel ** 2;
    const fanIn = taps * (layer.kind === "depthwise" ? 1 : widened.inputs.length);
    const deviation = initialDeviation(fanIn, "activation" in layer ? negativeSlopeOf(layer) : 1);
    return widenedTensors(widened, (narrow) => narrow ?? deviation * random.normal());
  });
}
