import { describe, expect, it } from "vitest";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import { isSquared, SQUARE } from "../../methods/core/temperatureSquare.ts";
import { methodById, registry } from "../../methods/registry/methodRegistry.ts";
import { canLeaveSquareOut, distillationStep, hasDistillationStep } from "./distillationStep.ts";

const inputs = {
  teacher: [4, 1, 0.5, -2],
  student: [1, 2, 0, -1],
  label: 0,
  temperature: 4,
  softWeight: 0.9,
  hardWeight: 0.1,
  isSquared: true,
};
const forgotten = { ...inputs, isSquared: false };
const mistaken = (mistake: string) => {
  const experiment = methodById("hinton").preset(defaultExperiment);
  return { ...experiment, method: { ...experiment.method, params: { ...experiment.method.params, mistake } } };
};

describe("one step of distillation", () => {
  it.each([inputs, forgotten])("has gradients that are the slopes of its losses", (inputs) => {
    const step = distillationStep(inputs);
    for (const c of [0, 1, 2, 3]) {
      const at = (by: number) =>
        distillationStep({ ...inputs, student: inputs.student.map((z, k) => (k === c ? z + by : z)) });
      const [up, down] = [at(1e-5), at(-1e-5)];
      expect(step.softGradient[c]).toBeCloseTo((up.soft - down.soft) / 2e-5, 6);
      expect(step.hardGradient[c]).toBeCloseTo((up.hard - down.hard) / 2e-5, 6);
      expect(step.gradient[c]).toBeCloseTo((up.total - down.total) / 2e-5, 6);
    }
  });

  it("lowers the loss when the logits move against the gradient", () => {
    const { gradient, total, nudged } = distillationStep(inputs);
    const moved = inputs.student.map((z, c) => z - gradient[c]!);
    expect(distillationStep({ ...inputs, student: moved }).total).toBeLessThan(total);
    expect(nudged.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
  });

  it("has T² times the push of the soft targets that it has without the factor, and the same of the label", () => {
    const [right, wrong] = [inputs, forgotten].map(distillationStep);
    expect(right!.softGradient[0]).toBeCloseTo(wrong!.softGradient[0]! * inputs.temperature ** 2, 12);
    expect(right!.hardGradient).toEqual(wrong!.hardGradient);
  });

  it("has no loss of the label for an image without one", () => {
    const { hard, hardGradient } = distillationStep({ ...inputs, label: undefined });
    expect([hard, ...hardGradient]).toEqual([0, 0, 0, 0, 0]);
  });
});

describe("the experiments that it is shown for", () => {
  it("are those whose student learns by soft targets and labels alone", () => {
    expect(hasDistillationStep(defaultExperiment)).toBe(true);
    const shown = registry.filter((method) => hasDistillationStep(method.preset(defaultExperiment)));
    expect(shown.map(({ id }) => id)).toContain("hinton");
    expect(shown.map(({ id }) => id)).not.toContain("fitnets");
  });

  it("are not those with a mistake in the loss, but for the factor T² left out", () => {
    expect(hasDistillationStep(mistaken("swapped-kl"))).toBe(false);
    expect(hasDistillationStep(mistaken(SQUARE.without))).toBe(true);
    expect(isSquared(mistaken(SQUARE.without).method)).toBe(false);
    expect(canLeaveSquareOut(mistaken(SQUARE.with))).toBe(true);
    expect(canLeaveSquareOut(methodById("pruning").preset(defaultExperiment))).toBe(false);
  });
});
