/** Layers with weights and sums of a LayersModel, as they become those of an Architecture. */

import { BATCH_NORM_EPSILON } from "../domain/layerFormulas.ts";
import { activationOf, numbersOf, only, type Source, squareOf } from "./topologySettings.ts";

/** A layer that is being translated: as in an Architecture, not yet checked. */
export interface MadeLayer {
  kind: string;
  activation?: "relu" | "linear";
  batchNorm?: boolean;
  [setting: string]: unknown;
}
export type MadeWeights = Record<string, { readonly shape: readonly number[]; readonly values: Float32Array }>;

/** The state of the translation. */
export interface Translation {
  readonly made: { readonly layer: MadeLayer; readonly weights: MadeWeights; readonly name: string }[];
  /** dimensions of the values that the next layer takes: 1 of a row, 2 of an image without channels, 3 of maps */
  rank: number;
  /** shape of one image */
  input: readonly number[];
  /** the last layer that has weights, while a ReLU after it can still be its own */
  open: MadeLayer | null;
  /** whether batch norm may follow: nothing came since the last weights */
  takesNorm: boolean;
  /** how many layers of the Architecture stand before the outputs that are added later, by the layer of the model that gives them */
  readonly passed: Map<string, number>;
  /** strides of projections as the model has them, by the index of the layer */
  readonly strides: Map<number, number>;
  /** softmax has been met, which only the end may have */
  isEnded: boolean;
}

const zeros = (units: number) => ({ shape: [units], values: new Float32Array(units) });
const ones = (units: number) => ({ shape: [units], values: new Float32Array(units).fill(1) });

/** Adds a layer with weights. */
export function addWeighted(state: Translation, source: Source, layer: MadeLayer, kernelName: string): void {
  const { config, fault, array, name } = source;
  const activation = activationOf(source);
  const kernel = array(kernelName) ?? array("kernel");
  if (!kernel) throw fault(`has no weights "${kernelName}" in the manifest; save the whole model again`);
  const isDepthwise = layer.kind === "depthwise";
  const shape = isDepthwise && kernel.shape.at(-1) === 1 ? kernel.shape.slice(0, -1) : kernel.shape;
  const units = shape.at(-1) ?? 0;
  const bias = array("bias");
  if (config["use_bias"] !== false && !bias)
    throw fault(`has no weights "bias" in the manifest; save the whole model again`);
  layer.activation = activation === "softmax" ? "linear" : activation;
  state.isEnded = activation === "softmax";
  state.made.push({
    ...{ layer, name },
    weights: { weights: { shape, values: kernel.values }, bias: bias ?? zeros(units) },
  });
  state.open = activation === "linear" ? layer : null;
  state.takesNorm = activation === "linear";
}

/** Batch norm becomes a part of the layer before it, whose bias is taken off the mean. */
export function addBatchNorm(state: Translation, source: Source): void {
  const { config, fault, array } = source;
  const before = state.made.at(-1);
  if (!state.takesNorm || !before)
    throw fault("does not follow a layer of weights without activation; put it between that layer and its ReLU");
  const axis = numbersOf(config["axis"] ?? -1)[0];
  if (axis !== -1 && axis !== state.rank) throw fault(`has axis ${axis}; only the last axis is read`);
  const bias = before.weights["bias"]!;
  const units = bias.values.length;
  const [mean, variance] = [array("moving_mean"), array("moving_variance")];
  if (!mean || !variance) throw fault("has no running mean and variance in the manifest; save the whole model again");
  const scale = array("gamma") ?? ones(units);
  const all = [scale, mean, variance];
  if (all.some(({ values }) => values.length !== units)) throw fault(`has other than ${units} units`);
  const epsilon = Number(config["epsilon"] ?? BATCH_NORM_EPSILON);
  // Another epsilon is made up for by the scale; the sums are the same but for rounding.
  const factor = (i: number) =>
    epsilon === BATCH_NORM_EPSILON
      ? 1
      : Math.sqrt((variance.values[i]! + BATCH_NORM_EPSILON) / (variance.values[i]! + epsilon));
  const { bias: _, ...kept } = before.weights;
  state.made[state.made.length - 1] = {
    ...before,
    weights: {
      ...kept,
      scale: { shape: [units], values: scale.values.map((value, i) => value * factor(i)) },
      shift: array("beta") ?? zeros(units),
      mean: { shape: [units], values: mean.values.map((value, i) => value - bias.values[i]!) },
      variance,
    },
  };
  before.layer.batchNorm = true;
  state.takesNorm = false;
}

/** The sum of what it follows and of an earlier output, which may go through a convolution of 1x1 and batch norm. */
export function addSum(state: Translation, { fault, shortcut, name }: Source): void {
  if (!shortcut) throw fault("adds in a Sequential model; only functional models have what is added");
  const { from, through } = shortcut;
  const before = state.passed.get(from);
  const index = state.made.length;
  const back = index - (before ?? index);
  if (back < 1) throw fault("adds what it follows to itself; leave it out");
  const [convolution, norm] = through;
  if (!convolution) {
    const layer: MadeLayer = { kind: "add", back, activation: "linear" };
    state.made.push({ layer, weights: {}, name });
    state.open = layer;
  } else {
    for (const key of ["dilation_rate", "groups"]) only(convolution, key, 1);
    only(convolution, "data_format", "channels_last");
    if (squareOf(convolution, "kernel_size") !== 1) throw convolution.fault("is a shortcut of more than one pixel");
    if (activationOf(convolution) !== "linear")
      throw convolution.fault("has an activation in a shortcut; leave it out");
    addWeighted(state, convolution, { kind: "add", back, projection: true }, "kernel");
    state.strides.set(index, squareOf(convolution, "strides", 1));
    if (norm) addBatchNorm(state, norm);
  }
  state.takesNorm = false;
}
