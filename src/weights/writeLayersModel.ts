/**
 * A network as a tfjs LayersModel: model.json with a Sequential model, or with a functional one where it has shortcuts, and
 * weights.bin. tf.loadLayersModel reads both;
 * images go in as [batch, height, width, channels] with values 0..1, and logits come out. Batch norm and the ReLU after it
 * become layers of their own, and so does a leaky ReLU.
 */

import {
  inferShapes,
  type LayerSpec,
  negativeSlopeOf,
  type ShapedLayer,
  type WeightedLayer,
} from "../domain/architecture.ts";
import { BATCH_NORM_EPSILON } from "../domain/layerFormulas.ts";
import type { LayerWeights } from "../methods/core/method.ts";
import type { SavedNetwork } from "./networkSafetensors.ts";

/** The names of the two files; the first names the second. */
export const MODEL_FILE = "model.json";
export const WEIGHTS_FILE = "weights.bin";

/** A layer of the model, with its weights in the order in which they are stored. */
interface ModelLayer {
  readonly class_name: string;
  readonly config: Readonly<Record<string, unknown>> & { readonly name: string };
  readonly weights?: readonly {
    readonly name: string;
    readonly shape: readonly number[];
    readonly values: Float32Array;
  }[];
  /** the layers that it follows, where they are others than the one before it */
  readonly follows?: readonly string[];
}

type Activated = Extract<LayerSpec, { readonly activation: unknown }>;

/** An activation as a layer of its own; none where it is linear. */
function activationLayers(name: string, layer: Activated): readonly ModelLayer[] {
  const { activation } = layer;
  if (activation === "linear") return [];
  if (activation === "relu") return [{ class_name: "Activation", config: { name: `${name}_relu`, activation } }];
  return [{ class_name: "LeakyReLU", config: { name: `${name}_leaky`, alpha: negativeSlopeOf(layer) } }];
}

/** What convolutions have in common. */
const padded = { strides: [1, 1], padding: "same", data_format: "channels_last", dilation_rate: [1, 1] };

/** Batch norm as a layer of its own. */
function normLayer(name: string, parts: LayerWeights): ModelLayer {
  const arrays = { gamma: "scale", beta: "shift", moving_mean: "mean", moving_variance: "variance" };
  return {
    class_name: "BatchNormalization",
    config: { name: `${name}_norm`, trainable: true, axis: -1, epsilon: BATCH_NORM_EPSILON, center: true, scale: true },
    weights: Object.entries(arrays).map(([called, part]) => ({ name: called, ...parts[part]! })),
  };
}

/** The layers that a layer with weights becomes: itself, batch norm, and the ReLU after that. */
function weightedLayers(
  name: string,
  { layer, inputShape }: ShapedLayer & { layer: WeightedLayer },
  parts: LayerWeights,
): readonly ModelLayer[] {
  const { activation, batchNorm = false } = layer;
  const isOwn = batchNorm || activation === "leakyRelu";
  const config = { name, trainable: true, use_bias: !batchNorm, activation: isOwn ? "linear" : activation };
  const weightOf = (called: string, part: string, shape = parts[part]!.shape) => ({
    name: called,
    shape,
    values: parts[part]!.values,
  });
  const bias = batchNorm ? [] : [weightOf("bias", "bias")];
  const itself = ((): ModelLayer => {
    switch (layer.kind) {
      case "dense":
        return {
          class_name: "Dense",
          config: { ...config, units: layer.units },
          weights: [weightOf("kernel", "weights"), ...bias],
        };
      case "conv": {
        const { filters, kernel, stride = 1, padding = "same" } = layer;
        return {
          class_name: "Conv2D",
          config: { ...config, ...padded, strides: [stride, stride], filters, kernel_size: [kernel, kernel], padding },
          weights: [weightOf("kernel", "weights"), ...bias],
        };
      }
      case "depthwise": {
        const { kernel } = layer;
        const shape = [kernel, kernel, inputShape[2] ?? 1, 1];
        return {
          class_name: "DepthwiseConv2D",
          config: { ...config, ...padded, kernel_size: [kernel, kernel], depth_multiplier: 1 },
          weights: [weightOf("depthwise_kernel", "weights", shape), ...bias],
        };
      }
    }
  })();
  const after = activationLayers(name, layer);
  if (!batchNorm) return activation === "leakyRelu" ? [itself, ...after] : [itself];
  return [itself, normLayer(name, parts), ...after];
}

