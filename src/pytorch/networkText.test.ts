import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { type Architecture, inferShapes, type LayerSpec } from "../domain/architecture.ts";
import { BATCH_NORM_EPSILON } from "../domain/layerFormulas.ts";
import { forward, parametersOf } from "../engine/graphs/networkGraph.ts";
import { openFloat64 } from "../tensor/executors/float64/float64Executor.ts";
import { openGraph, volume } from "../tensor/graph.ts";
import { valuesOf } from "../testing/vocabularyCases.ts";
import { layersBody } from "./layerText.ts";
import { NETWORK_TEXT } from "./networkText.ts";

const python = process.env["PYTHON"] ?? "python3";
const hasTorch = spawnSync(python, ["-c", "import torch"]).status === 0;

/** Reads weights as the engine stores them, and prints the outputs of each layer, maps with their channels last. */
const PROGRAM = `
import copy, json, math, sys
from dataclasses import dataclass
import torch, torch.nn as nn, torch.nn.functional as F
given = json.load(sys.stdin)
EPSILON = given["epsilon"]
exec(given["text"])
network = Network(made_layers()).eval()
def tensor(one):
    return torch.tensor(one["values"]).reshape(one["shape"])
with torch.no_grad():
    for index, parts in given["weights"].items():
        layer = network.layers[int(index)]
        weight = tensor(parts.pop("weights"))
        if weight.dim() == 3:
            weight = weight[:, :, None]
        layer.weight.copy_(weight.T if weight.dim() == 2 else weight.permute(3, 2, 0, 1))
        for name, one in parts.items():
            getattr(layer, name).copy_(tensor(one))
    output = network(tensor(given["images"]).permute(0, 3, 1, 2))
print(json.dumps([output.feature(i).flatten().tolist() for i in range(len(output.layers))]))
`;

const conv = (part: Partial<Extract<LayerSpec, { kind: "conv" }>>): LayerSpec => {
  return { kind: "conv", filters: 3, kernel: 3, activation: "relu", ...part };
};
const networks: Readonly<Record<string, readonly LayerSpec[]>> = {
  "convolutions with strides and any padding": [
    conv({ stride: 2 }),
    conv({ kernel: 2 }),
    conv({ kernel: 4, stride: 3, activation: "leakyRelu" }),
    conv({ kernel: 2, stride: 2, padding: "valid", batchNorm: true }),
  ],
  "pooling of every kind": [
    conv({ kernel: 5, padding: "valid", activation: "linear" }),
    { kind: "pool", size: 3, stride: 1 },
    { kind: "pool", size: 2, stride: 1, padding: "same" },
    { kind: "pool", size: 2, stride: 2, by: "mean" },
    { kind: "depthwise", kernel: 3, activation: "leakyRelu", slope: 0.2 },
    { kind: "pool", size: 2, stride: 1, by: "mean" },
    { kind: "dropout", rate: 0.5 },
  ],
  "shortcuts of residual blocks": [
    conv({ filters: 4, batchNorm: true }),
    conv({ filters: 4, activation: "linear", batchNorm: true }),
    { kind: "add", back: 2, activation: "leakyRelu", slope: 0.2, projection: true },
    conv({ filters: 4 }),
    { kind: "add", back: 1, activation: "relu" },
    conv({ filters: 6, stride: 2 }),
    { kind: "dropout", rate: 0.5 },
    conv({ filters: 6, activation: "linear" }),
    { kind: "add", back: 3, activation: "linear", projection: true, batchNorm: true },
    { kind: "dense", units: 5, activation: "relu" },
    { kind: "dense", units: 5, activation: "linear" },
    { kind: "add", back: 1, activation: "relu" },
  ],
  "dense layers": [
    { kind: "pool", size: 3, stride: 2 },
    { kind: "dense", units: 7, activation: "leakyRelu", slope: 0.3 },
    { kind: "dense", units: 5, activation: "linear", batchNorm: true },
  ],
};

describe("an exported network", () => {
  it.skipIf(!hasTorch).each(Object.entries(networks))("computes what the engine does: %s", async (_, layers) => {
    const architecture: Architecture = { input: [11, 12, 3], layers: [...layers], classes: 4 };
    const shape = [2, 11, 12, 3];
    const images = Array.from(valuesOf("images", volume(shape)), Math.abs);
    const { ops, nodes } = openGraph();
    const pass = { ops, trains: false, assign: () => {} };
    const { feature } = forward("student", architecture, ops.input("images", [2, volume(shape) / 2]), pass);
    const shaped = inferShapes(architecture);
    const outputs = Object.fromEntries(shaped.map(({ index }) => [`${index}`, feature(index).id]));
    const executor = openFloat64();
    const weights: Record<string, Record<string, { shape: readonly number[]; values: readonly number[] }>> = {};
    for (const { name, shape } of parametersOf("student", architecture)) {
      const [, index, part] = name.split("/") as [string, string, string];
      const values = valuesOf(name, volume(shape)).map((x) => (part === "variance" ? x * x + 0.5 : x / 2));
      executor.write(name, values, shape);
      weights[index] = { ...weights[index], [part]: { shape, values: [...values] } };
    }
    const found = await executor
      .compile({ nodes, outputs, assignments: [], updates: [] })
      .run({ images: Float32Array.from(images) });
    const text = `${NETWORK_TEXT}\n\ndef made_layers():\n    ${layersBody(shaped).join("\n    ")}\n`;
    const input = JSON.stringify({ text, weights, epsilon: BATCH_NORM_EPSILON, images: { shape, values: images } });
    const { stdout, stderr } = spawnSync(python, ["-c", PROGRAM], { input, encoding: "utf8" });
    expect(stderr).toBe("");
    const expected: readonly (readonly number[])[] = JSON.parse(stdout);
    for (const { index, outputShape } of shaped) {
      expect(found[index]!.length).toBe(2 * volume(outputShape));
      expect(expected[index]!.length).toBe(found[index]!.length);
      for (const [i, value] of expected[index]!.entries())
        expect(Math.abs(found[index]![i]! - value), `layer ${index}, ${i}`).toBeLessThan(
          5e-5 * Math.max(1, Math.abs(value)),
        );
    }
  });
});
