import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { type Architecture, inferShapes, type LayerSpec } from "../domain/architecture.ts";
import { BATCH_NORM_EPSILON } from "../domain/layerFormulas.ts";
import type { NetworkSpec } from "../methods/core/method.ts";
import type { WeightChange } from "../methods/core/weightChange.ts";
import { matchLayers } from "../methods/parts/networkGrowth.ts";
import { layersBody } from "./layerText.ts";
import { NETWORK_TEXT } from "./networkText.ts";
import { NoScriptError } from "./noScriptError.ts";
import { startingLine, startText } from "./weightChangeText.ts";

const python = process.env["PYTHON"] ?? "python3";
const hasTorch = spawnSync(python, ["-c", "import torch"]).status === 0;

/** Starts a network from a random one, and prints the logits of both and the weights of the new one. */
const PROGRAM = `
import copy, json, math, sys
from dataclasses import dataclass
from types import SimpleNamespace
import torch, torch.nn as nn, torch.nn.functional as F
given = json.load(sys.stdin)
EPSILON, CHANNELS = given["epsilon"], 3
exec(given["text"])
torch.manual_seed(1)
old, new = Network(old_layers()).eval(), Network(new_layers()).eval()
with torch.no_grad():
    for layer in old.layers:
        for name, tensor in layer.state_dict().items():
            tensor.copy_(torch.rand_like(tensor) + 0.5 if name in ("variance", "scale") else torch.randn_like(tensor) / 3)
first = copy.deepcopy(new)
run, networks = SimpleNamespace(teacher=old), {"student": new}
exec(given["call"])
images = torch.rand(4, 3, 9, 9)
logits = [network(images).logits.flatten().tolist() for network in (old, new)]
weights = [[layer.weight.flatten().tolist() if hasattr(layer, "weight") else [] for layer in network.layers] for network in (old, first, new)]
print(json.dumps({"logits": logits, "weights": weights}))
`;

interface Started {
  /** of the old and the new network */
  readonly logits: readonly [readonly number[], readonly number[]];
  /** by layer: of the old network, and of the new one before and after it was started */
  readonly weights: readonly [readonly number[][], readonly number[][], readonly number[][]];
}

const network = (layers: readonly LayerSpec[]): Architecture => ({ input: [9, 9, 3], layers: [...layers], classes: 5 });

function studentOf(architecture: Architecture, change: WeightChange | undefined): NetworkSpec {
  const startsFrom = { network: "teacher", by: () => [], ...(change ? { change } : {}) };
  return { name: "student", role: "student", trains: "all", architecture, startsFrom };
}

function started(old: Architecture, student: NetworkSpec): Started {
  const layersOf = (name: string, architecture: Architecture) =>
    `def ${name}():\n    ${layersBody(inferShapes(architecture)).join("\n    ")}`;
  const text = [
    NETWORK_TEXT,
    startText([student]),
    layersOf("old_layers", old),
    layersOf("new_layers", student.architecture),
  ];
  const input = JSON.stringify({ text: text.join("\n\n\n"), call: startingLine(student), epsilon: BATCH_NORM_EPSILON });
  const { stdout, stderr } = spawnSync(python, ["-c", PROGRAM], { input, encoding: "utf8" });
  expect(stderr).toBe("");
  return JSON.parse(stdout);
}

function largestGap([a, b]: Started["logits"]): number {
  return Math.max(...a.map((x, i) => Math.abs(x - b[i]!)));
}

const conv = (filters: number, part: Partial<Extract<LayerSpec, { kind: "conv" }>> = {}): LayerSpec => {
  return { kind: "conv", filters, kernel: 3, activation: "relu", ...part };
};
const dense = (units: number): LayerSpec => ({ kind: "dense", units, activation: "relu" });
const depthwise: LayerSpec = { kind: "depthwise", kernel: 3, activation: "relu" };
const pool: LayerSpec = { kind: "pool", size: 3 };
const small = network([conv(4, { batchNorm: true }), depthwise, pool, conv(6), dense(8)]);
const grown = network([
  conv(7, { batchNorm: true }),
  depthwise,
  pool,
  depthwise,
  conv(9),
  conv(9),
  dense(12),
  dense(12),
]);

