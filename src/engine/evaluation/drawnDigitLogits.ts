/** The logits of a run's networks for a digit drawn by hand, from their last checkpoints while the training goes on. */

import { BASELINE, DISTILLED, type Experiment } from "../../domain/experiment.ts";
import { evaluatedOutputsOf } from "../../methods/parts/teacherStudent.ts";
import { jobOf, type TrainingEvent } from "../../protocol/events.ts";
import { openFloat64 } from "../../tensor/executors/float64/float64Executor.ts";
import { recordLogits } from "../graphs/outputGraph.ts";
import { unpackCheckpoint } from "../job/checkpointBytes.ts";
import { stagesOfJob } from "../job/jobOrder.ts";
import { stageAt } from "../job/stageAt.ts";

/**
 * Evaluates the teacher, the distilled student and the baseline student of the first pair.
 * @param image grey bytes of the size that the networks read, centred as MNIST's are
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
    for (const { name, values, shape } of saved.arrays) executor.write(name, values, shape);
    const { logits } = await executor.compile(recordLogits(stage, evaluatedOutputsOf(stage)[0]!, 1)).run({ images });
    events.push({ type: "probed", network, step: saved.step, kind: "drawn", logits: logits! });
  }
  return events;
}
