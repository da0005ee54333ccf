/** Whether the visitor's own images that the page has are those that an experiment is about. */

import type { Experiment } from "../domain/experiment.ts";
import { shapeOf } from "../domain/namedDatasets.ts";
import { sameJson } from "../domain/sameJson.ts";
import type { Playground } from "./playgroundState.ts";

type Files = Pick<Playground, "files" | "filesAre">;

/**
 * Whether the experiment's own images are here, by their checksum. An experiment that says nothing of its images takes
 * any; one on another data set needs none.
 */
export function hasFilesOf({ files, filesAre }: Files, { data }: Experiment): boolean {
  if (data.dataset !== "files") return true;
  return files !== null && (data.files === undefined || data.files.checksum === filesAre?.checksum);
}

/** Whether there are images of the shape and classes of an experiment's, such as MNIST's files for its recordings. */
export function hasImagesLike({ files, filesAre }: Files, { data }: Experiment): boolean {
  if (!files || !filesAre) return files !== null;
  return sameJson(shapeOf({ dataset: "files", files: filesAre }), shapeOf(data));
}
