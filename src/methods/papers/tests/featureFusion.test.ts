import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inferShapesFrom, type LayerSpec } from "../../../domain/architecture.ts";
import { defaultExperiment } from "../../../domain/defaultExperiment.ts";
import type { Experiment } from "../../../domain/experiment.ts";
import { dense } from "../../../domain/namedArchitectures.ts";
import { evaluateLoss } from "../../../testing/evaluateLoss.ts";
import { stagesOf } from "../../registry/arms.ts";
import { featureFusion } from "../featureFusion.ts";

const preset = featureFusion.preset(defaultExperiment);
const setting = { batch: 4, live: { temperature: 3, softWeight: 1 } };

function planned(params: Readonly<Record<string, number | string>>, changes: Partial<Experiment> = {}) {
  const [stage] = stagesOf("taught", { ...preset, ...changes, method: { id: "feature-fusion", params } });
  return stage!;
}

const convolutional = (filters: number, pools: number): Experiment["student"] => {
  const section: LayerSpec[] = [
    { kind: "conv", filters, kernel: 3, activation: "relu" },
    { kind: "pool", size: 2 },
  ];
  const layers = Array.from({ length: pools }, () => section).flat();
  return { ...preset.student, architecture: { input: [28, 28], layers, classes: 10 } };
};

describe("Feature Fusion Learning's loss", () => {
  it("trains the fused classifier by the ensemble and the sub-networks by the fused classifier, with no gradient back", async () => {
    const terms = await evaluateLoss(planned({}), setting);
    const trained = (name: string) => Object.keys(terms[name]!.gradients);
    expect(trained("fused to student")).toEqual(["student/logits"]);
    expect(trained("fused to sub-network 2")).toEqual(["sub-network 2/logits"]);
    expect(trained("ensemble to fused")).toEqual(["fused classifier"]);
    expect(trained("labels: fused")).toEqual(["fused classifier"]);
  });

  it("is 0 in its divergences where all three predictions are equal", async () => {
    const same = Float32Array.from({ length: 40 }, (_, i) => Math.sin(i));
    const outputs = { "student/logits": same, "sub-network 2/logits": same, "fused classifier": same };
    const terms = await evaluateLoss(planned({}), { ...setting, outputs });
    for (const name of ["fused to student", "fused to sub-network 2", "ensemble to fused"])
      expect(terms[name]!.value).toBeCloseTo(0, 6);
  });

  it("has divergences of weight exp(-5 (1 - t)^2), from exp(-5) at the first step to 1 at the end of the ramp", async () => {
    await fc.assert(
      fc.asyncProperty(fc.double({ min: 0, max: 1, noNaN: true }), async (progress) => {
        const terms = await evaluateLoss(planned({ rampUp: 0.4 }), { ...setting, progress });
        const left = Math.max(0, 1 - progress / 0.4);
        expect(terms["fused to student"]!.weight).toBeCloseTo(Math.exp(-5 * left ** 2), 5);
        expect(terms["labels: fused"]!.weight).toBe(1);
      }),
      { numRuns: 10 },
    );
    const level = await evaluateLoss(planned({ rampUp: 0 }), setting);
    expect(level["ensemble to fused"]!.weight).toBe(1);
  });
});

describe("the fusion module", () => {
  it("is a 3x3 depthwise and a pointwise convolution, and a classifier on the student's number of channels", () => {
    const [fusion, classifier] = planned({}).adapters!;
    expect(fusion!.inputShape).toEqual([7, 7, 48]);
    expect(
      inferShapesFrom(fusion!.inputShape, fusion!.layers).map(({ layer, outputShape }) => [layer.kind, ...outputShape]),
    ).toEqual([
      ["depthwise", 7, 7, 48],
      ["conv", 7, 7, 24],
    ]);
    expect(inferShapesFrom(classifier!.inputShape, classifier!.layers).map(({ outputShape }) => outputShape)).toEqual([
      [10],
    ]);
  });

  it("brings maps of different sizes to the smaller one's by a convolution of the difference", () => {
    const changes = { student: convolutional(5, 1), teacher: convolutional(3, 2) };
    const { adapters, networks } = planned({ second: "teacher" }, changes);
    expect(networks[1]!.architecture).toEqual(changes.teacher.architecture);
    const [regressor, fusion] = adapters!;
    expect(regressor!.name).toBe("regressor of student");
    expect(inferShapesFrom(regressor!.inputShape, regressor!.layers).at(-1)!.outputShape).toEqual([7, 7, 5]);
    expect(fusion!.inputShape).toEqual([7, 7, 8]);
  });

  it("refuses networks without maps, and a trunk of different architectures", () => {
    const dense30 = { ...preset.student, architecture: dense(30) };
    expect(() => planned({}, { student: dense30 })).toThrow(/the student has no feature maps.*convolutional/);
    expect(() => planned({ second: "teacher" })).toThrow(/sub-network 2 has no feature maps/);
    expect(() => planned({ second: "teacher", trunk: 0.5 })).toThrow(/set it to 0/);
  });
});
