import { describe, expect, it } from "vitest";
import { drawDigits } from "../../data/builtInDigits.ts";
import type { Split } from "../../domain/dataset.ts";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import { epochsOf, imageCountsOf, stepsOfEpochs } from "../../domain/epochs.ts";
import type { Experiment } from "../../domain/experiment.ts";
import { digitsOf, drawRunData } from "./runData.ts";

const files: Split = { train: drawDigits(1, 300, "train"), test: drawDigits(1, 50, "test") };
const classNames = [...files.train.classNames];
const described = (): NonNullable<Experiment["data"]["files"]> => {
  return { checksum: "0".repeat(64), train: 300, test: 50, size: [28, 28], channels: 1, classNames };
};

function experimentWith(data: Partial<Experiment["data"]>, transferSet: Partial<Experiment["transferSet"]>) {
  return {
    ...defaultExperiment,
    data: { dataset: "digits", train: 200, ...data },
    transferSet: { ...defaultExperiment.transferSet, size: 100, ...transferSet },
  } satisfies Experiment;
}

describe("the images that an experiment counts before its data are read", () => {
  it.each<readonly [string, Experiment]>([
    ["drawn digits", experimentWith({}, {})],
    ["fewer digits than the transfer set asks for", experimentWith({}, { size: 1000 })],
    ["all digits less those held out", experimentWith({ train: "all", heldOut: 9000 }, { size: "all" })],
    ["as much noise as training images", experimentWith({}, { source: "noise", size: "all" })],
    ["some noise", experimentWith({}, { source: "noise", size: 150, omitClasses: [3] })],
    [
      "a visitor's files",
      experimentWith({ dataset: "files", files: described(), heldOut: 40, train: "all" }, { size: "all" }),
    ],
  ])("are those that it trains on: %s", async (_, experiment) => {
    const split = experiment.data.dataset === "files" ? files : digitsOf(experiment);
    const { train, transfer } = await drawRunData(experiment, split, async () => split);
    expect(imageCountsOf(experiment)).toEqual({ teacher: train.count, student: transfer.count });
  });

  it("are not known where classes are left out, or nothing is known of a visitor's files", () => {
    expect(imageCountsOf(experimentWith({}, { omitClasses: [3] }))).toEqual({ teacher: 200, student: null });
    expect(imageCountsOf(experimentWith({ omitClasses: [3] }, {}))).toEqual({ teacher: null, student: 100 });
    expect(imageCountsOf(experimentWith({ dataset: "files" }, {}))).toEqual({ teacher: null, student: null });
  });
});

describe("epochs", () => {
  it("are steps times batch size over images, and give back the steps that they came from", () => {
    expect(epochsOf({ steps: 600, batchSize: 100 }, 60_000)).toBe(1);
    for (const steps of [1, 7, 399, 100_000])
      expect(stepsOfEpochs(epochsOf({ steps, batchSize: 48 }, 1000), 48, 1000)).toBe(steps);
    expect(stepsOfEpochs(1e-9, 48, 1000)).toBe(1);
  });
});
