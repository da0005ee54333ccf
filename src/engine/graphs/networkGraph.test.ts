import { describe, expect, it } from "vitest";
import type { Architecture } from "../../domain/architecture.ts";
import { dense } from "../../domain/namedArchitectures.ts";
import { openStream, streamKey } from "../../math/random.ts";
import type { Program } from "../../tensor/executor.ts";
import { openFloat64 } from "../../tensor/executors/float64/float64Executor.ts";
import { gradients } from "../../tensor/gradient.ts";
import { openGraph, volume } from "../../tensor/graph.ts";
import { gradientGaps } from "../../testing/finiteDifferences.ts";
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

describe("a network with shortcuts", () => {
  const architecture: Architecture = {
    input: [7, 6, 3],
    layers: [
      { kind: "conv", filters: 3, kernel: 3, activation: "linear", batchNorm: true },
      { kind: "add", back: 1, activation: "leakyRelu", slope: 0.2 },
      { kind: "conv", filters: 4, kernel: 3, stride: 2, activation: "leakyRelu" },
      { kind: "conv", filters: 4, kernel: 3, activation: "linear" },
      { kind: "add", back: 2, activation: "linear", projection: true, batchNorm: true },
      { kind: "add", back: 2, activation: "linear", projection: true },
      { kind: "dense", units: 5, activation: "linear" },
      { kind: "dense", units: 5, activation: "linear" },
      { kind: "add", back: 1, activation: "linear" },
    ],
    classes: 3,
  };
  const drawn = (name: string, size: number) => {
    const stream = openStream(streamKey(3, name));
    return Float32Array.from({ length: size }, () => 0.5 * stream.normal() + (name.endsWith("scale") ? 1 : 0));
  };

  it("has the gradients of central differences of its loss, for every tensor, projections among them", async () => {
    const graph = openGraph();
    const { ops } = graph;
    const executor = openFloat64();
    const images = ops.input("images", [4, 126]);
    const all = parametersOf("student", architecture);
    for (const { name, shape } of all) executor.write(name, drawn(name, volume(shape)), shape);
    const stored = all.filter(({ kind }) => kind !== "statistic");
    const { logits } = forward("student", architecture, images, { ops, trains: true, assign: () => {} });
    const total = ops.total(ops.multiply(logits, logits));
    const slopes = gradients(
      graph,
      total,
      stored.map(({ name, shape }) => ops.parameter(name, shape)),
    );
    const updates: Program["updates"] = stored.map(({ name }, i) => ({
      ...{ parameter: name, gradient: slopes[i]!.id, rule: "sgd", learningRate: 0 },
    })) as never;
    const program: Program = { nodes: graph.nodes, outputs: { total: total.id }, assignments: [], updates };
    const gaps = await gradientGaps(executor, program, { images: drawn("images", 504) });
    expect(gaps.filter(({ parameter }) => parameter === "student/4/weights")).toHaveLength(2);
    expect(gaps).toHaveLength(2 * stored.length);
    const compared = gaps.filter(({ gap }) => gap !== null);
    expect(compared.length).toBeGreaterThan(gaps.length / 2);
    for (const { parameter, gap } of compared) expect(gap, parameter).toBeLessThan(1e-3);
  });

  it("begins a projection with the variance 1 / inputs, since its activation follows the sum", () => {
    const weights = parametersOf("student", architecture).find(({ name }) => name === "student/4/weights");
    expect(weights).toMatchObject({ shape: [1, 1, 3, 4], fanIn: 3, negativeSlope: 1 });
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
