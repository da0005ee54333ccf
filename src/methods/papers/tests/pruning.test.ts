import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openStream } from "../../../math/random.ts";
import { openFloat64 } from "../../../tensor/executors/float64/float64Executor.ts";
import { gradients } from "../../../tensor/gradient.ts";
import { openGraph } from "../../../tensor/graph.ts";
import { maskedParametrisation, pruneWeights, pruning } from "../../parts/magnitudePruning.ts";
import { sparsities } from "../pruning.ts";

const weights = fc
  .array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 1, maxLength: 60 })
  .map((values) => Float32Array.from(values, (x) => (Math.fround(x) === 0 ? 0.5 : x)));
const share = fc.double({ min: 0, max: 0.98, noNaN: true });
const zeros = (values: Float32Array) => values.filter((x) => x === 0).length;

describe("pruning by magnitude", () => {
  it("sets the given share to 0, keeps the others unchanged, and keeps none smaller than a pruned one", () =>
    fc.assert(
      fc.property(weights, share, (values, sparsity) => {
        const left = pruneWeights(values, sparsity, "magnitude", openStream(1));
        expect(zeros(left)).toBe(Math.round(sparsity * values.length));
        const pruned = values.filter((_, i) => left[i] === 0).map(Math.abs);
        const remaining = left.filter((x) => x !== 0).map(Math.abs);
        if (remaining.length > 0 && pruned.length > 0)
          expect(Math.max(...pruned)).toBeLessThanOrEqual(Math.min(...remaining));
        for (const [i, x] of left.entries()) if (x !== 0) expect(x).toBe(values[i]);
      }),
    ));

  it("in rounds keeps pruned weights at 0, by either criterion", () =>
    fc.assert(
      fc.property(weights, fc.constantFrom("magnitude", "chance"), (values, criterion) => {
        let left: Float32Array = values;
        for (const sparsity of sparsities(0.9, 3)) {
          const before = left;
          left = pruneWeights(left, sparsity, criterion, openStream(3));
          for (const [i, x] of before.entries()) if (x === 0) expect(left[i]).toBe(0);
          expect(zeros(left)).toBe(Math.round(sparsity * values.length));
        }
      }),
    ));

  it("keeps biases, scales and statistics", () => {
    const layer = {
      weights: { shape: [2, 2], values: Float32Array.of(1, -0.1, 0.2, 3) },
      bias: { shape: [2], values: Float32Array.of(0.01, 0.02) },
    };
    const [pruned] = pruning(0.5, "magnitude")([layer, {}], openStream(1), []);
    expect(pruned!.bias).toBe(layer.bias);
    expect([...pruned!.weights!.values]).toEqual([1, 0, 0, 3]);
  });
});

describe("rounds of pruning", () => {
  it("reduce the weights that are left by one factor, and end at the given sparsity", () => {
    for (const rounds of [1, 2, 4]) {
      const shares = sparsities(0.95, rounds);
      expect(shares.at(-1)).toBeCloseTo(0.95, 12);
      const left = [1, ...shares.map((s) => 1 - s)];
      for (let i = 1; i < left.length; i++) expect(left[i]! / left[i - 1]!).toBeCloseTo(0.05 ** (1 / rounds), 12);
    }
  });
});

describe("a pruned network", () => {
  it("computes with its weights as stored, and has a gradient for those alone that are left", async () => {
    const graph = openGraph();
    const { ops } = graph;
    const stored = ops.parameter("w", [1, 4]);
    const weights = maskedParametrisation(0.5).weights!(ops, stored, 0);
    const [gradient] = gradients(graph, ops.total(ops.multiply(weights, ops.input("c", [1, 4]))), [stored]);
    const executor = openFloat64();
    executor.write("w", Float32Array.of(0, -2, 0, 0.5), [1, 4]);
    const outputs = { weights: weights.id, gradient: gradient!.id };
    const program = { nodes: graph.nodes, outputs, assignments: [], updates: [] };
    const found = await executor.compile(program).run({ c: Float32Array.of(1, 2, 3, 4) });
    expect([...found.weights!].map((x) => x + 0)).toEqual([0, -2, 0, 0.5]);
    expect([...found.gradient!]).toEqual([0, 2, 0, 4]);
  });

  it("takes no more to store than one that was not pruned", () => {
    expect(maskedParametrisation(0).bits!(0)).toBe(32);
    expect(maskedParametrisation(0.95).bits!(0)).toBeCloseTo(2, 6);
  });
});
