import { describe, expect, it } from "vitest";
import { defaultExperiment } from "../../../domain/defaultExperiment.ts";
import type { Experiment } from "../../../domain/experiment.ts";
import { evaluateLoss } from "../../../testing/evaluateLoss.ts";
import { evaluateOps } from "../../../testing/evaluateOps.ts";
import { stagesOf, stepsOf } from "../../registry/arms.ts";
import { apprentice } from "../apprentice.ts";

const preset = apprentice.preset(defaultExperiment);
const withParams = (params: Experiment["method"]["params"]): Experiment => ({
  ...preset,
  method: { id: "apprentice", params: { ...preset.method.params, ...params } },
});

const softmax = (z: readonly number[]) => {
  const all = z.map(Math.exp);
  const sum = all.reduce((a, b) => a + b, 0);
  return all.map((one) => one / sum);
};

describe("Apprentice's loss", () => {
  it("is b H(y, p_A) + g H(p_T, p_A), less the teacher's own entropy (Mishra and Marr 2018, eq. 1)", async () => {
    const [, stage] = stagesOf("taught", preset);
    const z = Float32Array.from({ length: 10 }, (_, i) => Math.sin(i));
    const v = Float32Array.from({ length: 10 }, (_, i) => Math.cos(2 * i));
    const live = { temperature: 1, labelWeight: 0.5, softWeight: 0.5, teacherWeight: 1 };
    const outputs = { "student/logits": z, "teacher/logits": v };
    const terms = await evaluateLoss(stage!, { batch: 1, live, outputs });
    const [p, q] = [softmax([...v]), softmax([...z])];
    const sum = Object.values(terms).reduce((all, { weight, value }) => all + weight * value, 0);
    const entropy = -p.reduce((all, one) => all + one * Math.log(one), 0);
    const cross = -p.reduce((all, one, i) => all + one * Math.log(q[i]!), 0);
    expect(sum).toBeCloseTo(0.5 * -Math.log(q[0]!) + 0.5 * (cross - entropy), 5);
  });
});

describe("Apprentice's schemes", () => {
  it("C has its whole training in full precision before it is fine-tuned, and every arm as many steps as all of it", () => {
    const [full, fine] = stagesOf("taught", preset);
    const { steps } = preset.student.training;
    expect(full!.training).toEqual(preset.student.training);
    expect(full!.networks.every(({ parametrisation }) => parametrisation === undefined)).toBe(true);
    expect(fine!.training.steps).toBe(steps / 2);
    expect(fine!.networks[1]!.parametrisation).toBeDefined();
    for (const arm of ["plain", ...Object.keys(apprentice.arms ?? {})])
      expect(stepsOf(stagesOf(arm, preset)), arm).toBe(stepsOf([full!, fine!]));
  });

  it("A and B have the student's own steps where they are chosen", () => {
    for (const scheme of ["A", "B"])
      expect(stepsOf(stagesOf("taught", withParams({ scheme })))).toBe(preset.student.training.steps);
  });

  it("keep the first and the last layer in full precision, and round the layers between them", async () => {
    const [, fine] = stagesOf("taught", preset);
    const { weights, bits } = fine!.networks[1]!.parametrisation!;
    const given = { w: { shape: [1, 4], values: Float32Array.of(-1, -0.1, 0.2, 2) } };
    const read = (layer: number) =>
      evaluateOps(given, (ops, { w }) => ({ w: ops.multiply(weights!(ops, w!, layer), ops.constant(1)) }));
    for (const end of [0, preset.student.architecture.layers.length]) {
      expect([...(await read(end)).w!]).toEqual([...given.w.values]);
      expect(bits!(end)).toBe(32);
    }
    expect(new Set([...(await read(1)).w!].map(Math.abs))).toEqual(new Set([1.5, 0]));
    expect(bits!(1)).toBe(2);
  });

  it("quantised after training, activations get the range that they have", async () => {
    const [stage] = stagesOf("post-training", withParams({ activations: "2 bits" }));
    const { activations } = stage!.networks[1]!.parametrisation!;
    const given = { x: { shape: [2, 2], values: Float32Array.of(6, 1.9, 0.3, 0.21) } };
    const { q } = await evaluateOps(given, (ops, { x }) => ({
      q: ops.multiply(activations!(ops, x!, 0), ops.constant(1)),
    }));
    // Levels of thirds: of 6 in the first row, of 0.3 in the second.
    for (const [i, value] of [6, 2, 0.3, 0.2].entries()) expect(q![i]).toBeCloseTo(value, 5);
  });
});
