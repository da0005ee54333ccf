/** Draws a run's training set and transfer set from a data set, by the experiment's seed. */

import { builtInDigits } from "../../data/dataSources.ts";
import { drawTransferSet, holdOut, subset, withoutClasses } from "../../data/transferSet.ts";
import type { Split } from "../../domain/dataset.ts";
import type { DatasetId, Experiment } from "../../domain/experiment.ts";
import { transferLabelsOf } from "../../domain/namedDatasets.ts";
import { checkAgainstData } from "../../methods/registry/networksAndData.ts";
import type { TrainingEvent } from "../../protocol/events.ts";
import type { JobData } from "./jobOrder.ts";

/**
 * Draws training set and transfer set.
 * @param whole the data set; its last training images take the test images' place where the experiment holds some out
 * @param loadOther loads another data set, where the transfer set is drawn from it
 * @throws DataError when no image is left to train on; RangeError where networks,
 * dropped classes or held-out images do not suit the data
 */
export async function drawRunData(
  experiment: Experiment,
  whole: Split,
  loadOther: (dataset: DatasetId) => Promise<Split>,
): Promise<JobData> {
  const { seed, data, transferSet } = experiment;
  const { source } = transferSet;
  checkAgainstData(experiment, whole.train);
  const split = data.heldOut === undefined ? whole : holdOut(whole, data.heldOut);
  const train = subset(split.train, data.train, seed);
  const isOwn = source === "training" || source === "noise" || source === data.dataset;
  const other = isOwn ? null : await loadOther(source);
  const labels = transferLabelsOf(experiment);
  // Classes of another kind of images have nothing to do with those that are dropped.
  const drawn = labels === "own" ? transferSet : { ...transferSet, omitClasses: [] };
  const unpublished = split.unpublished ?? other?.unpublished;
  return {
    train: withoutClasses(train, data.omitClasses ?? []),
    transfer: drawTransferSet(other?.train ?? train, drawn, seed),
    transferHasLabels: labels === "own",
    test: split.test,
    ...(unpublished ? { unpublished } : {}),
  };
}

/** The event that describes a run's images. */
export function dataEventOf(dataset: string, data: JobData): Extract<TrainingEvent, { type: "data" }> {
  return {
    type: "data",
    dataset,
    trainCount: data.train.count,
    testCount: data.test.count,
    transferCount: data.transfer.count,
    classNames: data.test.classNames,
    ...(data.unpublished ? { unpublished: data.unpublished } : {}),
  };
}

/** The built-in digits of an experiment, drawn by its seed: as many as it trains on and holds out. */
export function digitsOf({ seed, data: { dataset, train, heldOut = 0 } }: Experiment): Split {
  return builtInDigits(seed, dataset === "digits" && train !== "all" ? train + heldOut : "all");
}
