/** Networks from their specifications: names, shapes and initial values of their parameters, and their forward pass. */

import {
  type Architecture,
  inferShapes,
  inferShapesFrom,
  type LayerSpec,
  negativeSlopeOf,
  type ShapedLayer,
  sizeOf,
} from "../../domain/architecture.ts";
import { BATCH_NORM_EPSILON, initialDeviation } from "../../domain/layerFormulas.ts";
import { openStream, streamKey } from "../../math/random.ts";
import { noLayers } from "../../methods/core/averagedNetworks.ts";
import type { AdapterSpec, NetworkOutput, NetworkSpec, Parametrisation } from "../../methods/core/method.ts";
import { averagedLogits } from "../../methods/parts/averagedLogits.ts";
import type { Ops, Tensor } from "../../tensor/graph.ts";
import { volume } from "../../tensor/graph.ts";
import { averagePool, convolveInSteps, leakyRelu, maxPoolInSteps } from "../../tensor/windowOps.ts";

/** One stored tensor of a network. Batch norm's running statistics are stored, but not trained. */
export interface ParameterSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly kind: "weights" | "bias" | "scale" | "shift" | "statistic";
  /** inputs of one unit, by which its initial weights are scaled */
  readonly fanIn: number;
  /** factor of values below 0 in the activation that follows */
  readonly negativeSlope: number;
}

/** Batch norm: the share of the running statistics that stays at each step. */
const MOMENTUM = 0.9;

/** The shape of a layer's weights and the number of its units; null for layers without weights. */
function weightShape({
  layer,
  inputShape,
  shortcut,
}: ShapedLayer): { readonly shape: readonly number[]; readonly units: number } | null {
  const channels = inputShape.length === 3 ? inputShape[2] : inputShape[0];
  switch (layer.kind) {
    case "dense":
      return { shape: [sizeOf(inputShape), layer.units], units: layer.units };
    case "conv":
      return { shape: [layer.kernel, layer.kernel, channels, layer.filters], units: layer.filters };
    case "depthwise":
      return { shape: [layer.kernel, layer.kernel, channels], units: channels };
    case "add":
      return layer.projection ? { shape: [1, 1, shortcut!.shape.at(-1)!, channels], units: channels } : null;
    case "pool":
    case "dropout":
      return null;
  }
}

function layerParameters(prefix: string, shaped: ShapedLayer): readonly ParameterSpec[] {
  const { layer } = shaped;
  const weights = weightShape(shaped);
  if (!weights || layer.kind === "pool" || layer.kind === "dropout") return [];
  const { shape, units } = weights;
  const fanIn = volume(shape) / units;
  // What a projection gives is added before the activation.
  const negativeSlope = layer.kind === "add" ? 1 : negativeSlopeOf(layer);
  const ofUnits = (part: string, kind: ParameterSpec["kind"]): ParameterSpec => {
    return { name: `${prefix}/${part}`, shape: [units], kind, fanIn, negativeSlope };
  };
  const others = layer.batchNorm
    ? [
        ofUnits("scale", "scale"),
        ofUnits("shift", "shift"),
        ofUnits("mean", "statistic"),
        ofUnits("variance", "statistic"),
      ]
    : [ofUnits("bias", "bias")];
  return [{ name: `${prefix}/weights`, shape, kind: "weights", fanIn, negativeSlope }, ...others];
}

/** All stored tensors of a network that owns all its layers, in layer order. */
export function parametersOf(network: string, architecture: Architecture): readonly ParameterSpec[] {
  return inferShapes(architecture).flatMap((shaped) => layerParameters(`${network}/${shaped.index}`, shaped));
}

/** The network that owns the parameters of layer `index`: the network itself, or the one whose trunk it shares. */
function ownerOf(name: string, sharesTrunk: NetworkSpec["sharesTrunk"], index: number): string {
  return sharesTrunk && index < sharesTrunk.layers ? sharesTrunk.network : name;
}

