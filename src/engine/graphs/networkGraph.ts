/** Networks from plain data: their parameters' names, shapes and first values, and their pass through the vocabulary. */

import { type Architecture, type PlacedLayer, placeFrom, placeLayers, sizeOf } from "../../domain/architecture.ts";
import { openStream, streamKey } from "../../math/random.ts";
import type { AdapterSpec, NetworkOutput, NetworkSpec, Parametrisation } from "../../methods/core/method.ts";
import type { Ops, Tensor } from "../../tensor/graph.ts";
import { volume } from "../../tensor/graph.ts";

/** One stored tensor of a network. Statistics are carried along, not trained. */
export interface ParameterCard {
  readonly name: string;
  readonly shape: readonly number[];
  readonly kind: "weights" | "bias" | "scale" | "shift" | "statistic";
  /** values that lead into one unit: what the first weights are scaled by */
  readonly fanIn: number;
  readonly feedsRelu: boolean;
}

/** Batch norm: added to the variance; and how much of the running statistics stays at each step. */
const EPSILON = 1e-3;
const MOMENTUM = 0.9;

/** Layers with weights: their filters' shape, and how many units leave them. */
function weightShape({
  layer,
  from,
}: PlacedLayer): { readonly shape: readonly number[]; readonly units: number } | null {
  const channels = from.length === 3 ? from[2] : from[0];
  switch (layer.kind) {
    case "dense":
      return { shape: [sizeOf(from), layer.units], units: layer.units };
    case "conv":
      return { shape: [layer.kernel, layer.kernel, channels, layer.filters], units: layer.filters };
    case "depthwise":
      return { shape: [layer.kernel, layer.kernel, channels], units: channels };
    case "pool":
    case "dropout":
      return null;
  }
}

function parameterCardsOf(prefix: string, placed: PlacedLayer): readonly ParameterCard[] {
  const { layer } = placed;
  const weights = weightShape(placed);
  if (!weights || layer.kind === "pool" || layer.kind === "dropout") return [];
  const { shape, units } = weights;
  const fanIn = volume(shape) / units;
  const card = (part: string, kind: ParameterCard["kind"], ofShape: readonly number[]): ParameterCard => {
    return { name: `${prefix}/${part}`, shape: ofShape, kind, fanIn, feedsRelu: layer.activation === "relu" };
  };
  const norm = layer.batchNorm
    ? [
        card("scale", "scale", [units]),
        card("shift", "shift", [units]),
        card("mean", "statistic", [units]),
        card("variance", "statistic", [units]),
      ]
    : [card("bias", "bias", [units])];
  return [card("weights", "weights", shape), ...norm];
}

/** All stored tensors of a network that owns all its layers, in layer order. */
export function parametersOf(network: string, architecture: Architecture): readonly ParameterCard[] {
  return placeLayers(architecture).flatMap((placed) => parameterCardsOf(`${network}/${placed.index}`, placed));
}

/** Whose parameters layer `index` has: a network's own, or those of the network whose trunk it shares. */
function ownerOf({ name, sharesTrunk }: Pick<NetworkSpec, "name" | "sharesTrunk">, index: number): string {
  return sharesTrunk && index < sharesTrunk.layers ? sharesTrunk.network : name;
}

/** The stored tensors of each layer of a network as a stage sees it, the logit layer last. */
export function layersOf(spec: NetworkSpec): readonly (readonly ParameterCard[])[] {
  return placeLayers(spec.architecture).map((placed) =>
    parameterCardsOf(`${ownerOf(spec, placed.index)}/${placed.index}`, placed),
  );
}

/** The stored tensors of an adapter. */
export function adapterParameters({ name, from, layers }: AdapterSpec): readonly ParameterCard[] {
  return placeFrom(from, layers).flatMap((placed) => parameterCardsOf(`${name}/${placed.index}`, placed));
}

/**
 * The values a parameter starts from: normal with variance 2 / fan-in before a ReLU (He et al. 2015, eq. 10) and
 * 1 / fan-in before the logits; biases 0. They depend on the seed and the layer alone, so twins start equal.
 */
export function initialValues(card: ParameterCard, seed: number): Float32Array {
  const values = new Float32Array(volume(card.shape));
  if (card.kind === "scale" || card.name.endsWith("/variance")) return values.fill(1);
  if (card.kind !== "weights") return values;
  const layer = card.name.slice(card.name.indexOf("/"));
  const stream = openStream(streamKey(seed, "weights", layer));
  const deviation = Math.sqrt((card.feedsRelu ? 2 : 1) / card.fanIn);
  for (let i = 0; i < values.length; i++) values[i] = deviation * stream.normal();
  return values;
}

/** What a pass needs besides the network: whether it trains, and where running statistics are written down. */
export interface Pass {
  readonly ops: Ops;
  readonly trains: boolean;
  /** told which node a running statistic becomes when the step ends */
  readonly assign: (parameter: string, node: Tensor) => void;
}

