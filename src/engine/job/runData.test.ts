import { describe, expect, it } from "vitest";
import { drawDigits } from "../../data/builtInDigits.ts";
import type { Dataset, Split } from "../../domain/dataset.ts";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import type { Experiment } from "../../domain/experiment.ts";
import { fashionNames } from "../../domain/namedDatasets.ts";
import { digitsOf, drawRunData } from "./runData.ts";

const digits: Split = { train: drawDigits(1, 200, "train"), test: drawDigits(1, 50, "test") };
/** The same images under the classes of Fashion-MNIST. */
const clothing: Split = {
  train: { ...digits.train, classNames: fashionNames },
  test: { ...digits.test, classNames: fashionNames },
  unpublished: { train: 200, test: 50 },
};
const splitOf = async (dataset: string) => (dataset === "fashion" ? clothing : digits);

async function drawn(dataset: Experiment["data"]["dataset"], part: Partial<Experiment["transferSet"]>) {
  const experiment: Experiment = {
    ...defaultExperiment,
    data: { dataset, train: 200 },
    transferSet: { source: "training", size: 100, omitClasses: [3], labelled: true, ...part },
  };
  return drawRunData(experiment, await splitOf(dataset), splitOf);
}

describe("a transfer set", () => {
  it("of the data set's own images or of the same classes has labels, and none of the dropped classes", async () => {
    for (const { transfer, transferHasLabels } of [
      await drawn("digits", {}),
      await drawn("digits", { source: "mnist" }),
      await drawn("fashion", { source: "fashion" }),
    ]) {
      expect(transferHasLabels).toBe(true);
      expect([...transfer.labels]).not.toContain(3);
    }
  });

  it("of images of another kind has no labels, and classes that are dropped are none of its own", async () => {
    for (const { transfer, transferHasLabels } of [
      await drawn("digits", { source: "fashion" }),
      await drawn("fashion", { source: "digits" }),
      await drawn("fashion", { source: "mnist" }),
    ]) {
      expect(transferHasLabels).toBe(false);
      expect([...transfer.labels]).toContain(3);
    }
  });

  it("or a data set that is not the published one says so", async () => {
    for (const data of [await drawn("fashion", {}), await drawn("digits", { source: "fashion" })])
      expect(data.unpublished).toEqual({ train: 200, test: 50 });
    expect(await drawn("digits", {})).not.toHaveProperty("unpublished");
  });
});

describe("the held-out images of a run", () => {
  it("are in neither the training set nor the transfer set of a run, which have their sizes all the same", async () => {
    const data = { ...defaultExperiment.data, train: 300, heldOut: 100 };
    const experiment = { ...defaultExperiment, data, transferSet: { ...defaultExperiment.transferSet, size: 50 } };
    const whole = digitsOf(experiment);
    const run = await drawRunData(experiment, whole, () => Promise.reject(new Error("no other data set is needed")));
    expect([run.train.count, run.transfer.count, run.test.count]).toEqual([300, 50, 100]);
    const image = (set: Dataset, i: number) =>
      Buffer.from(set.images.subarray(784 * i, 784 * (i + 1))).toString("base64");
    const all = (set: Dataset) => Array.from({ length: set.count }, (_, i) => image(set, i));
    const held = new Set(all(run.test));
    expect(all(whole.train).slice(-100)).toEqual([...held]);
    expect([...all(run.train), ...all(run.transfer)].filter((one) => held.has(one))).toEqual([]);
  });
});
