/** Architectures of networks as JSON values; their shapes, numbers of parameters and FLOPs. */

import * as v from "valibot";
import { type ImageShape, MAX_CLASSES, MAX_SIDE, MIN_SIDE } from "./dataset.ts";
import { alternatives, fields, list, numberBetween, oneOf, trueOrFalse, wholeNumber } from "./schemaParts.ts";

/** Largest number of units of a dense layer. */
export const MAX_UNITS = 4096;
/** Largest number of filters of a convolution. */
export const MAX_FILTERS = 512;
/** Largest rate of dropout. */
export const MAX_DROPOUT = 0.9;

const units = wholeNumber(1, MAX_UNITS);
const activation = oneOf(["relu", "linear"]);
const side = wholeNumber(MIN_SIDE, MAX_SIDE);
/** Sizes of pooling. */
export const POOL_SIZES = [2, 3, 4, 5, 7] as const;
const kinds = ["dense", "conv", "depthwise", "pool", "dropout"];

/**
 * One layer. Convolutions keep the image size ("same" padding, stride 1) unless they are "valid", which shrinks it by
 * the kernel less 1; pooling divides it; dense layers flatten; a depthwise convolution has one filter for each channel.
 */
export const LayerSchema = v.variant(
  "kind",
  [
    fields({ kind: v.literal("dense"), units, activation, batchNorm: v.optional(trueOrFalse) }),
    fields({
      kind: v.literal("conv"),
      filters: wholeNumber(1, MAX_FILTERS),
      kernel: wholeNumber(1, MAX_SIDE),
      padding: v.optional(oneOf(["same", "valid"])),
      activation,
      batchNorm: v.optional(trueOrFalse),
    }),
    fields({
      kind: v.literal("depthwise"),
      kernel: oneOf([3, 5]),
      activation,
      batchNorm: v.optional(trueOrFalse),
    }),
    fields({ kind: v.literal("pool"), size: oneOf(POOL_SIZES) }),
    fields({ kind: v.literal("dropout"), rate: numberBetween(0, MAX_DROPOUT) }),
  ],
  `it must be a layer of the kind ${alternatives(kinds)}`,
);
export type LayerSpec = v.InferOutput<typeof LayerSchema>;

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

function imageShape(inputShape: ExampleShape, index: number, what: string): readonly [number, number, number] {
  if (inputShape.length === 3) return inputShape;
  throw new RangeError(
    `layer ${index + 1}: ${what} needs an image, but it comes after a dense layer; move it before the dense layers`,
  );
}

function inferShape(layer: LayerSpec, inputShape: ExampleShape, index: number): ShapedLayer {
  const size = sizeOf(inputShape);
  switch (layer.kind) {
    case "dense": {
      const parameters = size * layer.units + layer.units * (layer.batchNorm ? 2 : 1);
      return { index, layer, inputShape, outputShape: [layer.units], parameters, flops: 2 * size * layer.units };
    }
    case "conv": {
      const [h, w, c] = imageShape(inputShape, index, "a convolution");
      const { kernel, filters } = layer;
      const lost = layer.padding === "valid" ? kernel - 1 : 0;
      if (lost === 0 && kernel % 2 === 0)
        throw new RangeError(
          `layer ${index + 1}: a ${kernel}x${kernel} filter has no middle; take an odd one or "valid"`,
        );
      if (lost >= Math.min(h, w))
        throw new RangeError(`layer ${index + 1}: a ${kernel}x${kernel} filter does not fit into a ${h}x${w} map`);
      const weights = kernel * kernel * c * filters;
      const parameters = weights + filters * (layer.batchNorm ? 2 : 1);
      const outputShape = [h - lost, w - lost, filters] as const;
      return {
        index,
        layer,
        inputShape,
        outputShape,
        parameters,
        flops: 2 * outputShape[0] * outputShape[1] * weights,
      };
    }
    case "depthwise": {
      const [h, w, c] = imageShape(inputShape, index, "a convolution");
      const weights = layer.kernel * layer.kernel * c;
      const parameters = weights + c * (layer.batchNorm ? 2 : 1);
      return { index, layer, inputShape, outputShape: inputShape, parameters, flops: 2 * h * w * weights };
    }
    case "pool": {
      const [h, w, c] = imageShape(inputShape, index, "pooling");
      if (h % layer.size || w % layer.size) {
        throw new RangeError(
          `layer ${index + 1}: a ${h}x${w} map cannot be pooled by ${layer.size}; choose a size that divides it`,
        );
      }
      return { index, layer, inputShape, outputShape: [h / layer.size, w / layer.size, c], parameters: 0, flops: size };
    }
    case "dropout":
      return { index, layer, inputShape, outputShape: inputShape, parameters: 0, flops: 0 };
  }
}

/**
 * The shapes of consecutive layers.
 * @param inputShape shape of the first layer's input
 * @throws RangeError naming the layer that does not fit and what would
 */
export function inferShapesFrom(inputShape: ExampleShape, layers: readonly LayerSpec[]): readonly ShapedLayer[] {
  const shaped: ShapedLayer[] = [];
  for (const [index, layer] of layers.entries())
    shaped.push(inferShape(layer, shaped.at(-1)?.outputShape ?? inputShape, index));
  return shaped;
}

/**
 * The shapes of a network's layers from image to logits.
 * @returns every layer with its shapes and costs, the logit layer last
 * @throws RangeError naming the layer that does not fit and what would
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

function nameOf(layer: LayerSpec): readonly string[] {
  switch (layer.kind) {
    case "dense":
      return [`${layer.units}`];
    case "conv":
      return [`conv${layer.filters}`];
    case "depthwise":
      return [`depthwise${layer.kernel}`];
    case "pool":
      return [`pool${layer.size}`];
    case "dropout":
      return [];
  }
}

/** A short name made from the layers: "784-300-300-10", "conv8-pool2-64-10". */
export function describeArchitecture(architecture: Architecture): string {
  const { input, layers, classes } = architecture;
  const spatial = layers.some((layer) => layer.kind === "conv" || layer.kind === "pool");
  const start = spatial ? [] : [`${sizeOf(input)}`];
  return [...start, ...layers.flatMap(nameOf), `${classes}`].join("-");
}