function normalise(x: Tensor, prefix: string, { ops, trains, assign }: Pass): Tensor {
  const units = x.shape.at(-1)!;
  const row = [...x.shape.slice(0, -1).map(() => 1), units];
  const stored = (part: string) => ops.reshape(ops.parameter(`${prefix}/${part}`, [units]), row);
  const axes = x.shape.slice(0, -1).map((_, axis) => axis);
  const perUnit = ops.constant(units / volume(x.shape));
  const mean = trains ? ops.multiply(ops.sum(x, axes), perUnit) : stored("mean");
  const centred = ops.subtract(x, mean);
  const variance = trains ? ops.multiply(ops.sum(ops.multiply(centred, centred), axes), perUnit) : stored("variance");
  if (trains) {
    for (const [part, now] of [
      ["mean", mean],
      ["variance", variance],
    ] as const) {
      const before = ops.multiply(stored(part), ops.constant(MOMENTUM));
      const after = ops.add(before, ops.multiply(now, ops.constant(1 - MOMENTUM)));
      assign(`${prefix}/${part}`, ops.reshape(after, [units]));
    }
  }
  const standard = ops.divide(centred, ops.sqrt(ops.add(variance, ops.constant(EPSILON))));
  return ops.add(ops.multiply(standard, stored("scale")), stored("shift"));
}

/** Whose layers are passed, and how what they store is read. */
interface LayerNames {
  readonly prefix: (index: number) => string;
  readonly reads?: Parametrisation | undefined;
  readonly last: number;
}

function applyWeights(x: Tensor, placed: PlacedLayer, { prefix, reads, last }: LayerNames, pass: Pass): Tensor {
  const { ops } = pass;
  const { layer, index, from } = placed;
  if (layer.kind === "pool" || layer.kind === "dropout") throw new RangeError(`a ${layer.kind} layer has no weights`);
  const [weights] = parameterCardsOf(prefix(index), placed);
  const stored = ops.parameter(weights!.name, weights!.shape);
  const used = reads?.weights ? reads.weights(ops, stored, index) : stored;
  const sums =
    layer.kind === "dense"
      ? ops.matmul(ops.reshape(x, [x.shape[0]!, sizeOf(from)]), used)
      : layer.kind === "conv"
        ? ops.convolve(x, used, layer.padding)
        : ops.depthwise(x, used);
  const units = sums.shape.at(-1)!;
  const row = [...sums.shape.slice(0, -1).map(() => 1), units];
  const placedSums = layer.batchNorm
    ? normalise(sums, prefix(index), pass)
    : ops.add(sums, ops.reshape(ops.parameter(`${prefix(index)}/bias`, [units]), row));
  const active = layer.activation === "relu" ? ops.relu(placedSums) : placedSums;
  return reads?.activations && index < last ? reads.activations(ops, active, index) : active;
}

/** Passes x through layers; @returns what leaves each. */
function forwardLayers(x: Tensor, layers: readonly PlacedLayer[], passage: LayerNames, pass: Pass): readonly Tensor[] {
  const { ops } = pass;
  const batch = x.shape[0]!;
  const left: Tensor[] = [];
  for (const placed of layers) {
    const { layer, index, from } = placed;
    if (from.length === 3) x = ops.reshape(x, [batch, ...from]);
    if (layer.kind === "pool") x = ops.maxPool(x, layer.size);
    else if (layer.kind !== "dropout") x = applyWeights(x, placed, passage, pass);
    else if (pass.trains && layer.rate > 0) {
      const key = ops.key(`dropout/${passage.prefix(index)}`);
      x = ops.multiply(x, ops.dropoutMask(key, layer.rate, x.shape));
    }
    left.push(x);
  }
  return left;
}

/**
 * Records a network's pass.
 * @param images [batch, height * width], values 0..1
 * @returns logits, and every layer's output for whoever asks. Dropout acts only where the network trains; its masks
 * come from the key input "dropout/owner/layer".
 */
export function forward(
  network: string,
  architecture: Architecture,
  images: Tensor,
  pass: Pass,
  how: Pick<NetworkSpec, "sharesTrunk" | "parametrisation"> = {},
): NetworkOutput {
  const placed = placeLayers(architecture);
  const owner = { name: network, ...how };
  const prefix = (index: number) => `${ownerOf(owner, index)}/${index}`;
  const features = forwardLayers(images, placed, { prefix, reads: how.parametrisation, last: placed.length - 1 }, pass);
  const feature = (index: number): Tensor => {
    const found = features[index];
    if (!found)
      throw new RangeError(
        `${network} has no layer ${index}; it has ${architecture.input.join("x")} inputs and layers 0 to ${features.length - 1}`,
      );
    return found;
  };
  return { logits: features.at(-1)!, feature };
}

/** Records an adapter's pass: what leaves its last layer. */
export function forwardAdapter({ name, from, layers }: AdapterSpec, x: Tensor, pass: Pass): Tensor {
  const placed = placeFrom(from, layers);
  const passage = { prefix: (index: number) => `${name}/${index}`, last: placed.length };
  return forwardLayers(x, placed, passage, pass).at(-1) ?? x;
}
