import { describe, expect, it } from "vitest";
import { presets } from "../../src/methods/experiments/presets.ts";
import { type Changes, labExperiment, namedExperiment } from "./experimentArguments.ts";

const nothing: Changes = { settings: [] };
const experimentWith = (name: string, changes: Changes) =>
  labExperiment(
    namedExperiment(name, () => "{"),
    changes,
  );

describe("the command line's experiment", () => {
  it("is every preset by its id, unchanged", () => {
    for (const { id, experiment } of presets) expect(experimentWith(id, nothing)).toEqual(experiment);
  });

  it("takes a seed, pairs, a folder and single values by path", () => {
    const settings = ["method.params.temperature=8", "student.training.optimizer=momentum"];
    const made = experimentWith("hinton", { ...nothing, seed: 5, pairs: 2, folder: "somewhere", settings });
    expect(made).toMatchObject({ seed: 5, pairs: 2, data: { dataset: "mnist" } });
    expect(made.method.params.temperature).toBe(8);
    expect(made.student.training.optimizer).toBe("momentum");
  });

  it("is refused with the wrong value and what it may be", () => {
    const wrong =
      (name: string, ...settings: string[]) =>
      () =>
        experimentWith(name, { ...nothing, settings });
    expect(wrong("hintom")).toThrow(/no preset "hintom"; known are hinton/);
    expect(wrong("hinton", "seed")).toThrow(/write path=value/);
    expect(wrong("hinton", "teacher.heat=3")).toThrow(/no "heat"; known here are architecture, training/);
    expect(wrong("hinton", "pairs=40")).toThrow(/pairs is 40/);
    expect(wrong("hinton", "method.params.temperature=0")).toThrow(/between 0.05 and 100/);
    expect(wrong("own.json")).toThrow(/own.json cannot be read as JSON/);
  });
});
