/** Networks as plain data: what the pickers edit, what a link carries, and what parameters and FLOPs are counted from. */

import * as v from "valibot";

const units = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(4096));
const activation = v.picklist(["relu", "linear"]);

/** One layer. Convolutions keep the image size ("same" padding, stride 1); pooling shrinks it; dense layers flatten. */
export const LayerSchema = v.variant("kind", [
  v.strictObject({ kind: v.literal("dense"), units, activation, batchNorm: v.optional(v.boolean()) }),
  v.strictObject({
    kind: v.literal("conv"),
    filters: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(256)),
    kernel: v.picklist([1, 3, 5]),
    activation,
    batchNorm: v.optional(v.boolean()),
  }),
  v.strictObject({ kind: v.literal("pool"), size: v.picklist([2, 4, 7]) }),
  v.strictObject({ kind: v.literal("dropout"), rate: v.pipe(v.number(), v.minValue(0), v.maxValue(0.9)) }),
]);
export type LayerSpec = v.InferOutput<typeof LayerSchema>;

/** A network from image to logits; the last dense layer of `classes` linear units is implied. */
export const ArchitectureSchema = v.strictObject({
  /** [height, width] of the grey image */
  input: v.tuple([v.literal(28), v.literal(28)]),
  layers: v.pipe(v.array(LayerSchema), v.maxLength(24)),
  classes: v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(64)),
});
export type Architecture = v.InferOutput<typeof ArchitectureSchema>;

/** What leaves a layer for one example: an image [height, width, channels] or a row [units]. */
export type ExampleShape = readonly [height: number, width: number, channels: number] | readonly [units: number];

/** A layer with the shapes it meets in its network. */
export interface PlacedLayer {
  /** position in `architecture.layers`; the implied logit layer comes last */
  readonly index: number;
  readonly layer: LayerSpec;
  readonly from: ExampleShape;
  readonly to: ExampleShape;
  /** weights and biases (and batch-norm scale and shift) */
  readonly parameters: number;
  /** multiply-adds times two, forward, one example */
  readonly flops: number;
}

/** The number of values in a shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}

function place(layer: LayerSpec, from: ExampleShape, index: number): PlacedLayer {
  const size = sizeOf(from);
  switch (layer.kind) {
    case "dense": {
      const parameters = size * layer.units + layer.units * (layer.batchNorm ? 3 : 1);
      return { index, layer, from, to: [layer.units], parameters, flops: 2 * size * layer.units };
    }
    case "conv": {
      if (from.length === 1)
        throw new RangeError(
          `layer ${index + 1}: a convolution needs an image, but it comes after a dense layer; move it before the dense layers`,
        );
      const [h, w, c] = from;
      const kernel = layer.kernel * layer.kernel * c * layer.filters;
      const parameters = kernel + layer.filters * (layer.batchNorm ? 3 : 1);
      return { index, layer, from, to: [h, w, layer.filters], parameters, flops: 2 * h * w * kernel };
    }
    case "pool": {
      if (from.length === 1)
        throw new RangeError(
          `layer ${index + 1}: pooling needs an image, but it comes after a dense layer; move it before the dense layers`,
        );
      const [h, w, c] = from;
      if (h % layer.size || w % layer.size) {
        throw new RangeError(
          `layer ${index + 1}: a ${h}x${w} map cannot be pooled by ${layer.size}; choose a size that divides it`,
        );
      }
      return { index, layer, from, to: [h / layer.size, w / layer.size, c], parameters: 0, flops: size };
    }
    case "dropout":
      return { index, layer, from, to: from, parameters: 0, flops: 0 };
  }
}

/**
 * Walks a network from image to logits.
 * @returns every layer with its shapes and costs, the implied logit layer last
 * @throws RangeError naming the layer that does not fit and what would
 */
export function placeLayers(architecture: Architecture): readonly PlacedLayer[] {
  const placed: PlacedLayer[] = [];
  let shape: ExampleShape = [architecture.input[0], architecture.input[1], 1];
  const logitLayer: LayerSpec = { kind: "dense", units: architecture.classes, activation: "linear" };
  for (const [index, layer] of [...architecture.layers, logitLayer].entries()) {
    const next = place(layer, shape, index);
    placed.push(next);
    shape = next.to;
  }
  return placed;
}

/** Trainable numbers of a network. */
export function countParameters(architecture: Architecture): number {
  return placeLayers(architecture).reduce((sum, layer) => sum + layer.parameters, 0);
}

/** Floating-point operations of one forward pass of one example. */
export function countFlops(architecture: Architecture): number {
  return placeLayers(architecture).reduce((sum, layer) => sum + layer.flops, 0);
}

function nameOf(layer: LayerSpec): readonly string[] {
  switch (layer.kind) {
    case "dense":
      return [`${layer.units}`];
    case "conv":
      return [`conv${layer.filters}`];
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
