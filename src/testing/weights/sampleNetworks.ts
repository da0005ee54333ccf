/** Networks with drawn weights that between them have every kind of layer, and their logits by the reference executor. */

import { type Architecture, type LayerSpec, sizeOf } from "../../domain/architecture.ts";
import { forward } from "../../engine/graphs/networkGraph.ts";
import { openStream, streamKey } from "../../math/random.ts";
import { openFloat64 } from "../../tensor/executors/float64/float64Executor.ts";
import { openGraph, volume } from "../../tensor/graph.ts";
import { type NetworkWeights, placedValues, tensorsOf, weightsFrom } from "../../weights/networkWeights.ts";

const network = (...layers: LayerSpec[]): Architecture => ({ input: [28, 28], layers, classes: 10 });

/** By what they are. */
export const sampleArchitectures: Readonly<Record<string, Architecture>> = {
  "no hidden layer": network(),
  "dense layers with dropout": network(
    { kind: "dropout", rate: 0.1 },
    { kind: "dense", units: 12, activation: "relu" },
    { kind: "dropout", rate: 0.5 },
    { kind: "dense", units: 7, activation: "linear" },
  ),
  "dense layers with batch norm": network(
    { kind: "dense", units: 9, activation: "relu", batchNorm: true },
    { kind: "dense", units: 6, activation: "linear", batchNorm: true },
  ),
  "convolutions and pooling": network(
    { kind: "conv", filters: 3, kernel: 3, activation: "relu" },
    { kind: "pool", size: 2 },
    { kind: "conv", filters: 4, kernel: 5, padding: "valid", activation: "linear" },
    { kind: "dropout", rate: 0.2 },
    { kind: "dense", units: 8, activation: "relu" },
  ),
  "depthwise convolutions with batch norm": network(
    { kind: "conv", filters: 4, kernel: 1, activation: "relu", batchNorm: true },
    { kind: "depthwise", kernel: 3, activation: "relu", batchNorm: true },
    { kind: "pool", size: 4 },
    { kind: "depthwise", kernel: 5, activation: "linear" },
    { kind: "conv", filters: 5, kernel: 4, padding: "valid", activation: "relu", batchNorm: true },
    { kind: "pool", size: 2 },
  ),
  "strides, means and leaky ReLUs": network(
    { kind: "conv", filters: 5, kernel: 3, stride: 2, activation: "leakyRelu", slope: 0.2 },
    { kind: "pool", size: 2, stride: 1, by: "mean" },
    { kind: "conv", filters: 4, kernel: 4, activation: "leakyRelu", slope: 0.1, batchNorm: true },
    { kind: "pool", size: 3, stride: 2 },
    { kind: "conv", filters: 3, kernel: 2, stride: 2, padding: "valid", activation: "relu" },
    { kind: "dense", units: 8, activation: "leakyRelu", slope: 0.3 },
  ),
  "shortcuts, with projections and without": network(
    { kind: "conv", filters: 4, kernel: 3, activation: "relu", batchNorm: true },
    { kind: "conv", filters: 4, kernel: 3, activation: "linear", batchNorm: true },
    { kind: "add", back: 1, activation: "relu" },
    { kind: "conv", filters: 6, kernel: 3, stride: 2, activation: "relu" },
    { kind: "dropout", rate: 0.2 },
    { kind: "conv", filters: 6, kernel: 3, activation: "linear" },
    { kind: "add", back: 3, activation: "leakyRelu", slope: 0.1, projection: true, batchNorm: true },
    { kind: "pool", size: 2 },
    { kind: "conv", filters: 5, kernel: 3, activation: "linear" },
    { kind: "add", back: 1, activation: "linear", projection: true },
    { kind: "dense", units: 9, activation: "relu" },
    { kind: "dense", units: 9, activation: "relu" },
    { kind: "add", back: 1, activation: "relu" },
  ),
  "a sum with the image": network(
    { kind: "depthwise", kernel: 3, activation: "linear" },
    { kind: "add", back: 1, activation: "relu" },
  ),
  "images in colour, in five classes": {
    input: [12, 18, 3],
    layers: [
      { kind: "conv", filters: 4, kernel: 3, activation: "relu", batchNorm: true },
      { kind: "pool", size: 3 },
      { kind: "dense", units: 6, activation: "relu" },
    ],
    classes: 5,
  },
};

/** A network with weights drawn from a seed; variances are positive. */
export function drawnWeights(architecture: Architecture, seed = 1): NetworkWeights {
  const random = openStream(streamKey(seed, "sample weights"));
  const drawn = new Map(
    tensorsOf(architecture).map(({ layer, part, shape }) => {
      const size = volume(shape);
      const scale = part === "weights" ? Math.sqrt((2 * shape.at(-1)!) / size) : 0.5;
      const values = Float32Array.from({ length: size }, () => scale * random.normal());
      if (part === "variance" || part === "scale")
        for (const [i, value] of values.entries()) values[i] = 0.2 + Math.abs(value);
      return [`${layer}/${part}`, { shape, values }];
    }),
  );
  return weightsFrom(architecture, ({ layer, part }) => drawn.get(`${layer}/${part}`));
}

/** Images of values 0..1, [count, size]. */
export function drawnImages(count: number, size = 28 * 28): Float32Array {
  const random = openStream(streamKey(2, "sample images"));
  return Float32Array.from({ length: count * size }, () => Math.max(0, random.uniform() - 0.6) / 0.4);
}

/** Logits of images, [count, classes], by the float64 executor. */
export async function logitsOf(weights: NetworkWeights, images: Float32Array): Promise<Float32Array> {
  const graph = openGraph();
  const size = sizeOf(weights.architecture.input);
  const input = graph.ops.input("images", [images.length / size, size]);
  const pass = { ops: graph.ops, trains: false, assign: () => {} };
  const { logits } = forward("sample", weights.architecture, input, pass);
  const executor = openFloat64();
  for (const { layer, part, shape, values } of placedValues(weights))
    executor.write(`sample/${layer}/${part}`, values, shape);
  const program = { nodes: graph.nodes, outputs: { logits: logits.id }, assignments: [], updates: [] };
  return (await executor.compile(program).run({ images })).logits!;
}
