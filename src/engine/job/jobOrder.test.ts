import { describe, expect, it } from "vitest";
import { countParameters } from "../../domain/architecture.ts";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import type { Experiment } from "../../domain/experiment.ts";
import { ensembleNet } from "../../methods/papers/ensembleNet.ts";
import { featureFusion } from "../../methods/papers/featureFusion.ts";
import { networkCards } from "./jobOrder.ts";

const cardsOf = (experiment: Experiment) =>
  networkCards(experiment).filter(({ pair, arm }) => pair === 0 && arm === "taught");

describe("a network's card", () => {
  it("counts the numbers that one network trains, batch norm's scale and shift in place of its bias", () => {
    const normed = { kind: "conv", filters: 6, kernel: 3, activation: "relu", batchNorm: true } as const;
    const architecture = { input: [28, 28] as [28, 28], layers: [normed, { ...normed, kernel: 1 }], classes: 10 };
    const [card] = cardsOf({ ...defaultExperiment, student: { ...defaultExperiment.student, architecture } });
    expect(card!.parameters).toBe(9 * 6 + 12 + 36 + 12 + 28 * 28 * 6 * 10 + 10);
    expect(countParameters(architecture)).toBe(card!.parameters);
  });

  it("counts a shared trunk once, and all that an output is computed from", () => {
    const experiment = ensembleNet.preset(defaultExperiment);
    const [ensemble, head] = cardsOf(experiment);
    const single = countParameters(experiment.student.architecture);
    expect(ensemble!.parameters).toBeLessThanOrEqual(single);
    expect(ensemble!.parameters).toBeGreaterThan(0.98 * single);
    expect(head!.parameters).toBeLessThan(0.95 * single);
  });

  it("counts adapters where an output passes them", () => {
    const cards = cardsOf(featureFusion.preset(defaultExperiment));
    const [student, second, fused, ensemble] = cards.map(({ parameters }) => parameters);
    expect(student).toBe(second);
    expect(ensemble).toBe(2 * student!);
    const module = 9 * 48 + 2 * 48 + 48 * 24 + 2 * 24 + 24 * 10 + 10;
    // The fused output does not use their own classifiers.
    expect(fused).toBe(2 * (student! - (24 * 10 + 10)) + module);
  });
});
