import { describe, expect, it } from "vitest";
import { defaultExperiment as base } from "../../domain/defaultExperiment.ts";
import type { Experiment } from "../../domain/experiment.ts";
import { presets } from "../../methods/experiments/presets.ts";
import { logOfPairs } from "../../testing/trainingRuns.ts";
import { experimentChanges, staleChanges, withSetting } from "./experimentChanges.ts";
import { lastSettingsOf, withLiveSetting } from "./liveSettings.ts";
import { applyEvent, foldRun, type Run } from "./runFromEvents.ts";

const paths = (a: typeof base, b: typeof base) => experimentChanges(a, b).map(({ path }) => path.join("."));

describe("what differs between two experiments", () => {
  it("is named setting by setting, with both values", () => {
    const hotter = withLiveSetting(base, "temperature", 8);
    expect(experimentChanges(base, hotter)).toEqual([{ path: ["method", "params", "temperature"], from: 4, to: 8 }]);
    const dropped = { ...hotter, transferSet: { ...hotter.transferSet, omitClasses: [3] } };
    expect(paths(base, dropped)).toEqual(["transferSet.omitClasses", "method.params.temperature"]);
    const other = { ...base, student: { ...base.student, architecture: { ...base.student.architecture, layers: [] } } };
    expect(paths(base, other)).toEqual(["student.architecture"]);
  });

  it("is nothing where defaults are written out or left out, and between an experiment and itself", () => {
    const { temperature, ...rest } = base.method.params;
    expect(temperature).toBe(4);
    expect(paths(base, { ...base, method: { ...base.method, params: rest } })).toEqual([]);
    expect(paths(base, { ...base, data: { ...base.data, omitClasses: [] } })).toEqual([]);
    for (const { experiment } of presets) expect(paths(experiment, experiment)).toEqual([]);
  });

  it("of two methods is their name, and no setting that only one of them has", () => {
    const one = presets.find(({ id }) => id === "one")!.experiment;
    expect(paths(base, one)).toContain("method.id");
    expect(paths(base, one).filter((path) => path.startsWith("method.params"))).toEqual([]);
  });
});

describe("a setting that is put back", () => {
  it("is as it was, and nothing else has changed", () => {
    const ofMethod = presets.filter(({ experiment }) => experiment.method.id === base.method.id);
    expect(ofMethod.length).toBeGreaterThan(5);
    for (const { experiment } of ofMethod)
      for (const { path, from } of experimentChanges(base, experiment)) {
        const restored = withSetting(experiment, path, from);
        expect(paths(base, restored)).not.toContain(path.join("."));
        expect(experimentChanges(experiment, restored).map((change) => change.path.join("."))).toContain(
          path.join("."),
        );
      }
    const changed = { ...base, seed: 9, data: { ...base.data, heldOut: 100 } };
    expect(withSetting(withSetting(changed, ["seed"], base.seed), ["data", "heldOut"], undefined)).toEqual(base);
  });
});

describe("a shown run beside the experiment that is set", () => {
  const run = foldRun(logOfPairs([1]), "live")!;

  const staleSettings = (of: Pick<Run, "experiment" | "marks">, set: Experiment, goesOn: boolean) =>
    staleChanges(experimentChanges(lastSettingsOf(of), set), set.method, goesOn);
  const weighted = withLiveSetting(base, "hardWeight", 0.3);

  it("is of other settings where a weight was moved after its end, but not while it follows", () => {
    expect(staleSettings(run, weighted, false)).toMatchObject([{ from: 0.1, to: 0.3 }]);
    expect(staleSettings(run, weighted, true)).toEqual([]);
    expect(staleSettings(run, { ...weighted, seed: 8 }, true)).toMatchObject([{ to: 8 }]);
  });

  it("is not made stale by the temperature, which shows the same logits in another way", () => {
    const hotter = withLiveSetting(base, "temperature", 8);
    for (const goesOn of [true, false]) expect(staleSettings(run, hotter, goesOn)).toEqual([]);
  });

  it("names the temperature beside what made it stale, since the next run trains with both", () => {
    const set = { ...withLiveSetting(base, "temperature", 8), seed: 8 };
    expect(staleSettings(run, set, false).map(({ path }) => path.at(-1))).toEqual(
      expect.arrayContaining(["seed", "temperature"]),
    );
  });

  it("has the settings that it followed", () => {
    const moved = applyEvent(
      run,
      { type: "changed", job: "taught/0", step: 1, param: "hardWeight", value: 0.3 },
      "live",
    )!;
    expect(lastSettingsOf(moved).method.params.hardWeight).toBe(0.3);
    expect(staleSettings(moved, weighted, false)).toEqual([]);
    expect(staleSettings(moved, base, false)).toHaveLength(1);
  });
});
