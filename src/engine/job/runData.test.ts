import { describe, expect, it } from "vitest";
import type { Dataset } from "../../domain/dataset.ts";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import { digitsOf, drawRunData } from "./runData.ts";

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
