/** What a run's networks say about a digit drawn by hand: answered from their last checkpoints, beside the training. */

import { BASELINE, DISTILLED, type Experiment } from "../../domain/experiment.ts";
import { jobOf, type TrainingEvent } from "../../protocol/events.ts";
import { openFloat64 } from "../../tensor/executors/float64/float64Executor.ts";
import { evaluatedOutputsOf, recordLogits } from "../graphs/stepGraph.ts";
import { unpackCheckpoint } from "../job/checkpoint.ts";
import { stagesOfJob } from "../job/jobOrder.ts";
import { stageAt } from "../job/jobState.ts";

/**
 * Asks the teacher and the first pair of twins.
 * @param image 28x28 grey bytes, centred as MNIST's are
 * @returns one `probes` event and one `probed` for every network that has a checkpoint
 */
export async function drawnDigitEvents(
  experiment: Experiment,
  checkpoints: Readonly<Record<string, Uint8Array>>,
  image: Uint8Array,
): Promise<readonly TrainingEvent[]> {
  const events: TrainingEvent[] = [{ type: "probes", kind: "drawn", images: image, labels: [] }];
  const images = Float32Array.from(image, (grey) => grey / 255);
  const students = ([DISTILLED, BASELINE] as const).map((arm) => ({ arm, pair: 0 }));
  for (const student of [null, ...students]) {
    const network = student ? jobOf(student.arm, student.pair) : "teacher";
    const bytes = checkpoints[network];
    if (!bytes) continue;
    const saved = unpackCheckpoint(bytes);
    const { stage } = stageAt(stagesOfJob({ experiment, student }), saved.step);
    const executor = openFloat64();
    for (const array of saved.arrays) executor.write(array.name, array.values, array.shape);
    const { logits } = await executor.compile(recordLogits(stage, evaluatedOutputsOf(stage)[0]!, 1)).run({ images });
    events.push({ type: "probed", network, step: saved.step, kind: "drawn", logits: logits! });
  }
  return events;
}
