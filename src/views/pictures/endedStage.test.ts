import { describe, expect, it } from "vitest";
import { presetById } from "../../methods/experiments/presets.ts";
import { stagesOf } from "../../methods/registry/arms.ts";
import { endedStage } from "./endedStage.ts";

const stagesOfPreset = (id: string) => stagesOf("taught", presetById(id).experiment);

describe("the stage at whose last step a picture stays", () => {
  it("is the one before the last that draws it", () => {
    const [hints, soft] = stagesOfPreset("fitnets");
    const ofHints = hints!.pictures!.find(({ id }) => !soft!.pictures?.some((one) => one.id === id))!.id;
    const { steps } = hints!.training;
    expect(endedStage([hints!, soft!], ofHints, steps - 1)).toBeUndefined();
    expect(endedStage([hints!, soft!], ofHints, steps)).toBe(hints!.name);
  });

  it("is none where the last stage draws the picture, too: at the run's end it is of that stage", () => {
    const stages = stagesOfPreset("born-again");
    const steps = stages.reduce((sum, { training }) => sum + training.steps, 0);
    expect(stages.filter(({ pictures }) => pictures?.some(({ id }) => id === "targets"))).toHaveLength(3);
    expect(endedStage(stages, "targets", steps)).toBeUndefined();
    expect(endedStage(stages, "targets", steps - 1)).toBeUndefined();
  });
});
