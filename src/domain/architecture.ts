/** Architectures of networks as JSON values; their shapes, numbers of parameters and FLOPs. */

import * as v from "valibot";
import { windowsAlong } from "../math/windows.ts";
import { type ImageShape, MAX_CLASSES, MAX_SIDE, MIN_SIDE } from "./dataset.ts";
import { alternatives, fields, list, numberBetween, oneOf, trueOrFalse, wholeNumber } from "./schemaParts.ts";

/** Largest number of units of a dense layer. */
export const MAX_UNITS = 4096;
/** Largest number of filters of a convolution. */
export const MAX_FILTERS = 512;
/** Largest rate of dropout. */
export const MAX_DROPOUT = 0.9;

const units = wholeNumber(1, MAX_UNITS);
/** "leakyRelu" is x above 0, else `slope` times x. Maas, Hannun and Ng 2013. */
export const ACTIVATIONS = ["relu", "leakyRelu", "linear"] as const;
/** The slope of a leaky ReLU that names none, as in PyTorch. */
export const LEAKY_SLOPE = 0.01;
/** Largest slope of a leaky ReLU. */
export const MAX_SLOPE = 1;
/** Largest step from one window of a convolution or pooling to the next. */
export const MAX_STRIDE = 8;
export const PADDINGS = ["same", "valid"] as const;
/** What pooling takes of each window. */
export const POOLINGS = ["max", "mean"] as const;

/** What follows a layer's sums. @param `slope` of "leakyRelu" alone; absent is 0.01 */
const activated = {
  activation: oneOf(ACTIVATIONS),
  slope: v.optional(numberBetween(0, MAX_SLOPE)),
  batchNorm: v.optional(trueOrFalse),
};
const stride = v.optional(wholeNumber(1, MAX_STRIDE));
const side = wholeNumber(MIN_SIDE, MAX_SIDE);
/** Sizes to which pooling is fitted where maps of other data are not divided by its own. */
export const POOL_SIZES = [2, 3, 4, 5, 7] as const;
/** Most layers that an added output passes by. */
export const MAX_BACK = 8;
const kinds = ["dense", "conv", "depthwise", "pool", "dropout", "add"];

/**
 * One layer. A convolution's filters move in steps of `stride` (absent: 1), with "same" padding as TensorFlow and Keras have
 * it (absent; the map is divided by the stride, rounded up) or "valid", without. Pooling takes the largest value or the mean
 * of each window; its `stride` is the size of its windows where it is absent, and these must then divide the map unless the largest is
 * taken with "same" padding (absent: "valid"). Dense
 * layers flatten; a depthwise convolution has one filter for each channel. "add" adds what went into the layer `back` layers
 * before it, so that these are passed by: the shortcut of a residual block (He et al. 2015, "Deep Residual Learning", eq. 1).
 * With `projection` that goes through filters of 1x1, with the stride that makes the maps equal, and through their bias or
 * batch norm (eq. 2, option B); the activation follows the sum.
 */
export const LayerSchema = v.variant(
  "kind",
  [
    fields({ kind: v.literal("dense"), units, ...activated }),
    fields({
      kind: v.literal("conv"),
      filters: wholeNumber(1, MAX_FILTERS),
      kernel: wholeNumber(1, MAX_SIDE),
      stride,
      padding: v.optional(oneOf(PADDINGS)),
      ...activated,
    }),
    fields({ kind: v.literal("depthwise"), kernel: oneOf([3, 5]), ...activated }),
    fields({
      kind: v.literal("pool"),
      size: wholeNumber(2, MAX_SIDE),
      stride,
      padding: v.optional(oneOf(PADDINGS)),
      by: v.optional(oneOf(POOLINGS)),
    }),
    fields({ kind: v.literal("dropout"), rate: numberBetween(0, MAX_DROPOUT) }),
    fields({
      kind: v.literal("add"),
      back: wholeNumber(1, MAX_BACK),
      projection: v.optional(trueOrFalse),
      ...activated,
    }),
  ],
  `it must be a layer of the kind ${alternatives(kinds)}`,
);
export type LayerSpec = v.InferOutput<typeof LayerSchema>;

/** A layer with weights, but for the projection of a shortcut. */
export type WeightedLayer = Exclude<Extract<LayerSpec, { activation: unknown }>, { kind: "add" }>;

/** Whether a layer has weights of its own. */
export function hasWeights(layer: LayerSpec): boolean {
  return layer.kind === "add" ? layer.projection === true : layer.kind !== "pool" && layer.kind !== "dropout";
}

/** The factor of values below 0 in a layer's activation: 0 for ReLU, 1 where it is linear. */
export function negativeSlopeOf({ activation, slope }: Extract<LayerSpec, { activation: unknown }>): number {
  return { relu: 0, leakyRelu: slope ?? LEAKY_SLOPE, linear: 1 }[activation];
}

