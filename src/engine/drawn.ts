/** What a run's networks say about a digit drawn by hand: answered from their last checkpoints, beside the training. */

import type { Experiment } from "../domain/experiment.ts";
import { jobOf, type TrainingEvent } from "../protocol/events.ts";
import { openFloat64 } from "../tensor/float64.ts";
import { unpackCheckpoint } from "./checkpoint.ts";
import { recordAnswers } from "./recording.ts";

/**
 * Asks the teacher and the first pair of twins.
 * @param image 28x28 grey bytes, centred as MNIST's are
 * @returns one `probes` event and one `probed` for every network that has a checkpoint
 */
export async function answerDrawing(
  experiment: Experiment,
  checkpoints: Readonly<Record<string, Uint8Array>>,
  image: Uint8Array,
): Promise<readonly TrainingEvent[]> {
  const events: TrainingEvent[] = [{ type: "probes", kind: "drawn", images: image, labels: [] }];
  const images = Float32Array.from(image, (grey) => grey / 255);
  for (const network of ["teacher", jobOf("taught", 0), jobOf("plain", 0)]) {
    const bytes = checkpoints[network];
    if (!bytes) continue;
    const saved = unpackCheckpoint(bytes);
    const [name, { architecture }] =
      network === "teacher" ? (["teacher", experiment.teacher] as const) : (["student", experiment.student] as const);
    const executor = openFloat64();
    for (const array of saved.arrays) executor.write(array.name, array.values, array.shape);
    const { logits } = await executor.compile(recordAnswers(name, architecture, 1)).run({ images });
    events.push({ type: "probed", network, step: saved.step, kind: "drawn", logits: logits! });
  }
  return events;
}
