/** What a job works with, and its judgements: a stage's answers on the whole test set, its probes and its pictures. */

import type { EvaluatedOutput, Stage } from "../../methods/core/method.ts";
import type { ProbeKind, TrainingEvent } from "../../protocol/events.ts";
import { evaluatedOutputsOf, recordLogits } from "../graphs/stepGraph.ts";
import { answerId, type JobData, type JobOrder } from "../job/jobOrder.ts";
import type { JobState } from "../job/jobState.ts";
import type { FrozenLogitsCache } from "./frozenLogits.ts";
import { openPictures, type PictureDrawer } from "./pictures.ts";
import { evaluateLogits, type MetricOptions, openPredictor, type Predictor } from "./testMetrics.ts";

/** Everything one job works with. */
export interface JobContext {
  readonly order: JobOrder;
  readonly data: JobData;
  readonly state: JobState;
  readonly classes: number;
  readonly subject: string;
  readonly steps: number;
  readonly teacherTestLogits: Float32Array | null;
  /** the classes that count, where not all do */
  readonly measures: Pick<MetricOptions, "counted">;
  readonly live: Record<string, number>;
  readonly frozenLogitsCache: FrozenLogitsCache;
}

/** The temperature at which the soft targets' gradient is measured: the method's, as it stands, or 1. */
function temperatureOf({ live }: JobContext): Pick<MetricOptions, "temperature"> {
  return live.temperature === undefined ? {} : { temperature: live.temperature };
}

/** Where the teacher never saw some classes, each network is judged on the classes that it was taught. */
export function countedClasses({ experiment, student }: JobOrder): Pick<MetricOptions, "counted"> {
  const { omitClasses: unseen = [] } = experiment.data;
  if (unseen.length === 0) return {};
  const { classes } = experiment.student.architecture;
  const left = new Set(student ? experiment.transferSet.omitClasses : unseen);
  return { counted: new Set(Array.from({ length: classes }, (_, c) => c).filter((c) => !left.has(c))) };
}

/** What is judged in a stage, ready to answer. */
export interface StageEvaluator {
  readonly stage: Stage;
  readonly answers: readonly { readonly judged: EvaluatedOutput; readonly answer: Predictor }[];
  readonly drawPictures: PictureDrawer | null;
}

/** Makes a stage's answers and pictures ready. */
export function openStageEvaluator(bench: JobContext, stage: Stage): StageEvaluator {
  const { executor } = bench.state;
  const answers = evaluatedOutputsOf(stage).map((judged) => {
    return { judged, answer: openPredictor(executor, (batch) => recordLogits(stage, judged, batch), bench.classes) };
  });
  const { student, probes } = bench.order;
  const places = student?.pair === 0 ? (probes.gallery ?? []) : [];
  return { stage, answers, drawPictures: openPictures(executor, stage, bench.data.test, places) };
}

/** Judges a stage's answers on the whole test set, and follows the probes among it. */
export async function* evaluateStage(
  bench: JobContext,
  { answers, drawPictures }: StageEvaluator,
  step: number,
  known: ReadonlySet<string> = new Set(),
): AsyncGenerator<TrainingEvent> {
  const { order, data, teacherTestLogits, classes, subject } = bench;
  for (const { judged, answer } of answers) {
    if (known.has(judged.name)) continue;
    const network = answerId(order.job, judged.name, subject);
    const logits = await answer(data.test);
    const measures = { teacherLogits: teacherTestLogits, ...bench.measures, ...temperatureOf(bench) };
    yield { type: "evaluated", network, step, evaluation: evaluateLogits(logits, data.test.labels, classes, measures) };
    for (const [kind, places] of Object.entries(order.probes) as [ProbeKind, readonly number[]][]) {
      const rows = new Float32Array(places.length * classes);
      for (const [i, place] of places.entries())
        rows.set(logits.subarray(place * classes, (place + 1) * classes), i * classes);
      yield { type: "probed", network, step, kind, logits: rows };
    }
    if (step === bench.steps && judged.name === subject)
      yield { type: "testLogits", network, logits, labels: data.test.labels };
  }
  if (drawPictures)
    for (const picture of await drawPictures()) yield { type: "pictured", job: order.job, step, ...picture };
}
