/** Networks from plain data: their parameters' names, shapes and first values, and their pass through the vocabulary. */

import { type Architecture, type PlacedLayer, placeLayers, sizeOf } from "../domain/architecture.ts";
import { openStream, streamKey } from "../math/random.ts";
import type { Answer } from "../methods/method.ts";
import type { Ops, Tensor } from "../tensor/graph.ts";
import { volume } from "../tensor/graph.ts";

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

function cardsOf(network: string, { layer, index, from }: PlacedLayer): readonly ParameterCard[] {
  if (layer.kind !== "dense" && layer.kind !== "conv") return [];
  const channels = from.length === 3 ? from[2] : from[0];
  const units = layer.kind === "dense" ? layer.units : layer.filters;
  const shape = layer.kind === "dense" ? [sizeOf(from), units] : [layer.kernel, layer.kernel, channels, units];
  const fanIn = volume(shape) / units;
  const card = (part: string, kind: ParameterCard["kind"], ofShape: readonly number[]): ParameterCard => {
    return { name: `${network}/${index}/${part}`, shape: ofShape, kind, fanIn, feedsRelu: layer.activation === "relu" };
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

/** All stored tensors of a network, in layer order. */
export function parametersOf(network: string, architecture: Architecture): readonly ParameterCard[] {
  return placeLayers(architecture).flatMap((placed) => cardsOf(network, placed));
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

function weigh(x: Tensor, network: string, placed: PlacedLayer, pass: Pass): Tensor {
  const { ops } = pass;
  const { layer, index, from } = placed;
  if (layer.kind !== "dense" && layer.kind !== "conv") throw new RangeError(`a ${layer.kind} layer has no weights`);
  const prefix = `${network}/${index}`;
  const [weights] = cardsOf(network, placed);
  const stored = ops.parameter(weights!.name, weights!.shape);
  const sums =
    layer.kind === "dense" ? ops.matmul(ops.reshape(x, [x.shape[0]!, sizeOf(from)]), stored) : ops.convolve(x, stored);
  const units = sums.shape.at(-1)!;
  const row = [...sums.shape.slice(0, -1).map(() => 1), units];
  const placedSums = layer.batchNorm
    ? normalise(sums, prefix, pass)
    : ops.add(sums, ops.reshape(ops.parameter(`${prefix}/bias`, [units]), row));
  return layer.activation === "relu" ? ops.relu(placedSums) : placedSums;
}

/**
 * Records a network's pass.
 * @param images [batch, height * width], values 0..1
 * @returns logits, and every layer's output for whoever asks. Dropout acts only where the network trains; its masks
 * come from the key input "dropout/network/layer".
 */
export function forward(network: string, architecture: Architecture, images: Tensor, pass: Pass): Answer {
  const { ops } = pass;
  const [batch, [height, width]] = [images.shape[0]!, architecture.input];
  const features: Tensor[] = [];
  let x: Tensor = images;
  for (const placed of placeLayers(architecture)) {
    const { layer, index, from } = placed;
    if (from.length === 3) x = ops.reshape(x, [batch, ...from]);
    if (layer.kind === "pool") x = ops.maxPool(x, layer.size);
    else if (layer.kind !== "dropout") x = weigh(x, network, placed, pass);
    else if (pass.trains && layer.rate > 0) {
      const key = ops.key(`dropout/${network}/${index}`);
      x = ops.multiply(x, ops.dropoutMask(key, layer.rate, x.shape));
    }
    features.push(x);
  }
  const feature = (index: number): Tensor => {
    const found = features[index];
    if (!found)
      throw new RangeError(
        `${network} has no layer ${index}; it has ${height}x${width} inputs and layers 0 to ${features.length - 1}`,
      );
    return found;
  };
  return { logits: x, feature };
}