/** The layers of an added output: its projection, the sum, and the activation of the sum. */
function shortcutLayers(
  name: string,
  { layer, inputShape, shortcut }: ShapedLayer & { layer: Extract<LayerSpec, { kind: "add" }> },
  parts: LayerWeights,
  { main, passed }: { readonly main: string; readonly passed: string },
): readonly ModelLayer[] {
  const { projection, batchNorm = false } = layer;
  const projected: ModelLayer[] = [];
  if (projection) {
    const { stride } = shortcut!;
    const own = `${name}_projection`;
    const bias = batchNorm ? [] : [{ name: "bias", ...parts["bias"]! }];
    projected.push({
      class_name: "Conv2D",
      config: {
        ...{ name: own, trainable: true, use_bias: !batchNorm, activation: "linear" },
        ...{ ...padded, strides: [stride, stride], filters: inputShape.at(-1), kernel_size: [1, 1] },
      },
      weights: [{ name: "kernel", ...parts["weights"]! }, ...bias],
      follows: [passed],
    });
    if (batchNorm) projected.push(normLayer(own, parts));
  }
  const sum = { class_name: "Add", config: { name }, follows: [main, projected.at(-1)?.config.name ?? passed] };
  return [...projected, sum, ...activationLayers(name, layer)];
}

/** The layers of the model, from the input to the logits. */
function modelLayers({ weights: { architecture, layers } }: SavedNetwork): readonly ModelLayer[] {
  const shaped = inferShapes(architecture);
  const images = {
    name: "images",
    batch_input_shape: [null, ...shaped[0]!.inputShape],
    dtype: "float32",
    sparse: false,
  };
  const made: ModelLayer[] = [{ class_name: "InputLayer", config: images }];
  let isFlat = false;
  /** the layer of the model that each layer of the network follows */
  const before: string[] = [];
  for (const one of shaped) {
    const { layer, index } = one;
    before.push(made.at(-1)!.config.name);
    const name = index === architecture.layers.length ? "logits" : `${layer.kind}_${index}`;
    if (layer.kind === "pool") {
      const { size, stride = size, padding = "valid", by } = layer;
      const windows = { pool_size: [size, size], strides: [stride, stride], padding };
      const config = { name, ...windows, data_format: "channels_last" };
      made.push({ class_name: by === "mean" ? "AveragePooling2D" : "MaxPooling2D", config });
    } else if (layer.kind === "dropout") made.push({ class_name: "Dropout", config: { name, rate: layer.rate } });
    else if (layer.kind === "add") {
      const between = { main: before[index]!, passed: before[index - layer.back]! };
      made.push(...shortcutLayers(name, { ...one, layer }, layers[index]!, between));
    } else {
      if (layer.kind === "dense" && !isFlat) made.push({ class_name: "Flatten", config: { name: "flatten" } });
      isFlat ||= layer.kind === "dense";
      made.push(...weightedLayers(name, { ...one, layer }, layers[index]!));
    }
  }
  return made;
}

/** The model of layers that follow one another, or of those that each name what they follow. */
function topologyOf(layers: readonly ModelLayer[]): Readonly<Record<string, unknown>> {
  if (!layers.some(({ follows }) => follows)) {
    const config = { name: "network", layers: layers.map(({ class_name, config }) => ({ class_name, config })) };
    return { class_name: "Sequential", config };
  }
  const nodes = layers.map(({ class_name, config, follows }, i) => {
    const sources = i === 0 ? [] : (follows ?? [layers[i - 1]!.config.name]);
    const inbound = sources.length === 0 ? [] : [sources.map((source) => [source, 0, 0, {}])];
    return { name: config.name, class_name, config, inbound_nodes: inbound };
  });
  const ends = { input_layers: [[nodes[0]!.name, 0, 0]], output_layers: [[nodes.at(-1)!.name, 0, 0]] };
  return { class_name: "Model", config: { name: "network", layers: nodes, ...ends } };
}

/** Writes a network as the two files of a LayersModel, by their names. */
export function writeLayersModel(saved: SavedNetwork): {
  readonly [MODEL_FILE]: string;
  readonly [WEIGHTS_FILE]: Uint8Array<ArrayBuffer>;
} {
  const layers = modelLayers(saved);
  const stored = layers.flatMap(({ config, weights = [] }) =>
    weights.map((one) => ({ ...one, name: `${config.name}/${one.name}` })),
  );
  const bytes = new Uint8Array(stored.reduce((sum, { values }) => sum + values.byteLength, 0));
  let at = 0;
  for (const { values } of stored) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  const model = {
    format: "layers-model",
    generatedBy: "Distillation Playground",
    convertedBy: null,
    modelTopology: {
      ...topologyOf(layers),
      keras_version: "tfjs-layers 4.22.0",
      backend: "tensor_flow.js",
    },
    weightsManifest: [
      { paths: [WEIGHTS_FILE], weights: stored.map(({ name, shape }) => ({ name, shape, dtype: "float32" })) },
    ],
    ...(saved.training ? { userDefinedMetadata: { training: saved.training } } : {}),
  };
  return { [MODEL_FILE]: JSON.stringify(model), [WEIGHTS_FILE]: bytes };
}
