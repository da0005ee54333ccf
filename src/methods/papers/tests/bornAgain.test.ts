import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultExperiment } from "../../../domain/defaultExperiment.ts";
import { openStream, streamKey } from "../../../math/random.ts";
import { softmax } from "../../../math/softmax.ts";
import { openFloat64 } from "../../../tensor/executors/float64/float64Executor.ts";
import { gradients } from "../../../tensor/gradient.ts";
import { type Ops, openGraph, type Tensor } from "../../../tensor/graph.ts";
import { crossEntropy } from "../../parts/losses.ts";
import { confidenceWeights, ensembleLogits, movedOthers, weightedByConfidence } from "../../parts/teacherTargets.ts";
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
  it("weigh examples by the teacher's largest probability, and the weights sum to 1", () =>
    fc.assert(
      fc.asyncProperty(drawn, async (values) => {
        const { made } = await compute((ops, { v }) => confidenceWeights(ops, v), values);
        expect(made.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 6);
        const sure = rowsOf(values.v).map((row) => Math.max(...softmax(row)));
        const all = sure.reduce((a, b) => a + b, 0);
        for (const [row, weight] of made.entries()) expect(weight).toBeCloseTo(sure[row]! / all, 6);
      }),
      { numRuns: 30 },
    ));

  it("are the plain cross-entropy where the teacher is equally sure of all", () =>
    fc.assert(
      fc.asyncProperty(drawn, async (values) => {
        const even = { ...values, v: values.v.map((_, i) => (i % CLASSES === 2 ? 1.5 : 0)) };
        const weighted = await compute((ops, x) => weightedByConfidence(ops, x.labels, x.v, x.z), even);
        const plain = await compute((ops, x) => crossEntropy(ops, x.labels, x.z, ops.constant(1)), even);
        expect(weighted.made[0]!).toBeCloseTo(plain.made[0]!, 5);
        for (const [i, d] of plain.dz!.entries()) expect(weighted.dz![i]!).toBeCloseTo(d, 6);
      }),
      { numRuns: 20 },
    ));
});

describe("targets with moved classes (DKPP)", () => {
  it("keep the largest where it is, and the others' values in other places", () =>
    fc.assert(
      fc.asyncProperty(drawn, async (values) => {
        const p = Float32Array.from(rowsOf(values.v).flatMap((row) => [...softmax(row)]));
        const { made } = await compute((ops, { v }) => movedOthers(ops, v), { ...values, v: p });
        for (const [row, moved] of rowsOf(made).entries()) {
          const before = rowsOf(p)[row]!;
          const top = before.indexOf(Math.max(...before));
          expect(moved[top]).toBe(before[top]);
          expect([...moved].sort()).toEqual([...before].sort());
          const others = Array.from(before.keys()).filter((k) => k !== top);
          for (const [i, k] of others.entries()) expect(moved[k]).toBe(before[others[(i + 1) % others.length]!]);
        }
      }),
      { numRuns: 40 },
    ));
});

describe("the ensemble of generations", () => {
  it("answers with the mean of their probabilities", () =>
    fc.assert(
      fc.asyncProperty(drawn, async (values) => {
        const { made } = await compute((ops, { v, z }) => ensembleLogits(ops, [v, z]), values);
        for (const [row, logits] of rowsOf(made).entries()) {
          const [p, q] = [softmax(rowsOf(values.v)[row]!), softmax(rowsOf(values.z)[row]!)];
          for (const [k, said] of softmax(logits).entries()) expect(said).toBeCloseTo((p[k]! + q[k]!) / 2, 5);
        }
      }),
      { numRuns: 20 },
    ));
});

describe("a family", () => {
  const experiment = bornAgain.preset(defaultExperiment);
  const withParams = (params: Record<string, number | string>) =>
    stagesOf("taught", { ...experiment, method: { id: "born-again", params } });

  it("has teacher and students of one architecture, trained alike on the same images", () => {
    expect(experiment.teacher).toEqual(experiment.student);
    expect(experiment.transferSet.size).toBe("all");
  });

  it("lets each generation learn from the one before, which no longer changes", () => {
    const stages = withParams({ generations: 4 });
    const changing = stages.map(({ networks }) => networks.filter(({ trains }) => trains === "all").map((n) => n.name));
    expect(changing).toEqual([["generation 1"], ["generation 2"], ["generation 3"], ["student"]]);
    const teachers = stages.map(({ networks }) => networks[1]!.name);
    expect(teachers).toEqual(["teacher", "generation 1", "generation 2", "generation 3"]);
    expect(stages.at(-1)!.evaluated!.map(({ name }) => name)).toEqual(["student", "ensemble"]);
  });

  it("exchanges the lesser classes of every generation's teacher under DKPP, and under no other treatment", () => {
    const exchanged = (arm: string) =>
      stagesOf(arm, experiment).flatMap(({ networks }) =>
        networks.filter((network) => network.shufflesOtherClasses).map(({ name }) => name),
      );
    expect(exchanged("shuffled-others")).toEqual(["generation 0", "generation 1", "generation 2"]);
    for (const arm of ["taught", "with-labels", "weighted-by-confidence", "independent"])
      expect(exchanged(arm)).toEqual([]);
  });

  it("can begin with a network that learns from the transfer set's own labels", () => {
    const [first, second] = withParams({ generations: 2, ancestor: "labels", ancestorShare: 0.5 });
    expect(first!.networks.map(({ name }) => name)).toEqual(["generation 0"]);
    expect(first!.training.steps).toBe(experiment.student.training.steps / 2);
    expect(second!.networks[1]!.name).toBe("generation 0");
  });
});
