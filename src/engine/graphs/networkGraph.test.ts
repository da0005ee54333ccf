import { describe, expect, it } from "vitest";
import type { Architecture } from "../../domain/architecture.ts";
import { dense } from "../../domain/namedArchitectures.ts";
import { openFloat64 } from "../../tensor/executors/float64/float64Executor.ts";
import { gradients } from "../../tensor/gradient.ts";
import { openGraph } from "../../tensor/graph.ts";
import { forward, initialValues, parametersOf } from "./networkGraph.ts";

/** A network that pools 4x4 squares, then the whole 7x7 map by its mean; logits of one mean, weights 1 and -2. */
async function passOf(image: Float32Array) {
  const layers: Architecture["layers"] = [
    { kind: "pool", size: 4 },
    { kind: "pool", size: 7, by: "mean" },
  ];
  const graph = openGraph();
  const { ops } = graph;
  const executor = openFloat64();
  executor.write("student/2/weights", Float32Array.of(1, -2), [1, 2]);
  executor.write("student/2/bias", Float32Array.of(0.5, 0), [2]);
  executor.write("images", image, [1, 784]);
  const images = ops.parameter("images", [1, 784]);
  const pass = { ops, trains: true, assign: () => {} };
  const { logits } = forward("student", { input: [28, 28], layers, classes: 2 }, images, pass);
  const [slope] = gradients(graph, ops.total(ops.slice(logits, 1, 0, 1)), [images]);
  const outputs = { logits: logits.id, slope: slope!.id };
  const run = await executor.compile({ nodes: graph.nodes, outputs, assignments: [], updates: [] }).run({});
  return { logits: run["logits"]!, slope: run["slope"]! };
}

describe("mean pooling over a whole map", () => {
  it("gives the logit layer the mean of the map: one of 0 to 48 has the mean 24", async () => {
    // Every 4x4 square has one value, so that its maximum is that value.
    const image = Float32Array.from({ length: 784 }, (_, i) => 7 * Math.floor(i / 28 / 4) + Math.floor((i % 28) / 4));
    expect([...(await passOf(image)).logits]).toEqual([24.5, -48]);
  });

  it("spreads the gradient evenly over the map", async () => {
    const { slope } = await passOf(Float32Array.from({ length: 784 }, (_, i) => i / 784));
    // Of each square the largest pixel alone gets a share.
    const reached = [...slope].filter((value) => value !== 0);
    expect(reached).toHaveLength(49);
    for (const value of reached) expect(value).toBeCloseTo(1 / 49, 6);
  });
});

describe("weights that are drawn evenly", () => {
  const [weights, bias] = parametersOf("student", dense(40));

  it("fill the range from minus to plus their limit, with the mean 0 and the variance of an even distribution", () => {
    const drawn = initialValues(weights!, 7, 0.05);
    expect(Math.max(...drawn.map(Math.abs))).toBeLessThanOrEqual(0.05);
    const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
    const variance = drawn.reduce((sum, value) => sum + value ** 2, 0) / drawn.length;
    expect(Math.abs(mean)).toBeLessThan(0.05 / Math.sqrt(drawn.length));
    expect(variance).toBeGreaterThan(0.97 * (0.05 ** 2 / 3));
    expect(variance).toBeLessThan(1.03 * (0.05 ** 2 / 3));
  });

  it("are the same for one seed, and leave biases at 0", () => {
    expect(initialValues(weights!, 7, 0.05)).toEqual(initialValues(weights!, 7, 0.05));
    expect(initialValues(weights!, 8, 0.05)).not.toEqual(initialValues(weights!, 7, 0.05));
    expect([...new Set(initialValues(bias!, 7, 0.05))]).toEqual([0]);
  });
});