/** A network from image to logits. Its logit layer, a dense one of `classes` linear units, is not listed. */
export const ArchitectureSchema = fields({
  /** [height, width] of a grey image, or [height, width, 3] of an image in colour */
  input: v.union(
    [v.strictTuple([side, side]), v.strictTuple([side, side, v.literal(3)])],
    `it must be [height, width] or [height, width, 3] with sides from ${MIN_SIDE} to ${MAX_SIDE}`,
  ),
  layers: list(LayerSchema, 24),
  classes: wholeNumber(2, MAX_CLASSES),
});
export type Architecture = v.InferOutput<typeof ArchitectureSchema>;

/** The shape of a layer's outputs for one example: maps [height, width, channels] or a row [units]. */
export type ExampleShape = readonly [height: number, width: number, channels: number] | readonly [units: number];

/** A layer with the shapes of its inputs and outputs in its network. */
export interface ShapedLayer {
  /** position in `architecture.layers`; the logit layer comes last */
  readonly index: number;
  readonly layer: LayerSpec;
  readonly inputShape: ExampleShape;
  readonly outputShape: ExampleShape;
  /** of an added output: its shape before any projection, and the stride of that, 1 without one */
  readonly shortcut?: { readonly shape: ExampleShape; readonly stride: number };
  /** weights and biases (and batch-norm scale and shift) */
  readonly parameters: number;
  /** floating-point operations of the forward pass of one example: two for a multiply-add */
  readonly flops: number;
}

/** The shape of the images that a network reads. */
export function imageShapeOf({ input }: Pick<Architecture, "input">): ImageShape {
  return { height: input[0], width: input[1], channels: input[2] ?? 1 };
}

/** A network's input for images of a shape. */
export function inputOf({ height, width, channels }: ImageShape): Architecture["input"] {
  return channels === 3 ? [height, width, 3] : [height, width];
}

/** The number of values in a shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}

/** A field of a layer that may keep it from fitting. */
export type LayerField = "size" | "kernel" | "slope" | "padding" | "back" | "projection" | "batchNorm";

/** A layer that does not fit where it stands: which one, counted from 0, and which of its fields; null for its kind. */
export class LayerMisfit extends RangeError {
  readonly index: number;
  readonly field: LayerField | null;
  constructor(index: number, field: LayerField | null, reason: string) {
    super(`layer ${index + 1}: ${reason}`);
    this.name = "LayerMisfit";
    this.index = index;
    this.field = field;
  }
}

function imageShape(inputShape: ExampleShape, index: number, what: string): readonly [number, number, number] {
  if (inputShape.length === 3) return inputShape;
  throw new LayerMisfit(
    index,
    null,
    `${what} needs an image, but it comes after a dense layer; move it before the dense layers`,
  );
}

/** The projection of a shortcut's maps, or why there is none. */
function addedShape(
  layer: Extract<LayerSpec, { kind: "add" }>,
  inputShape: ExampleShape,
  shape: ExampleShape | undefined,
  index: number,
): ShapedLayer {
  const { back, projection = false, batchNorm = false } = layer;
  const fault = (field: LayerField, reason: string) => new LayerMisfit(index, field, reason);
  if (!shape) throw fault("back", `there are ${index} layers before it, and it passes by ${back}; choose fewer`);
  const [from, to] = [shape.join("x"), inputShape.join("x")];
  const common = { index, layer, inputShape, outputShape: inputShape };
  if (!projection) {
    if (batchNorm) throw fault("batchNorm", "batch norm is that of a projection; take one, or leave it out");
    if (from !== to)
      throw fault("projection", `${from} outputs cannot be added to ${to}; take a projection, or pass by other layers`);
    return { ...common, shortcut: { shape, stride: 1 }, parameters: 0, flops: sizeOf(shape) };
  }
  const stride = Math.ceil(shape[0] / inputShape[0]);
  const fits = (axis: 0 | 1) => windowsAlong(shape[axis]!, 1, stride, "same").count === inputShape[axis];
  if (shape.length !== 3 || inputShape.length !== 3 || stride > MAX_STRIDE || !fits(0) || !fits(1))
    throw fault(
      "projection",
      `no filters of 1x1 make ${to} outputs of ${from}; pass by layers that keep or divide maps`,
    );
  const weights = shape[2] * inputShape[2];
  const parameters = weights + inputShape[2] * (batchNorm ? 2 : 1);
  const flops = sizeOf(inputShape) * (1 + 2 * shape[2]);
  return { ...common, shortcut: { shape, stride }, parameters, flops };
}

