/** What a job works with, and its judgements: a stage's answers on the whole test set, its probes and its pictures. */

import type { Judged, Stage } from "../../methods/core/method.ts";
import type { ProbeKind, TrainingEvent } from "../../protocol/events.ts";
import { judgedIn, recordAnswers } from "../graphs/stepGraph.ts";
import { answerId, type JobData, type JobOrder } from "../job/jobOrder.ts";
import type { Table } from "../job/jobState.ts";
import type { Heard } from "./frozenLogits.ts";
import { openPictures, type Painter } from "./pictures.ts";
import { type Answerer, answererOf, judge, type Measures } from "./testMetrics.ts";

/** Everything one job works with. */
export interface Bench {
  readonly order: JobOrder;
  readonly data: JobData;
  readonly table: Table;
  readonly classes: number;
  readonly subject: string;
  readonly steps: number;
  readonly teacherTestLogits: Float32Array | null;
  /** the classes that count, where not all do */
  readonly measures: Pick<Measures, "counted">;
  readonly live: Record<string, number>;
  readonly heard: Heard;
}

/** The temperature at which the soft targets' gradient is measured: the method's, as it stands, or 1. */
function temperatureOf({ live }: Bench): Pick<Measures, "temperature"> {
  return live.temperature === undefined ? {} : { temperature: live.temperature };
}

/** Where the teacher never saw some classes, each network is judged on the classes that it was taught. */
export function countedClasses({ experiment, student }: JobOrder): Pick<Measures, "counted"> {
  const { omitClasses: unseen = [] } = experiment.data;
  if (unseen.length === 0) return {};
  const { classes } = experiment.student.architecture;
  const left = new Set(student ? experiment.transferSet.omitClasses : unseen);
  return { counted: new Set(Array.from({ length: classes }, (_, c) => c).filter((c) => !left.has(c))) };
}

/** What is judged in a stage, ready to answer. */
export interface Judges {
  readonly stage: Stage;
  readonly answers: readonly { readonly judged: Judged; readonly answer: Answerer }[];
  readonly paint: Painter | null;
}

/** Makes a stage's answers and pictures ready. */
export function judgesOf(bench: Bench, stage: Stage): Judges {
  const { executor } = bench.table;
  const answers = judgedIn(stage).map((judged) => {
    return { judged, answer: answererOf(executor, (batch) => recordAnswers(stage, judged, batch), bench.classes) };
  });
  const { student, probes } = bench.order;
  const places = student?.pair === 0 ? (probes.gallery ?? []) : [];
  return { stage, answers, paint: openPictures(executor, stage, bench.data.test, places) };
}

/** Judges a stage's answers on the whole test set, and follows the probes among it. */
export async function* evaluated(
  bench: Bench,
  { answers, paint }: Judges,
  step: number,
  known: ReadonlySet<string> = new Set(),
): AsyncGenerator<TrainingEvent> {
  const { order, data, teacherTestLogits, classes, subject } = bench;
  for (const { judged, answer } of answers) {
    if (known.has(judged.name)) continue;
    const network = answerId(order.job, judged.name, subject);
    const logits = await answer(data.test);
    const measures = { teacherLogits: teacherTestLogits, ...bench.measures, ...temperatureOf(bench) };
    yield { type: "evaluated", network, step, evaluation: judge(logits, data.test.labels, classes, measures) };
    for (const [kind, places] of Object.entries(order.probes) as [ProbeKind, readonly number[]][]) {
      const rows = new Float32Array(places.length * classes);
      for (const [i, place] of places.entries())
        rows.set(logits.subarray(place * classes, (place + 1) * classes), i * classes);
      yield { type: "probed", network, step, kind, logits: rows };
    }
    if (step === bench.steps && judged.name === subject)
      yield { type: "testLogits", network, logits, labels: data.test.labels };
  }
  if (paint) for (const picture of await paint()) yield { type: "pictured", job: order.job, step, ...picture };
}
