import { describe, expect, it } from "vitest";
import type { LayerSpec } from "../../domain/architecture.ts";
import { resnet8 } from "../../domain/publishedArchitectures.ts";
import { openStream, streamKey } from "../../math/random.ts";
import { evaluateOps } from "../../testing/evaluateOps.ts";
import { drawnImages, drawnWeights, logitsOf } from "../../testing/weights/sampleNetworks.ts";
import type { LayerWeights } from "../core/method.ts";
import { shuffledChannels } from "./shuffledChannels.ts";

const drawn = (name: string, ...shape: number[]) => {
  const stream = openStream(streamKey(4, name));
  return { shape, values: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => stream.normal()) };
};

describe("a residual network with shuffled channels", () => {
  it("has the same logits, and sums whose maps are in another order", async () => {
    const weights = drawnWeights(resnet8);
    const { layers } = resnet8;
    const shuffled = shuffledChannels(layers, weights.layers, openStream(streamKey(3, "start")));
    const images = drawnImages(3);
    const [before, after] = [
      await logitsOf(weights, images),
      await logitsOf({ architecture: resnet8, layers: shuffled }, images),
    ];
    const scale = Math.max(...before.map(Math.abs));
    for (const [i, value] of before.entries()) expect(Math.abs(after[i]! - value) / scale).toBeLessThan(1e-5);
    for (const index of [0, 2, 6, 9]) expect(shuffled[index]).not.toEqual(weights.layers[index]);
  });
});

describe("a network with shuffled channels", () => {
  const layers: readonly LayerSpec[] = [
    { kind: "conv", filters: 5, kernel: 3, activation: "relu" },
    { kind: "pool", size: 2 },
    { kind: "depthwise", kernel: 3, activation: "relu" },
    { kind: "conv", filters: 4, kernel: 3, activation: "relu" },
    { kind: "dropout", rate: 0.5 },
    { kind: "dense", units: 6, activation: "relu" },
  ];
  const stored = [
    { weights: drawn("0", 3, 3, 1, 5), bias: drawn("b0", 5) },
    {},
    { weights: drawn("2", 3, 3, 5), bias: drawn("b2", 5) },
    { weights: drawn("3", 3, 3, 5, 4), bias: drawn("b3", 4) },
    {},
    { weights: drawn("5", 16, 6), bias: drawn("b5", 6) },
    { weights: drawn("6", 6, 3), bias: drawn("b6", 3) },
  ];

  /** The network's forward pass, written out. */
  async function forwardPass(weights: readonly LayerWeights[]) {
    const named = weights.flatMap((layer, i) => Object.entries(layer).map(([part, value]) => [`${part}${i}`, value]));
    return evaluateOps({ images: drawn("images", 2, 4, 4, 1), ...Object.fromEntries(named) }, (ops, x) => {
      const row = (i: number) => ops.reshape(x[`bias${i}`]!, [1, 1, 1, x[`bias${i}`]!.shape[0]!]);
      const first = ops.relu(ops.add(ops.convolve(x.images!, x.weights0!), row(0)));
      const second = ops.relu(ops.add(ops.depthwise(ops.maxPool(first, 2), x.weights2!), row(2)));
      const third = ops.relu(ops.add(ops.convolve(second, x.weights3!), row(3)));
      const flat = ops.matmul(ops.reshape(third, [2, 16]), x.weights5!);
      const hidden = ops.relu(ops.add(flat, ops.reshape(x.bias5!, [1, 6])));
      return { first, third, logits: ops.add(ops.matmul(hidden, x.weights6!), ops.reshape(x.bias6!, [1, 3])) };
    });
  }

  it("has the same logits, and the same maps in another order", async () => {
    const shuffled = shuffledChannels(layers, stored, openStream(streamKey(3, "start")));
    const [before, after] = [await forwardPass(stored), await forwardPass(shuffled)];
    for (const [i, value] of before.logits!.entries()) expect(after.logits![i]).toBeCloseTo(value, 4);
    for (const [name, channels] of [
      ["first", 5],
      ["third", 4],
    ] as const) {
      const columns = (maps: Float32Array) =>
        Array.from({ length: channels }, (_, c) => {
          return [...maps]
            .filter((_, i) => i % channels === c)
            .map((value) => value.toFixed(3))
            .join();
        });
      expect(columns(after[name]!)).not.toEqual(columns(before[name]!));
      expect(columns(after[name]!).sort()).toEqual(columns(before[name]!).sort());
    }
  });
});