/** @param inputs of all layers before it and of itself, its own last */
function inferShape(layer: LayerSpec, inputs: readonly ExampleShape[], index: number): ShapedLayer {
  const inputShape = inputs.at(-1)!;
  const size = sizeOf(inputShape);
  if ("slope" in layer && layer.slope !== undefined && layer.activation !== "leakyRelu")
    throw new LayerMisfit(
      index,
      "slope",
      `slope is ${layer.slope}, but the activation is ${layer.activation}; leave it out, or take leakyRelu`,
    );
  switch (layer.kind) {
    case "dense": {
      const parameters = size * layer.units + layer.units * (layer.batchNorm ? 2 : 1);
      return { index, layer, inputShape, outputShape: [layer.units], parameters, flops: 2 * size * layer.units };
    }
    case "conv": {
      const [h, w, c] = imageShape(inputShape, index, "a convolution");
      const { kernel, filters, stride = 1, padding = "same" } = layer;
      const high = windowsAlong(h, kernel, stride, padding).count;
      const wide = windowsAlong(w, kernel, stride, padding).count;
      if (high < 1 || wide < 1)
        throw new LayerMisfit(index, "kernel", `a ${kernel}x${kernel} filter does not fit into a ${h}x${w} map`);
      const weights = kernel * kernel * c * filters;
      const parameters = weights + filters * (layer.batchNorm ? 2 : 1);
      const outputShape = [high, wide, filters] as const;
      return { index, layer, inputShape, outputShape, parameters, flops: 2 * high * wide * weights };
    }
    case "depthwise": {
      const [h, w, c] = imageShape(inputShape, index, "a convolution");
      const weights = layer.kernel * layer.kernel * c;
      const parameters = weights + c * (layer.batchNorm ? 2 : 1);
      return { index, layer, inputShape, outputShape: inputShape, parameters, flops: 2 * h * w * weights };
    }
    case "pool": {
      const [h, w, c] = imageShape(inputShape, index, "pooling");
      const { size, stride, padding = "valid", by } = layer;
      if (padding === "same" && by === "mean")
        throw new LayerMisfit(
          index,
          "padding",
          'the mean of windows has no "same" padding; take "valid", or the largest',
        );
      if (stride === undefined && padding === "valid" && (h % size || w % size)) {
        throw new LayerMisfit(
          index,
          "size",
          `a ${h}x${w} map cannot be pooled by ${size}; choose a size that divides it, or a stride, which leaves out what is behind the last window`,
        );
      }
      const [high, wide] = [h, w].map((length) => windowsAlong(length, size, stride ?? size, padding).count);
      if (high! < 1 || wide! < 1)
        throw new LayerMisfit(index, "size", `a ${size}x${size} window does not fit into a ${h}x${w} map`);
      const outputShape = [high!, wide!, c] as const;
      const flops = stride === undefined ? sizeOf(inputShape) : sizeOf(outputShape) * size * size;
      return { index, layer, inputShape, outputShape, parameters: 0, flops };
    }
    case "dropout":
      return { index, layer, inputShape, outputShape: inputShape, parameters: 0, flops: 0 };
    case "add":
      return addedShape(layer, inputShape, inputs.at(-1 - layer.back), index);
  }
}

/**
 * The shapes of consecutive layers.
 * @param inputShape shape of the first layer's input
 * @throws LayerMisfit naming the layer that does not fit and what would
 */
export function inferShapesFrom(inputShape: ExampleShape, layers: readonly LayerSpec[]): readonly ShapedLayer[] {
  const shaped: ShapedLayer[] = [];
  const inputs = [inputShape];
  for (const [index, layer] of layers.entries()) {
    shaped.push(inferShape(layer, inputs, index));
    inputs.push(shaped[index]!.outputShape);
  }
  return shaped;
}

/**
 * The shapes of a network's layers from image to logits.
 * @returns every layer with its shapes and costs, the logit layer last
 * @throws LayerMisfit naming the layer that does not fit and what would
 */
export function inferShapes(architecture: Architecture): readonly ShapedLayer[] {
  const { height, width, channels } = imageShapeOf(architecture);
  const { layers, classes } = architecture;
  const logits: LayerSpec = { kind: "dense", units: classes, activation: "linear" };
  return inferShapesFrom([height, width, channels], [...layers, logits]);
}

/** Number of trainable parameters of a network. */
export function countParameters(architecture: Architecture): number {
  return inferShapes(architecture).reduce((sum, layer) => sum + layer.parameters, 0);
}

/** Floating-point operations of the forward pass of one example. */
export function countFlops(architecture: Architecture): number {
  return inferShapes(architecture).reduce((sum, layer) => sum + layer.flops, 0);
}
