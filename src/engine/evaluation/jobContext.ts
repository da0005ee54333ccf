/** Everything a job works with from its first step to its last. */

import { paramValues } from "../../methods/core/parameters.ts";
import { frozenTeacher, outputOf } from "../../methods/parts/teacherStudent.ts";
import { stepsOf } from "../../methods/registry/arms.ts";
import { methodById } from "../../methods/registry/methodRegistry.ts";
import type { Executor } from "../../tensor/executor.ts";
import { recordLogits } from "../graphs/outputGraph.ts";
import { type JobData, type JobOrder, subjectOf } from "../job/jobOrder.ts";
import { type JobState, openJobState } from "../job/jobState.ts";
import { cachedLogits, type FrozenLogitsCache } from "./frozenLogits.ts";
import { type MetricOptions, openPredictor } from "./testMetrics.ts";

/** What a job's parts share. */
export interface JobContext {
  readonly order: JobOrder;
  readonly data: JobData;
  readonly state: JobState;
  readonly classes: number;
  /** name of the output that stands for the job */
  readonly subject: string;
  /** steps of the job, all stages together */
  readonly jobSteps: number;
  /** [count, classes]; null where the job has no teacher */
  readonly teacherTestLogits: Float32Array | null;
  /** the classes whose test images count, where not all do */
  readonly counted: Pick<MetricOptions, "counted">;
  /** current values of the live settings */
  readonly live: Record<string, number>;
  /** logits of the run's teacher, shared by the jobs of a worker */
  readonly frozenLogitsCache: FrozenLogitsCache;
}

/** Opens a job's context: its state, its settings as the order has them, and the teacher's logits on the test set. */
export async function openJobContext(
  order: JobOrder,
  data: JobData,
  executor: Executor,
  frozenLogitsCache: FrozenLogitsCache,
): Promise<JobContext> {
  const state = openJobState(order, executor, order.student ? data.transfer : data.train);
  const { stages } = state;
  return {
    ...{ order, data, state, frozenLogitsCache },
    classes: order.experiment.teacher.architecture.classes,
    subject: subjectOf(stages),
    jobSteps: stepsOf(stages),
    teacherTestLogits: order.teacher ? await teacherLogitsOnTestSet(order, data, executor, frozenLogitsCache) : null,
    counted: countedClasses(order),
    live: initialSettings(order, stages.at(-1)!.training.learningRate),
  };
}

function teacherLogitsOnTestSet(
  { experiment }: JobOrder,
  { test }: JobData,
  executor: Executor,
  cache: FrozenLogitsCache,
): Promise<Float32Array> {
  const { classes } = experiment.teacher.architecture;
  const teacher = { networks: [frozenTeacher(experiment)] };
  const record = (batchSize: number) => recordLogits(teacher, outputOf("teacher"), batchSize);
  return cachedLogits(cache, "test", () => openPredictor(executor, record, classes)(test));
}

/** The method's numbers and the learning rate, and for a student what was changed before its job began. */
function initialSettings({ experiment, student, live }: JobOrder, learningRate: number): Record<string, number> {
  const { id, params } = experiment.method;
  const values = Object.entries(paramValues(methodById(id).params, params));
  const numbers = values.flatMap(([name, value]) => (typeof value === "number" ? [[name, value] as const] : []));
  return { ...Object.fromEntries(numbers), learningRate, ...(student ? live : {}) };
}

/** Where the teacher's training set lacks classes, each network is evaluated on the classes that it was trained on. */
function countedClasses({ experiment, student }: JobOrder): Pick<MetricOptions, "counted"> {
  const { omitClasses: teacherLacks = [] } = experiment.data;
  if (teacherLacks.length === 0) return {};
  const { classes } = experiment.student.architecture;
  const lacking = new Set(student ? experiment.transferSet.omitClasses : teacherLacks);
  return { counted: new Set(Array.from({ length: classes }, (_, c) => c).filter((c) => !lacking.has(c))) };
}
