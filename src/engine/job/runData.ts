/** The images of a run, drawn from a split as the experiment says. */

import { builtInDigits } from "../../data/dataSources.ts";
import { drawTransferSet, subset, withoutClasses } from "../../data/transferSet.ts";
import type { Split } from "../../domain/dataset.ts";
import type { Experiment } from "../../domain/experiment.ts";
import type { JobData } from "./jobOrder.ts";

/**
 * Draws training set and transfer set.
 * @param other gives another data set's images where the transfer set asks for them
 * @throws DataError when nothing is left to learn from
 */
export async function drawRunData(
  experiment: Experiment,
  split: Split,
  other: (dataset: "digits" | "mnist") => Promise<Split>,
): Promise<JobData> {
  const { seed, data, transferSet } = experiment;
  const { source } = transferSet;
  const train = subset(split.train, data.train, seed);
  const foreign = (source === "digits" || source === "mnist") && source !== data.dataset;
  const images = foreign ? (await other(source)).train : train;
  return {
    train: withoutClasses(train, data.omitClasses ?? []),
    transfer: drawTransferSet(images, transferSet, seed),
    transferHasLabels: source !== "noise",
    test: split.test,
  };
}

/** The built-in digits of an experiment: the seed of the experiment draws them. */
export function digitsOf({ seed, data }: Experiment): Split {
  return builtInDigits(seed, data.dataset === "digits" ? data.train : "all");
}
