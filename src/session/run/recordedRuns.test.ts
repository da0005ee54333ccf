import { describe, expect, it } from "vitest";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import { presetById } from "../../methods/experiments/presets.ts";
import { withLiveSetting } from "./liveSettings.ts";
import { recordedLike, recordingOf } from "./recordedRuns.ts";

describe("the recorded run that is like an experiment", () => {
  it("is its own where it has one", () => {
    const { experiment } = presetById("drop-3s");
    expect(recordedLike(experiment)).toBe(experiment);
  });

  it("differs in live settings at most", () => {
    for (const id of ["hinton", "drop-3s", "hinton-2015-no-3s"]) {
      const { experiment } = presetById(id);
      const moved = withLiveSetting(withLiveSetting(experiment, "temperature", 7), "softWeight", 0.35);
      expect(recordingOf(moved)).toBeNull();
      expect(recordedLike(moved)).toEqual(experiment);
    }
  });

  it("is not there where anything else differs", () => {
    expect(recordedLike({ ...defaultExperiment, seed: defaultExperiment.seed + 1 })).toBeNull();
    expect(recordedLike({ ...defaultExperiment, evaluateEvery: 60 })).toBeNull();
  });
});
