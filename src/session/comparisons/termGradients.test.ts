import { describe, expect, it } from "vitest";
import { decodeLog } from "../../protocol/eventLog.ts";
import { recordedLog } from "../../testing/recordings/recordedLog.ts";
import { foldRun } from "../run/runFromEvents.ts";
import { gradientRatio, termGradients } from "./termGradients.ts";

const recorded = (id: string) => foldRun(decodeLog(recordedLog(id)), "recorded")!;

describe("the gradient of each loss term", () => {
  const [at4, at8] = [recorded("no-t-squared"), recorded("no-t-squared-8")];

  it("is recorded before the first step and at every evaluation", () => {
    const steps = [0, 50, 100, 150, 200, 250, 300, 350, 400];
    for (const run of [at4, at8]) {
      const measured = termGradients(run, "taught");
      expect(measured.map(({ step }) => step)).toEqual(steps);
      for (const { norms } of measured) expect(Object.keys(norms)).toEqual(["soft targets", "labels"]);
    }
    expect(termGradients(recorded("hinton"), "taught")).toEqual([]);
  });

  it("of the labels is the same at both temperatures before the first step", () => {
    expect(gradientRatio(at8, at4, "taught", "labels")).toBe(1);
  });

  it("of soft targets without the factor T squared falls to about a quarter when T doubles, and with it stays", () => {
    const ratio = gradientRatio(at8, at4, "taught", "soft targets")!;
    expect(ratio).toBeGreaterThan(1 / 5);
    expect(ratio).toBeLessThan(1 / 3);
    expect(Math.abs(4 * ratio - 1)).toBeLessThan(0.2);
  });

  it("has no ratio where nothing was measured", () => {
    expect(gradientRatio(at8, recorded("hinton"), "taught", "soft targets")).toBeNull();
    expect(gradientRatio(at8, at4, "taught", "hint")).toBeNull();
  });
});
