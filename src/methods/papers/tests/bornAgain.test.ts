import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultExperiment } from "../../../domain/defaultExperiment.ts";
import { openStream, streamKey } from "../../../math/random.ts";
import { softmax } from "../../../math/softmax.ts";
import { openFloat64 } from "../../../tensor/executors/float64/float64Executor.ts";
import { gradients } from "../../../tensor/gradient.ts";
import { type Ops, openGraph, type Tensor } from "../../../tensor/graph.ts";
import {
  confidenceWeightedCrossEntropy,
  confidenceWeights,
  ensembleLogits,
  rotateOtherClasses,
} from "../../parts/bornAgainTargets.ts";
import { crossEntropy } from "../../parts/losses.ts";
import { stagesOf } from "../../registry/arms.ts";
import { bornAgain } from "../bornAgain.ts";

const [ROWS, CLASSES] = [5, 10];
const shape = [ROWS, CLASSES];

/** Computes a tensor of logits v and z and labels; and the gradient of its sum with respect to z. */
async function compute(
  build: (ops: Ops, x: { v: Tensor; z: Tensor; labels: Tensor }) => Tensor,
  values: Readonly<Record<"v" | "z" | "labels", Float32Array>>,
) {
  const graph = openGraph();
  const { ops } = graph;
  const z = ops.parameter("z", shape);
  const made = build(ops, { v: ops.input("v", shape), z, labels: ops.input("labels", shape) });
  const [dz] = gradients(graph, ops.total(made), [z]);
  const executor = openFloat64();
  executor.write("z", values.z, shape);
  const outputs = { made: ops.multiply(made, ops.constant(1)).id, ...(dz ? { dz: dz.id } : {}) };
  const found = await executor.compile({ nodes: graph.nodes, outputs, assignments: [], updates: [] }).run(values);
  return { made: found.made!, dz: found.dz };
}

const drawn = fc.tuple(fc.integer(), fc.double({ min: 0.1, max: 8, noNaN: true })).map(([seed, size]) => {
  const stream = openStream(streamKey(seed, "logits"));
  const logits = () => Float32Array.from({ length: ROWS * CLASSES }, () => size * stream.normal());
  const labels = new Float32Array(ROWS * CLASSES);
  for (let row = 0; row < ROWS; row++) labels[row * CLASSES + stream.integer(CLASSES)] = 1;
  return { v: logits(), z: logits(), labels };
});
const rowsOf = (values: Float32Array) =>
  Array.from({ length: ROWS }, (_, row) => values.slice(row * CLASSES, (row + 1) * CLASSES));

describe("confidence-weighted labels (CWTM)", () => {
  it("weight examples by the teacher's largest probability, and the weights sum to 1", () =>
    fc.assert(
      fc.asyncProperty(drawn, async (values) => {
        const { made } = await compute((ops, { v }) => confidenceWeights(ops, v), values);
        expect(made.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 6);
        const confidences = rowsOf(values.v).map((row) => Math.max(...softmax(row)));
        const total = confidences.reduce((a, b) => a + b, 0);
        for (const [row, weight] of made.entries()) expect(weight).toBeCloseTo(confidences[row]! / total, 6);
      }),
      { numRuns: 30 },
    ));

  it("give the unweighted cross-entropy where the teacher is equally confident of all examples", () =>
    fc.assert(
      fc.asyncProperty(drawn, async (values) => {
        const equallyConfident = { ...values, v: values.v.map((_, i) => (i % CLASSES === 2 ? 1.5 : 0)) };
        const weighted = await compute(
          (ops, x) => confidenceWeightedCrossEntropy(ops, x.labels, x.v, x.z),
          equallyConfident,
        );
        const unweighted = await compute(
          (ops, x) => crossEntropy(ops, x.labels, x.z, ops.constant(1)),
          equallyConfident,
        );
        expect(weighted.made[0]!).toBeCloseTo(unweighted.made[0]!, 5);
        for (const [i, d] of unweighted.dz!.entries()) expect(weighted.dz![i]!).toBeCloseTo(d, 6);
      }),
      { numRuns: 20 },
    ));
});

describe("targets with rotated classes (DKPP)", () => {
  it("keep the largest in its place and move each other one to the next class", () =>
    fc.assert(
      fc.asyncProperty(drawn, async (values) => {
        const p = Float32Array.from(rowsOf(values.v).flatMap((row) => [...softmax(row)]));
        const { made } = await compute((ops, { v }) => rotateOtherClasses(ops, v), { ...values, v: p });
        for (const [row, rotated] of rowsOf(made).entries()) {
          const before = rowsOf(p)[row]!;
          const top = before.indexOf(Math.max(...before));
          expect(rotated[top]).toBe(before[top]);
          expect([...rotated].sort()).toEqual([...before].sort());
          const others = Array.from(before.keys()).filter((k) => k !== top);
          for (const [i, k] of others.entries()) expect(rotated[k]).toBe(before[others[(i + 1) % others.length]!]);
        }
      }),
      { numRuns: 40 },
    ));
});

describe("the ensemble of generations", () => {
  it("predicts the mean of their probabilities", () =>
    fc.assert(
      fc.asyncProperty(drawn, async (values) => {
        const { made } = await compute((ops, { v, z }) => ensembleLogits(ops, [v, z]), values);
        for (const [row, logits] of rowsOf(made).entries()) {
          const [p, q] = [softmax(rowsOf(values.v)[row]!), softmax(rowsOf(values.z)[row]!)];
          for (const [k, mean] of softmax(logits).entries()) expect(mean).toBeCloseTo((p[k]! + q[k]!) / 2, 5);
        }
      }),
      { numRuns: 20 },
    ));
});

describe("generations", () => {
  const experiment = bornAgain.preset(defaultExperiment);
  const withParams = (params: Record<string, number | string>) =>
    stagesOf("taught", { ...experiment, method: { id: "born-again", params } });

  it("have teacher and students of one architecture, trained alike on the same images", () => {
    expect(experiment.teacher).toEqual(experiment.student);
    expect(experiment.transferSet.size).toBe("all");
  });

  it("learn each from the one before, which is frozen", () => {
    const stages = withParams({ generations: 4 });
    const trained = stages.map(({ networks }) => networks.filter(({ trains }) => trains === "all").map((n) => n.name));
    expect(trained).toEqual([["generation 1"], ["generation 2"], ["generation 3"], ["student"]]);
    const teachers = stages.map(({ networks }) => networks[1]!.name);
    expect(teachers).toEqual(["teacher", "generation 1", "generation 2", "generation 3"]);
    expect(stages.at(-1)!.evaluated!.map(({ name }) => name)).toEqual(["student", "ensemble"]);
  });

  it("have teachers with shuffled classes under DKPP, and under no other treatment", () => {
    const shuffled = (arm: string) =>
      stagesOf(arm, experiment).flatMap(({ networks }) =>
        networks.filter((network) => network.shufflesOtherClasses).map(({ name }) => name),
      );
    expect(shuffled("shuffled-others")).toEqual(["generation 0", "generation 1", "generation 2"]);
    for (const arm of ["taught", "with-labels", "weighted-by-confidence", "independent"])
      expect(shuffled(arm)).toEqual([]);
  });

  it("can begin with a network trained on the transfer set's own labels", () => {
    const [first, second] = withParams({ generations: 2, ancestor: "labels", ancestorShare: 0.5 });
    expect(first!.networks.map(({ name }) => name)).toEqual(["generation 0"]);
    expect(first!.training.steps).toBe(experiment.student.training.steps / 2);
    expect(second!.networks[1]!.name).toBe("generation 0");
  });
});
