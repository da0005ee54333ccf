/** An experiment on a visitor's own images. */

import type { Experiment, FilesDescription } from "../../domain/experiment.ts";
import { shapeOf } from "../../domain/namedDatasets.ts";
import { checkExperiment } from "../../methods/registry/experimentValidation.ts";
import { fittedToData } from "../../methods/registry/fittedToData.ts";

/**
 * The experiment with these images as its data, and with networks that read them. A number of training images that they
 * do not have becomes all of them, and none are held out where none would be left.
 * @throws RangeError where an experiment cannot be run on them
 */
export function experimentOnFiles(experiment: Experiment, files: FilesDescription): Experiment {
  const { train, heldOut, ...rest } = experiment.data;
  const keepsHeldOut = heldOut !== undefined && heldOut < files.train;
  const data = {
    ...rest,
    ...(keepsHeldOut ? { heldOut } : {}),
    dataset: "files" as const,
    train: train !== "all" && train > files.train ? ("all" as const) : train,
    files,
  };
  return checkExperiment(fittedToData({ ...experiment, data }, shapeOf(data)));
}
