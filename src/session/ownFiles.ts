/** Whether the visitor's own images that the page has are those that an experiment is about. */

import type { Experiment } from "../domain/experiment.ts";
import { shapeOf } from "../domain/namedDatasets.ts";
import { sameJson } from "../domain/sameJson.ts";
import type { Playground } from "./playgroundState.ts";

type Files = Pick<Playground, "filesAre">;

/**
 * Whether the experiment's own images are here, by their checksum. An experiment that says nothing of its images takes
 * any; one on another data set needs none.
 */
export function hasFilesOf({ filesAre }: Files, { data }: Experiment): boolean {
  if (data.dataset !== "files") return true;
  return filesAre !== null && (!data.files || data.files.checksum === filesAre.checksum);
}

/** Whether there are images of the shape and classes of an experiment's, such as MNIST's files for its recordings. */
export function hasImagesLike({ filesAre }: Files, { data }: Experiment): boolean {
  return filesAre !== null && sameJson(shapeOf({ dataset: "files", files: filesAre }), shapeOf(data));
}