describe("first weights that an exported script makes from another network's", () => {
  it.skipIf(!hasTorch)("answer alike where a network has grown without noise, and otherwise with noise", () => {
    const { from } = matchLayers(small, grown);
    expect(largestGap(started(small, studentOf(grown, { kind: "grown", from, noise: 0 })).logits)).toBeLessThan(1e-5);
    const noisy = started(small, studentOf(grown, { kind: "grown", from, noise: 0.1 }));
    expect(largestGap(noisy.logits)).toBeGreaterThan(1e-3);
    expect(largestGap(noisy.logits)).toBeLessThan(5);
  });

  it.skipIf(!hasTorch)("are the old ones in their places and new ones elsewhere where it is padded", () => {
    const { from } = matchLayers(network([dense(8)]), network([dense(12), dense(12)]));
    const change = { kind: "grown", from } as const;
    const { weights } = started(network([dense(8)]), studentOf(network([dense(12), dense(12)]), change));
    const [old, first, now] = weights;
    const [inputs, units] = [243, 12];
    for (let unit = 0; unit < units; unit++)
      for (let i = 0; i < inputs; i++)
        expect(now[0]![unit * inputs + i]).toBe(unit < 8 ? old[0]![unit * inputs + i] : first[0]![unit * inputs + i]);
    expect(now[1]).toEqual(first[1]);
    const logitLayer = now[2]!;
    for (let at = 0; at < 5 * units; at++) {
      const [output, input] = [Math.floor(at / units), at % units];
      expect(logitLayer[at]).toBe(input < 8 ? old[1]![output * 8 + input] : first[2]![at]);
    }
  });

  it.skipIf(!hasTorch)("answer alike where channels have another order, and where they are copied", () => {
    const layers = [
      conv(4, { batchNorm: true }),
      depthwise,
      pool,
      conv(6),
      { kind: "dropout", rate: 0.5 },
      dense(8),
    ] as const;
    for (const kind of ["shuffled channels", "copied"] as const) {
      const { logits, weights } = started(network(layers), studentOf(network(layers), { kind }));
      expect(largestGap(logits)).toBeLessThan(1e-5);
      const [old, , now] = weights;
      expect(JSON.stringify(now[0]) === JSON.stringify(old[0])).toBe(kind === "copied");
      expect([...now[0]!].sort()).toEqual([...old[0]!].sort());
    }
  });

  it.skipIf(!hasTorch)("are 0 in the share that is pruned, of the smallest or by chance", () => {
    for (const criterion of ["magnitude", "chance"] as const) {
      const { weights } = started(small, studentOf(small, { kind: "pruned", sparsity: 0.7, criterion }));
      const [old, , now] = weights;
      for (const [layer, values] of now.entries()) {
        const zeros = values.flatMap((value, i) => (value === 0 ? [i] : []));
        expect(zeros).toHaveLength(Math.round(0.7 * values.length));
        const largestPruned = Math.max(0, ...zeros.map((i) => Math.abs(old[layer]![i]!)));
        const left = values.flatMap((value) => (value === 0 ? [] : [Math.abs(value)]));
        if (values.length > 50) expect(largestPruned <= Math.min(...left)).toBe(criterion === "magnitude");
        for (const [i, value] of values.entries()) expect([0, old[layer]![i]]).toContain(value);
      }
    }
  });

  it("are refused where the script cannot make them", () => {
    const { from } = matchLayers(
      network([dense(8)]),
      network([dense(8), { ...dense(8), batchNorm: true } as LayerSpec]),
    );
    const withBatchNorm = network([dense(8), { kind: "dense", units: 8, activation: "relu", batchNorm: true }]);
    const shortcut = network([conv(4), conv(4), { kind: "add", back: 1, activation: "relu" }]);
    const refused: readonly (readonly [Architecture, WeightChange | undefined, string])[] = [
      [withBatchNorm, { kind: "grown", from, noise: 0 }, "batch norm"],
      [shortcut, { kind: "shuffled channels" }, "shortcuts"],
      [small, undefined, "by this method"],
    ];
    for (const [architecture, change, word] of refused) {
      expect(() => startingLine(studentOf(architecture, change))).toThrow(NoScriptError);
      expect(() => startingLine(studentOf(architecture, change))).toThrow(word);
    }
  });
});
