/** Evaluates a stage: its outputs on the whole test set, the followed images among it, and its pictures. */

import type { EvaluatedOutput, Stage } from "../../methods/core/method.ts";
import { evaluatedOutputsOf } from "../../methods/parts/teacherStudent.ts";
import type { ProbeKind, TrainingEvent } from "../../protocol/events.ts";
import { recordLogits } from "../graphs/outputGraph.ts";
import { outputId } from "../job/jobOrder.ts";
import type { JobContext } from "./jobContext.ts";
import { rowsAt } from "./probeImages.ts";
import { openPictures, type PictureDrawer } from "./stagePictures.ts";
import { evaluateLogits, type MetricOptions, openPredictor, type Predictor } from "./testMetrics.ts";

/** The evaluated outputs and the pictures of a stage, compiled. */
export interface StageEvaluator {
  readonly stage: Stage;
  readonly outputs: readonly { readonly output: EvaluatedOutput; readonly predict: Predictor }[];
  readonly drawPictures: PictureDrawer | null;
}

/** Compiles a stage's outputs and pictures; only the first pair's students have pictures. */
export function openStageEvaluator(context: JobContext, stage: Stage): StageEvaluator {
  const { state, order, data, classes } = context;
  const { executor } = state;
  const outputs = evaluatedOutputsOf(stage).map((output) => {
    return { output, predict: openPredictor(executor, (batch) => recordLogits(stage, output, batch), classes) };
  });
  const indices = order.student?.pair === 0 ? (order.probes.gallery ?? []) : [];
  return { stage, outputs, drawPictures: openPictures(executor, stage, data.test, indices) };
}

/** The temperature at which the soft targets' gradient is measured: the method's at this step, or 1. */
function temperatureOf({ live }: JobContext): Pick<MetricOptions, "temperature"> {
  return live.temperature === undefined ? {} : { temperature: live.temperature };
}

/**
 * Evaluates a stage's outputs on the whole test set, then its pictures.
 * @param evaluated names of outputs that have been evaluated as they are and are left out
 */
export async function* evaluateStage(
  context: JobContext,
  { outputs, drawPictures }: StageEvaluator,
  step: number,
  evaluated: ReadonlySet<string> = new Set(),
): AsyncGenerator<TrainingEvent> {
  const { order, data, teacherTestLogits, classes, subject } = context;
  for (const { output, predict } of outputs) {
    if (evaluated.has(output.name)) continue;
    const network = outputId(order.job, output.name, subject);
    const logits = await predict(data.test);
    const options = { teacherLogits: teacherTestLogits, ...context.counted, ...temperatureOf(context) };
    yield { type: "evaluated", network, step, evaluation: evaluateLogits(logits, data.test.labels, classes, options) };
    for (const [kind, indices] of Object.entries(order.probes) as [ProbeKind, readonly number[]][])
      yield { type: "probed", network, step, kind, logits: rowsAt(logits, indices, classes) };
    if (step === context.jobSteps && output.name === subject)
      yield { type: "testLogits", network, logits, labels: data.test.labels };
  }
  if (drawPictures)
    for (const picture of await drawPictures()) yield { type: "pictured", job: order.job, step, ...picture };
}