/** The stored tensors of each layer of a network as a stage sees it, the logit layer last. */
export function layersOf(spec: NetworkSpec): readonly (readonly ParameterSpec[])[] {
  return inferShapes(spec.architecture).map((shaped) =>
    layerParameters(`${ownerOf(spec.name, spec.sharesTrunk, shaped.index)}/${shaped.index}`, shaped),
  );
}

/** The stored tensors of an adapter. */
export function adapterParameters({ name, inputShape, layers }: AdapterSpec): readonly ParameterSpec[] {
  return inferShapesFrom(inputShape, layers).flatMap((shaped) => layerParameters(`${name}/${shaped.index}`, shaped));
}

/**
 * Initial values of a parameter: normal with variance 2 / fan-in before a ReLU, 2 / ((1 + slope^2) fan-in) before
 * a leaky one (He et al. 2015, eq. 10 and 15) and 1 / fan-in before the logits; biases 0. They depend on the seed and the layer alone, so the students of a pair
 * (replicate) start equal.
 * @param uniform where it is given, weights are drawn evenly from -uniform to uniform in place of that
 */
export function initialValues(
  { name, shape, kind, fanIn, negativeSlope }: ParameterSpec,
  seed: number,
  uniform?: number,
): Float32Array {
  const values = new Float32Array(volume(shape));
  if (kind === "scale" || name.endsWith("/variance")) return values.fill(1);
  if (kind !== "weights") return values;
  const layer = name.slice(name.indexOf("/"));
  const stream = openStream(streamKey(seed, "weights", layer));
  if (uniform !== undefined) return values.map(() => uniform * (2 * stream.uniform() - 1));
  const deviation = initialDeviation(fanIn, negativeSlope);
  for (let i = 0; i < values.length; i++) values[i] = deviation * stream.normal();
  return values;
}

/** What a forward pass needs besides the network. */
export interface Pass {
  readonly ops: Ops;
  /** whether dropout acts and batch norm uses the batch's own statistics */
  readonly trains: boolean;
  /** receives the node that a running statistic is set to when the step ends */
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
  const standard = ops.divide(centred, ops.sqrt(ops.add(variance, ops.constant(BATCH_NORM_EPSILON))));
  return ops.add(ops.multiply(standard, stored("scale")), stored("shift"));
}

/** The layers of a pass: the names of their parameters, and how the stored values are used. */
interface LayerNames {
  readonly prefix: (index: number) => string;
  readonly parametrisation?: Parametrisation | undefined;
  /** index of the last layer, whose output is not transformed */
  readonly last: number;
}

function activated(ops: Ops, sums: Tensor, layer: Extract<LayerSpec, { activation: unknown }>): Tensor {
  switch (layer.activation) {
    case "relu":
      return ops.relu(sums);
    case "leakyRelu":
      return leakyRelu(ops, sums, negativeSlopeOf(layer));
    case "linear":
      return sums;
  }
}

/** The sums of a layer, or of a projection, with their bias or batch norm. */
function weightedSums(x: Tensor, shaped: ShapedLayer, { prefix, parametrisation }: LayerNames, pass: Pass): Tensor {
  const { ops } = pass;
  const { layer, index, inputShape, shortcut } = shaped;
  if (layer.kind === "pool" || layer.kind === "dropout") throw new RangeError(`a ${layer.kind} layer has no weights`);
  const [weights] = layerParameters(prefix(index), shaped);
  const stored = ops.parameter(weights!.name, weights!.shape);
  const used = parametrisation?.weights ? parametrisation.weights(ops, stored, index) : stored;
  const sums =
    layer.kind === "dense"
      ? ops.matmul(ops.reshape(x, [x.shape[0]!, sizeOf(inputShape)]), used)
      : layer.kind === "conv"
        ? convolveInSteps(ops, x, used, layer.stride ?? 1, layer.padding ?? "same")
        : layer.kind === "add"
          ? convolveInSteps(ops, x, used, shortcut!.stride, "same")
          : ops.depthwise(x, used);
  const units = sums.shape.at(-1)!;
  const row = [...sums.shape.slice(0, -1).map(() => 1), units];
  return layer.batchNorm
    ? normalise(sums, prefix(index), pass)
    : ops.add(sums, ops.reshape(ops.parameter(`${prefix(index)}/bias`, [units]), row));
}

