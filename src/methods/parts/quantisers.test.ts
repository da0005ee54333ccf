import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openFloat64 } from "../../tensor/executors/float64/float64Executor.ts";
import { gradients } from "../../tensor/gradient.ts";
import { type Ops, openGraph, type Tensor } from "../../tensor/graph.ts";
import { quantiseActivations, quantiseWeights, ternarise } from "./quantisers.ts";

type Quantiser = (ops: Ops, x: Tensor) => Tensor;

/** The quantised values q(x), and the gradient of sum(c q(x)) for given c. */
async function quantised(quantise: Quantiser, values: readonly number[], c: readonly number[] = values.map(() => 1)) {
  const graph = openGraph();
  const { ops } = graph;
  const shape = [1, values.length];
  const x = ops.parameter("x", shape);
  const levels = quantise(ops, x);
  const [dx] = gradients(graph, ops.total(ops.multiply(levels, ops.input("c", shape))), [x]);
  const executor = openFloat64();
  executor.write("x", Float32Array.from(values), shape);
  const outputs = { levels: ops.multiply(levels, ops.constant(1)).id, dx: dx!.id };
  const compiled = executor.compile({ nodes: graph.nodes, outputs, assignments: [], updates: [] });
  const found = await compiled.run({ c: Float32Array.from(c) });
  return { levels: [...found.levels!], dx: [...found.dx!] };
}

const few = (least: number, most: number) =>
  fc.array(fc.double({ min: least, max: most, noNaN: true }), { minLength: 3, maxLength: 24 });
const bits = fc.constantFrom(2, 3, 4, 8);

/** The nearest of equally spaced levels, found by comparing all of them. */
function nearest(x: number, low: number, steps: number): number {
  const levels = Array.from({ length: steps + 1 }, (_, i) => low + ((1 - low) * i) / steps);
  return levels.reduce((best, level) => (Math.abs(level - x) < Math.abs(best - x) ? level : best));
}

describe("quantised activations", () => {
  it("are the nearest of 2^k levels from 0 to 1", () =>
    fc.assert(
      fc.asyncProperty(few(-1, 2), bits, async (values, k) => {
        const { levels } = await quantised((ops, x) => quantiseActivations(ops, x, k), values);
        for (const [i, level] of levels.entries()) {
          const x = Math.fround(values[i]!);
          const steps = 2 ** k - 1;
          expect(level + 0).toBe(Math.fround(Math.round(level * steps) / steps) + 0);
          expect(Math.abs(level - x)).toBeLessThanOrEqual(Math.abs(nearest(x, 0, 2 ** k - 1) - x) + 1e-6);
        }
      }),
      { numRuns: 40 },
    ));

  it("pass the gradient on inside the range, and none where the value is clipped", async () => {
    const { dx } = await quantised((ops, x) => quantiseActivations(ops, x, 2), [-0.5, 0.1, 0.6, 1.5], [1, 2, 3, 4]);
    expect(dx).toEqual([0, 2, 3, 0]);
  });
});

describe("WRPN weights", () => {
  it("are the nearest of 2^k - 1 levels from -1 to 1", () =>
    fc.assert(
      fc.asyncProperty(few(-1.5, 1.5), bits, async (values, k) => {
        const { levels } = await quantised((ops, x) => quantiseWeights(ops, x, k, "unit"), values);
        for (const [i, level] of levels.entries()) {
          const x = Math.fround(values[i]!);
          const steps = 2 ** (k - 1) - 1;
          expect(level + 0).toBe(Math.fround(Math.round(level * steps) / steps) + 0);
          expect(Math.abs(level)).toBeLessThanOrEqual(1);
          expect(Math.abs(level - x)).toBeLessThanOrEqual(Math.abs(nearest(x, -1, 2 ** k - 2) - x) + 1e-6);
        }
      }),
      { numRuns: 40 },
    ));

  it("of 2 bits are 0 wherever a weight is smaller than a half, as first weights of wide layers are", async () => {
    const { levels } = await quantised((ops, x) => quantiseWeights(ops, x, 2, "unit"), [0.05, -0.2, 0.49, -0.51, 0.9]);
    expect(levels.map((level) => level + 0)).toEqual([0, 0, 0, -1, 1]);
  });

  it("relative to the layer's largest weight scale with the weights, and keep the largest", () =>
    fc.assert(
      fc.asyncProperty(few(-1, 1), fc.constantFrom(3, 4, 8), async (values, k) => {
        const most = Math.max(...values.map(Math.abs));
        fc.pre(most > 1e-3);
        const quantise: Quantiser = (ops, x) => quantiseWeights(ops, x, k, "layer");
        const { levels } = await quantised(quantise, values);
        const doubled = await quantised(
          quantise,
          values.map((x) => 2 * x),
        );
        for (const [i, level] of levels.entries()) expect(doubled.levels[i]!).toBeCloseTo(2 * level, 5);
        expect(Math.max(...levels.map(Math.abs))).toBeCloseTo(most, 5);
        const steps = 2 ** (k - 1) - 1;
        for (const level of levels) {
          const place = (level / Math.fround(most)) * steps;
          expect(place).toBeCloseTo(Math.round(place), 3);
        }
      }),
      { numRuns: 30 },
    ));

  it("pass their gradient straight through to the full-precision weights", async () => {
    for (const range of ["unit", "layer"] as const) {
      const { dx } = await quantised((ops, x) => quantiseWeights(ops, x, 4, range), [-0.5, 0.1, 0.6], [1, 2, 3]);
      for (const [i, value] of dx.entries()) expect(value).toBeCloseTo(i + 1, 6);
    }
  });
});

describe("ternary weights", () => {
  it("are -a, 0 and a, with a the mean magnitude of those above 0.7 of the mean magnitude", () =>
    fc.assert(
      fc.asyncProperty(few(-3, 3), async (drawn) => {
        const values = drawn.map(Math.fround);
        const { levels } = await quantised(ternarise, values);
        const threshold = (0.7 * values.reduce((sum, x) => sum + Math.abs(x), 0)) / values.length;
        fc.pre(values.every((x) => Math.abs(Math.abs(x) - threshold) > 1e-5));
        const aboveThreshold = values.filter((x) => Math.abs(x) > threshold);
        const level = aboveThreshold.length
          ? aboveThreshold.reduce((sum, x) => sum + Math.abs(x), 0) / aboveThreshold.length
          : 0;
        for (const [i, x] of values.entries()) {
          const expected = Math.abs(x) > threshold ? Math.sign(x) * level : 0;
          expect(levels[i]!).toBeCloseTo(expected, 5);
        }
        expect(new Set(levels.map(Math.abs)).size).toBeLessThanOrEqual(2);
      }),
      { numRuns: 60 },
    ));

  it("pass their gradient straight through, also to weights that are quantised to 0", async () => {
    const { dx } = await quantised(ternarise, [0.01, -2, 3], [1, 2, 3]);
    expect(dx).toEqual([1, 2, 3]);
  });

  it("of a layer of zeros are zeros", async () => {
    expect((await quantised(ternarise, [0, 0, 0])).levels.map(Math.abs)).toEqual([0, 0, 0]);
  });
});
