/** Small runs of a method, each trained once however many laws read it. */

import { kernelFiles } from "../../scripts/build/kernelFiles.ts";
import "../../scripts/build/relaxedSimd.ts";
import { builtInDigits } from "../data/dataSources.ts";
import { defaultExperiment } from "../domain/defaultExperiment.ts";
import { type Arm, BASELINE, DISTILLED, type Experiment } from "../domain/experiment.ts";
import { hasTeacher, type JobOrder } from "../engine/job/jobOrder.ts";
import { drawRunData } from "../engine/job/runData.ts";
import { trainJob } from "../engine/training/trainJob.ts";
import type { Method } from "../methods/core/method.ts";
import { jobOf, type TrainingEvent } from "../protocol/events.ts";
import type { Executor } from "../tensor/executor.ts";
import { loadKernels } from "../tensor/executors/wasm/kernelModule.ts";
import { openWasm } from "../tensor/executors/wasm/wasmExecutor.ts";
import { shrunkExperiment } from "./shrunkExperiment.ts";

const kernels = await loadKernels(kernelFiles);
const size = { steps: 6, batch: 5, images: 100, units: 8, filters: 3 };
const digits = builtInDigits(7, size.images);
const TEST_IMAGES = 40;
const test = {
  ...digits.test,
  count: TEST_IMAGES,
  images: digits.test.images.slice(0, TEST_IMAGES * 784),
  labels: digits.test.labels.slice(0, TEST_IMAGES),
};

/** The images from which every small run draws. */
export const smallSplit = { train: digits.train, test };

/** A method's experiment, cut down; it evaluates and saves within its stages, not only at their ends. */
export function smallExperiment({ preset }: Method): Experiment {
  return { ...shrunkExperiment(preset(defaultExperiment), size), evaluateEvery: 4 };
}

/** The order of one small job. @param arm null for the teacher */
export function smallOrder(experiment: Experiment, arm: Arm | null, changes: Partial<JobOrder> = {}): JobOrder {
  const student = arm === null ? null : { arm, pair: 0 };
  const job = arm === null ? "teacher" : jobOf(arm, 0);
  const probes = { gallery: [0, 1] };
  return { job, experiment, student, probes, live: {}, teacher: null, resumeFrom: null, ...changes };
}

/** All events of a job. */
export async function collectEvents(order: JobOrder, executor: Executor): Promise<readonly TrainingEvent[]> {
  const data = await drawRunData(order.experiment, smallSplit, async () => digits);
  const events: TrainingEvent[] = [];
  for await (const event of trainJob(order, data, executor, { changes: [] })) events.push(event);
  return events;
}

/** The bytes of all checkpoints among some events. */
export function checkpointsOf(events: readonly TrainingEvent[]): readonly Uint8Array[] {
  return events.flatMap((event) => (event.type === "checkpoint" ? [event.bytes] : []));
}

/** The total loss of each step among some events. */
export function totalLossesOf(events: readonly TrainingEvent[]): readonly number[] {
  return events.flatMap((event) => (event.type === "losses" ? [event.rows[0]!] : []));
}

/** An empty executor on the planned WASM kernels. */
export const openKernels = () => openWasm(kernels);

/** A job that has been trained, with the executor as the job left it. */
interface TrainedJob {
  readonly order: JobOrder;
  readonly events: readonly TrainingEvent[];
  readonly executor: Executor;
}

/** The jobs of a method's small experiment. */
export interface MethodRuns {
  readonly experiment: Experiment;
  /** the distilled student, the baseline student, and the method's own arms */
  readonly arms: readonly Arm[];
  /** the trained teacher's checkpoint; null where the method needs none */
  teacher(): Promise<Uint8Array | null>;
  /** an arm's job on WASM, trained at the first call */
  job(arm: Arm): Promise<TrainedJob>;
}

/** Opens the runs of a method; a job is trained at the first call for it. */
export function openMethodRuns(method: Method): MethodRuns {
  const experiment = smallExperiment(method);
  const jobs = new Map<Arm, Promise<TrainedJob>>();
  let teacher: Promise<Uint8Array | null> | null = null;
  const trainTeacher = async () => {
    if (!hasTeacher(experiment)) return null;
    return checkpointsOf(await collectEvents(smallOrder(experiment, null), openKernels())).at(-1)!;
  };
  const runs: MethodRuns = {
    experiment,
    arms: [DISTILLED, BASELINE, ...Object.keys(method.arms ?? {})],
    teacher() {
      teacher ??= trainTeacher();
      return teacher;
    },
    job(arm) {
      const train = async (): Promise<TrainedJob> => {
        const order = smallOrder(experiment, arm, { teacher: await runs.teacher() });
        const executor = openKernels();
        return { order, events: await collectEvents(order, executor), executor };
      };
      const job = jobs.get(arm) ?? train();
      jobs.set(arm, job);
      return job;
    },
  };
  return runs;
}
