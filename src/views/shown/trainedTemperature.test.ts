import { describe, expect, it } from "vitest";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import { BASELINE, DISTILLED } from "../../domain/experiment.ts";
import { presetById } from "../../methods/experiments/presets.ts";
import { trainedTemperature } from "./trainedTemperature.ts";

const run = { experiment: defaultExperiment, marks: [] };

describe("the temperature of a student's training", () => {
  it("is that of the run's method, as it was last", () => {
    expect(trainedTemperature(run, DISTILLED)).toBe(4);
    const marks = [{ type: "changed", job: "taught/0", step: 3, param: "temperature", value: 9 } as const];
    expect(trainedTemperature({ ...run, marks }, DISTILLED)).toBe(9);
  });

  it("is none where the student learns from labels alone, or its method has no temperature", () => {
    expect(trainedTemperature(run, BASELINE)).toBeNull();
    expect(trainedTemperature({ ...run, experiment: presetById("fsp").experiment }, DISTILLED)).toBeNull();
  });
});