/** The sums of a layer with weights, or those of an added output, and their activation. */
function withActivation(sums: Tensor, { layer, index }: ShapedLayer, names: LayerNames, { ops }: Pass): Tensor {
  if (layer.kind === "pool" || layer.kind === "dropout") return sums;
  const { parametrisation, last } = names;
  const active = activated(ops, sums, layer);
  return parametrisation?.activations && index < last ? parametrisation.activations(ops, active, index) : active;
}

function pooled(ops: Ops, x: Tensor, layer: Extract<LayerSpec, { kind: "pool" }>): Tensor {
  const { size, stride = size, padding, by } = layer;
  // The mean of a whole map is one sum.
  if (by === "mean" && x.shape[1] === size && x.shape[2] === size)
    return ops.multiply(ops.sum(x, [1, 2]), ops.constant(1 / size ** 2));
  return by === "mean" ? averagePool(ops, x, size, stride) : maxPoolInSteps(ops, x, size, stride, padding);
}

/** Records the pass of x through layers. @returns the output of each */
function forwardLayers(x: Tensor, layers: readonly ShapedLayer[], names: LayerNames, pass: Pass): readonly Tensor[] {
  const { ops } = pass;
  const batch = x.shape[0]!;
  const [inputs, outputs]: [Tensor[], Tensor[]] = [[], []];
  for (const shaped of layers) {
    const { layer, index, inputShape, shortcut } = shaped;
    inputs.push(x);
    if (inputShape.length === 3) x = ops.reshape(x, [batch, ...inputShape]);
    if (layer.kind === "pool") x = pooled(ops, x, layer);
    else if (layer.kind === "add") {
      const passed = ops.reshape(inputs[index - layer.back]!, [batch, ...shortcut!.shape]);
      const added = layer.projection ? weightedSums(passed, shaped, names, pass) : passed;
      x = withActivation(ops.add(x, added), shaped, names, pass);
    } else if (layer.kind !== "dropout") x = withActivation(weightedSums(x, shaped, names, pass), shaped, names, pass);
    else if (pass.trains && layer.rate > 0) {
      const key = ops.key(`dropout/${names.prefix(index)}`);
      x = ops.multiply(x, ops.dropoutMask(key, layer.rate, x.shape));
    }
    outputs.push(x);
  }
  return outputs;
}

/**
 * Records a network's forward pass.
 * @param images [batch, height * width], values 0..1
 * @returns the logits and every layer's output. Dropout acts only where the network trains; its masks come from the key
 * input "dropout/owner/layer".
 */
export function forward(
  network: string,
  architecture: Architecture,
  images: Tensor,
  pass: Pass,
  { sharesTrunk, parametrisation, averaged }: Pick<NetworkSpec, "sharesTrunk" | "parametrisation" | "averaged"> = {},
): NetworkOutput {
  if (averaged) {
    const all = averaged.networks.map((one) => forward(one.name, one.architecture, images, pass).logits);
    return { logits: averagedLogits(pass.ops, all, averaged.by), feature: noLayers };
  }
  const shaped = inferShapes(architecture);
  const prefix = (index: number) => `${ownerOf(network, sharesTrunk, index)}/${index}`;
  const features = forwardLayers(images, shaped, { prefix, parametrisation, last: shaped.length - 1 }, pass);
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

/** Records an adapter's forward pass. @returns the output of its last layer */
export function forwardAdapter({ name, inputShape, layers }: AdapterSpec, x: Tensor, pass: Pass): Tensor {
  const shaped = inferShapesFrom(inputShape, layers);
  const names = { prefix: (index: number) => `${name}/${index}`, last: shaped.length };
  return forwardLayers(x, shaped, names, pass).at(-1) ?? x;
}
