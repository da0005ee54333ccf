/** The pictures that a method declares for a stage: their panels, computed on the followed images. */

import { batchOf, oneHot } from "../../data/batches.ts";
import type { Dataset } from "../../domain/dataset.ts";
import type { Stage } from "../../methods/core/method.ts";
import type { PicturePanel, TrainingEvent } from "../../protocol/events.ts";
import type { Executor } from "../../tensor/executor.ts";
import { recordPictures } from "../graphs/pictureGraph.ts";

/** One picture with its panels' values. */
export type DrawnPicture = Omit<Extract<TrainingEvent, { type: "pictured" }>, "type" | "job" | "step">;

/** Draws all pictures of a stage with its networks' current weights. */
export type PictureDrawer = () => Promise<readonly DrawnPicture[]>;

/** Most of the followed images that pictures are drawn of: with many classes there is one of each. */
const MOST_PICTURED = 12;
/** Bins of a histogram; odd, so that 0 is the centre of one. */
const BINS = 61;

/** Counts values in bins of equal width, symmetric about 0 and up to the largest magnitude. */
function histogram(label: string, values: Float32Array): PicturePanel {
  const reach = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-6) * (BINS / (BINS - 1));
  const counts = new Float32Array(BINS);
  for (const value of values) counts[Math.min(BINS - 1, Math.floor(((value + reach) / (2 * reach)) * BINS))]! += 1;
  return { label, shape: [BINS], values: counts, range: [-reach, reach] };
}

/**
 * Compiles a stage's pictures.
 * @param followedImages their indices in the test set, of which the first are drawn; without any, nothing is drawn
 * @returns null where there is nothing to draw
 */
export function openPictures(
  executor: Executor,
  stage: Stage,
  test: Dataset,
  followedImages: readonly number[],
): PictureDrawer | null {
  const indices = followedImages.slice(0, MOST_PICTURED);
  const recorded = indices.length > 0 ? recordPictures(stage, indices.length) : null;
  if (!recorded) return null;
  const compiled = executor.compile(recorded.program);
  const followed = Int32Array.from(indices);
  const images = batchOf(test, followed, { jitter: 0, key: 0 });
  const labels = oneHot(test.labels, followed, stage.networks[0]!.architecture.classes, true);
  return async () => {
    const outputs = await compiled.run({ images, labels });
    return recorded.pictures.map(({ picture: { id, title, kind }, panels }) => ({
      picture: id,
      title,
      kind,
      panels: panels.map(({ label, output, shape }): PicturePanel => {
        const values = outputs[output]!;
        return kind === "histogram" ? histogram(label, values) : { label, shape, values };
      }),
    }));
  };
}
