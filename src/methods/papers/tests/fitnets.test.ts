import { describe, expect, it } from "vitest";
import { defaultExperiment } from "../../../domain/defaultExperiment.ts";
import { openStream, streamKey } from "../../../math/random.ts";
import { softmax } from "../../../math/softmax.ts";
import { evaluateOps } from "../../../testing/evaluateOps.ts";
import { stagesOf, stepsOf } from "../../registry/arms.ts";
import { fitnets } from "../fitnets.ts";

const experiment = fitnets.preset(defaultExperiment);
const [hint, distillation] = stagesOf("taught", experiment);

function drawn(name: string) {
  const stream = openStream(streamKey(4, name));
  return { shape: [2, 10], values: Float32Array.from({ length: 20 }, () => 2 * stream.normal()) };
}

/** The second stage's loss at some progress. */
async function lossAt(progress: number, lambda: number, temperature: number) {
  const labels = { shape: [2, 10], values: Float32Array.from({ length: 20 }, (_, i) => (i === 3 || i === 17 ? 1 : 0)) };
  const given = { teacher: drawn("teacher"), student: drawn("student"), labels };
  const found = await evaluateOps(
    given,
    (ops, x) => {
      const terms = distillation!.loss({
        ops,
        batchSize: 2,
        labels: x.labels!,
        progress: ops.constant(progress),
        applyAdapter: (_, value) => value,
        forward: (name) => ({ logits: x[name]!, feature: () => x[name]! }),
        live: (name) => ops.constant(name === "lambda" ? lambda : temperature),
      });
      const weighted = terms.map(({ weight, value }) => ops.multiply(weight, value));
      return { total: weighted.reduce((a, b) => ops.add(a, b)) };
    },
    "total",
  );
  return { given, total: found.total![0]!, found };
}

describe("FitNets", () => {
  it("trains the student up to its guided layer and the regressor first, without labels, then all of the student", () => {
    expect(hint!.networks.map(({ trains }) => trains)).toEqual(["none", { upToLayer: expect.any(Number) }]);
    expect(hint!.adapters?.map(({ name }) => name)).toEqual(["regressor"]);
    expect(distillation!.networks.map(({ trains }) => trains)).toEqual(["none", "all"]);
    expect(distillation!.adapters).toBeUndefined();
  });

  it("has cross-entropy with the softened teacher of weight lambda, without T squared, which falls linearly to 0", async () => {
    const [lambda, temperature] = [4, 3];
    const { given, total: atFirst } = await lossAt(0, lambda, temperature);
    const { total: labels } = await lossAt(1, lambda, temperature);
    const { total: halfway } = await lossAt(0.5, lambda, temperature);
    let soft = 0;
    for (const row of [0, 1]) {
      const at = (values: Float32Array) => [...values.subarray(10 * row, 10 * row + 10)].map((v) => v / temperature);
      const [p, q] = [softmax(at(given.teacher.values)), softmax(at(given.student.values))];
      for (const [k, share] of p.entries()) soft -= (share * Math.log(q[k]!)) / 2;
    }
    expect(atFirst - labels).toBeCloseTo(lambda * soft, 4);
    expect(halfway - labels).toBeCloseTo((lambda * soft) / 2, 4);
    expect((await lossAt(0, 0, temperature)).total).toBeCloseTo(labels, 6);
  });

  it("has no gradient for the teacher", async () => {
    expect((await lossAt(0, 4, 3)).found["d teacher"]).toBeUndefined();
  });

  it("has a rate for each stage, and first weights of the chosen kind in every arm", () => {
    const params = { ...experiment.method.params, hintRate: 0.1, firstWeights: 0.05 };
    const changed = { ...experiment, method: { id: "fitnets", params } };
    const rate = experiment.student.training.learningRate;
    const rates = stagesOf("taught", changed).map(({ training }) => training.learningRate);
    expect(rates).toEqual([rate * 0.1, rate]);
    for (const arm of ["taught", "plain", ...Object.keys(fitnets.arms ?? {})])
      for (const { networks } of stagesOf(arm, changed))
        for (const { name, uniformWeights } of networks)
          expect(uniformWeights, arm).toBe(name === "student" ? 0.05 : undefined);
    for (const { networks } of stagesOf("taught", experiment))
      for (const { uniformWeights } of networks) expect(uniformWeights).toBeUndefined();
  });

  it("shows every arm the same images: all of the transfer set", () => {
    for (const arm of ["taught", "plain", "distillation-alone"])
      for (const { images } of stagesOf(arm, experiment)) expect(images).toBeUndefined();
    expect(experiment.transferSet.size).toBe("all");
  });

  it("takes the hint from the teacher's middle layer, for the student's", () => {
    expect(hint!.networks[1]!.trains).toEqual({ upToLayer: 3 });
    expect(hint!.adapters![0]!.layers).toMatchObject([{ units: 300 }]);
  });

  it("gives the arm without a hint, and the baseline, as many steps as both its stages", () => {
    const steps = stepsOf(stagesOf("taught", experiment));
    expect(steps).toBeGreaterThan(experiment.student.training.steps);
    for (const arm of ["plain", "distillation-alone"]) expect(stepsOf(stagesOf(arm, experiment))).toBe(steps);
  });
});
