import { describe, expect, it } from "vitest";
import { defaultExperiment as base } from "../../domain/defaultExperiment.ts";
import { presets } from "../../methods/experiments/presets.ts";
import { logOfPairs } from "../../testing/trainingRuns.ts";
import { changedSettings, experimentChanges } from "./experimentChanges.ts";
import { lastSettingsOf, withLiveSetting } from "./liveSettings.ts";
import { applyEvent, foldRun } from "./runFromEvents.ts";

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

describe("a shown run beside the experiment that is set", () => {
  const run = foldRun(logOfPairs([1]), "live")!;

  it("has other settings where a live one was moved after its end, but not while it follows", () => {
    const hotter = withLiveSetting(base, "temperature", 8);
    expect(changedSettings(run, hotter, false)).toMatchObject({ changes: [{ from: 4, to: 8 }], onlyLive: true });
    expect(changedSettings(run, hotter, true)).toEqual({ changes: [], onlyLive: true });
    expect(changedSettings(run, { ...hotter, seed: 8 }, true)).toMatchObject({ changes: [{ to: 8 }], onlyLive: false });
  });

  it("has the settings that it followed", () => {
    const moved = applyEvent(
      run,
      { type: "changed", job: "taught/0", step: 1, param: "temperature", value: 8 },
      "live",
    )!;
    expect(lastSettingsOf(moved).method.params.temperature).toBe(8);
    expect(changedSettings(moved, withLiveSetting(base, "temperature", 8), false).changes).toEqual([]);
    expect(changedSettings(moved, base, false).changes).toHaveLength(1);
  });
});
