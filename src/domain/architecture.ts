/** Architectures of networks as JSON values; their shapes, numbers of parameters and FLOPs. */

import * as v from "valibot";
import { IMAGE_SIDE } from "./dataset.ts";

/** Largest number of units of a dense layer. */
export const MAX_UNITS = 4096;
/** Largest number of filters of a convolution. */
export const MAX_FILTERS = 256;
/** Largest rate of dropout. */
export const MAX_DROPOUT = 0.9;

const units = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_UNITS));
const activation = v.picklist(["relu", "linear"]);

/**
 * One layer. Convolutions keep the image size ("same" padding, stride 1) unless they are "valid", which shrinks it by
 * the kernel less 1; pooling divides it; dense layers flatten; a depthwise convolution has one filter for each channel.
 */
export const LayerSchema = v.variant("kind", [
  v.strictObject({ kind: v.literal("dense"), units, activation, batchNorm: v.optional(v.boolean()) }),
  v.strictObject({
    kind: v.literal("conv"),
    filters: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_FILTERS)),
    kernel: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(IMAGE_SIDE)),
    padding: v.optional(v.picklist(["same", "valid"])),
    activation,
    batchNorm: v.optional(v.boolean()),
  }),
  v.strictObject({
    kind: v.literal("depthwise"),
    kernel: v.picklist([3, 5]),
    activation,
    batchNorm: v.optional(v.boolean()),
  }),
  v.strictObject({ kind: v.literal("pool"), size: v.picklist([2, 4, 7]) }),
  v.strictObject({ kind: v.literal("dropout"), rate: v.pipe(v.number(), v.minValue(0), v.maxValue(MAX_DROPOUT)) }),
]);
export type LayerSpec = v.InferOutput<typeof LayerSchema>;

/** A network from image to logits. Its logit layer, a dense one of `classes` linear units, is not listed. */
export const ArchitectureSchema = v.strictObject({
  /** [height, width] of the grey image */
  input: v.tuple([v.literal(IMAGE_SIDE), v.literal(IMAGE_SIDE)]),
  layers: v.pipe(v.array(LayerSchema), v.maxLength(24)),
  classes: v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(64)),
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
export function inferShapes({ input, layers, classes }: Architecture): readonly ShapedLayer[] {
  return inferShapesFrom([input[0], input[1], 1], [...layers, { kind: "dense", units: classes, activation: "linear" }]);
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
  const start = spatial ? [] : [`${input[0] * input[1]}`];
  return [...start, ...layers.flatMap(nameOf), `${classes}`].join("-");
}
