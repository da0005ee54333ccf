import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultExperiment } from "../../../domain/defaultExperiment.ts";
import { klFromLogits } from "../../../math/divergence.ts";
import { softmax } from "../../../math/softmax.ts";
import { openFloat64 } from "../../../tensor/executors/float64/float64Executor.ts";
import { openGraph } from "../../../tensor/graph.ts";
import { evaluateLoss } from "../../../testing/evaluateLoss.ts";
import { stagesOf } from "../../registry/arms.ts";
import { logMeanProbability, mutual } from "../mutual.ts";

const preset = mutual.preset(defaultExperiment);
const setting = { batch: 3, live: { weight: 1 } };

function planned(params: Readonly<Record<string, number | string>>, arm = "taught") {
  const [stage] = stagesOf(arm, { ...preset, method: { id: "mutual", params } });
  return stage!;
}

const row = fc.array(fc.float({ min: -60, max: 60, noNaN: true }), { minLength: 5, maxLength: 5 });

describe("the mean of peers' probabilities", () => {
  it("is the softmax of its logits, however small the probabilities", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 3 }), async (rows) => {
        const graph = openGraph();
        const executor = openFloat64();
        const logits = rows.map((values, i) => {
          executor.write(`z${i}`, Float32Array.from(values), [1, 5]);
          return graph.ops.parameter(`z${i}`, [1, 5]);
        });
        const found = logMeanProbability(graph.ops, logits);
        const program = { nodes: graph.nodes, outputs: { found: found.id }, assignments: [], updates: [] };
        const { found: logs } = await executor.compile(program).run({});
        const mean = Array.from({ length: 5 }, (_, c) =>
          rows.reduce((sum, z) => sum + softmax(z)[c]! / rows.length, 0),
        );
        for (const [c, p] of mean.entries()) {
          expect(Number.isFinite(logs![c]!)).toBe(true);
          expect(Math.exp(logs![c]!)).toBeCloseTo(p, 5);
          if (p > 1e-30) expect(Math.abs(logs![c]! - Math.log(p))).toBeLessThan(1e-4 * Math.max(1, -Math.log(p)));
        }
      }),
    );
  });
});

describe("Deep Mutual Learning's loss", () => {
  it("has no gradient for another peer in a peer's terms", async () => {
    for (const peers of [2, 3, 4])
      for (const teaching of ["each", "ensemble"]) {
        const stage = planned({ peers, teaching });
        const terms = await evaluateLoss(stage, setting);
        for (const { name } of stage.networks) {
          expect(Object.keys(terms[`labels: ${name}`]!.gradients)).toEqual([`${name}/logits`]);
          expect(Object.keys(terms[`peers to ${name}`]!.gradients)).toEqual([`${name}/logits`]);
        }
      }
  });

  it("is each other peer's KL at temperature 1, averaged as in the paper or added up as in its code", async () => {
    const given = [4, 9, 2].map((k) => Float32Array.from({ length: 30 }, (_, i) => 3 * Math.sin(i * k)));
    const average = planned({ peers: 3 });
    const outputs = Object.fromEntries(average.networks.map(({ name }, k) => [`${name}/logits`, given[k]!]));
    const kl = (p: number, q: number) =>
      [0, 1, 2].reduce((sum, at) => {
        const rowOf = (k: number) => given[k]!.subarray(at * 10, at * 10 + 10);
        return sum + klFromLogits(rowOf(p), rowOf(q), 1) / 3;
      }, 0);
    const [averaged, added] = [
      await evaluateLoss(average, { ...setting, outputs }),
      await evaluateLoss(planned({ peers: 3, over: "sum" }), { ...setting, outputs }),
    ];
    const term = averaged["peers to peer 2"]!;
    expect(term.value).toBeCloseTo(kl(0, 1) + kl(2, 1), 4);
    expect(term.weight).toBe(0.5);
    expect(added["peers to peer 2"]).toMatchObject({ value: term.value, weight: 1 });
  });

  it("of two peers is the same with the other peer and with the ensemble of all others as target", async () => {
    const [each, ensemble] = [
      await evaluateLoss(planned({ teaching: "each" }), setting),
      await evaluateLoss(planned({ teaching: "ensemble" }), setting),
    ];
    for (const [name, { value }] of Object.entries(each)) expect(ensemble[name]!.value).toBeCloseTo(value, 6);
  });

  it("is no smaller with each peer as target than with their mean: KL is convex in the teacher", async () => {
    const [each, ensemble] = [
      await evaluateLoss(planned({ peers: 4, teaching: "each" }), setting),
      await evaluateLoss(planned({ peers: 4, teaching: "ensemble" }), setting),
    ];
    for (const name of ["peers to student", "peers to peer 4"])
      expect(each[name]!.value / 3).toBeGreaterThan(ensemble[name]!.value);
  });

  it("has the same gradient from the averaged divergences as from the mean of probabilities", async () => {
    const [each, ensemble] = [
      await evaluateLoss(planned({ peers: 4, teaching: "each" }), setting),
      await evaluateLoss(planned({ peers: 4, teaching: "ensemble" }), setting),
    ];
    for (const peer of ["student", "peer 2", "peer 3", "peer 4"]) {
      const [averaged, mean] = [each[`peers to ${peer}`]!, ensemble[`peers to ${peer}`]!];
      for (const [i, value] of mean.gradients[`${peer}/logits`]!.entries())
        expect(averaged.weight * averaged.gradients[`${peer}/logits`]![i]!).toBeCloseTo(value, 6);
    }
  });
});

describe("the peers", () => {
  it("are updated in turn, each by its own terms", async () => {
    const stage = planned({ peers: 4 });
    expect(stage.updates).toBe("alternating");
    expect(stage.networks.map(({ name }) => name)).toEqual(["student", "peer 2", "peer 3", "peer 4"]);
    expect(Object.keys(await evaluateLoss(planned({}, "independent-peers"), setting))).toEqual([
      "labels: student",
      "labels: peer 2",
    ]);
  });

  it("are of the student's architecture, or of the teacher's", () => {
    const [student, peer] = planned({ others: "teacher" }).networks;
    expect(student!.architecture).toEqual(preset.student.architecture);
    expect(peer!.architecture).toEqual(preset.teacher.architecture);
  });
});
