/** Runs experiments on a device with their students together and one after the other, and compares the events of each job. */

import { countDeviceCalls } from "../../bench/gpuCallCounts.ts";
import { builtInDigits } from "../../data/dataSources.ts";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import type { Experiment } from "../../domain/experiment.ts";
import { dense } from "../../domain/namedArchitectures.ts";
import type { Platform } from "../../engine/backends/backendTypes.ts";
import type { GpuSource } from "../../engine/backends/webgpuDevice.ts";
import { hasTeacher, studentsOf } from "../../engine/job/jobOrder.ts";
import { drawRunData } from "../../engine/job/runData.ts";
import { conductRun } from "../../engine/pool/conductor.ts";
import { serveTrainingWorker } from "../../engine/pool/trainingWorker.ts";
import type { WorkerCommand, WorkerReport } from "../../engine/pool/workerCommands.ts";
import { methodById } from "../../methods/registry/methodRegistry.ts";
import { encodeEvent } from "../../protocol/eventLog.ts";
import { isTransient, type TrainingEvent } from "../../protocol/events.ts";
import { joinLossBlocks } from "../../protocol/lossBlocks.ts";
import { openWorkerPort } from "../../protocol/workerPort.ts";
import { shrunkExperiment } from "../shrunkExperiment.ts";

const PAIRS = 3;
const training = { ...defaultExperiment.student.training, steps: 24, batchSize: 10 };
const small: Experiment = {
  ...defaultExperiment,
  controls: [],
  pairs: PAIRS,
  data: { dataset: "digits", train: 100 },
  teacher: { architecture: dense(6), training: { ...training, steps: 1 } },
  student: { architecture: dense(4), training },
  transferSet: { ...defaultExperiment.transferSet, size: 50 },
  evaluateEvery: 12,
};

/** Runs an experiment in this thread. @returns its events, and the dispatches of the whole run */
async function runWith(gpu: GpuSource, platform: Platform, experiment: Experiment, together: number) {
  const counts = countDeviceCalls();
  const split = builtInDigits(1, 100);
  const events: TrainingEvent[] = [];
  const spawn = () => {
    const carryOut = serveTrainingWorker((report) => deliver(report), { gpu });
    const { port, deliver } = openWorkerPort<WorkerCommand, WorkerReport>({
      post: carryOut,
      terminate: () => carryOut({ type: "stop" }),
    });
    return port;
  };
  const request = { experiment, dataset: "digits", backend: "webgpu", resumeFrom: {}, version: "", date: "" } as const;
  const data = await drawRunData(experiment, split, async () => split);
  const pool = { size: 1, platform, spawn };
  const now = () => performance.now();
  await conductRun({ ...request, data, pool, together, now }, (added) => events.push(...added)).ended;
  return { dispatches: counts.dispatches, events };
}

/** What two runs of the same experiment did: its students one after the other, and all pairs of an arm together. */
export interface TogetherComparison {
  readonly method: string;
  readonly jobs: number;
  readonly alone: { readonly dispatches: number; readonly finished: number };
  readonly together: { readonly dispatches: number; readonly finished: number };
  /** jobs whose events differ */
  readonly different: readonly string[];
}

/** The lasting events of each job, as the log has them whatever other jobs did meanwhile. */
function logsByJob(events: readonly TrainingEvent[], jobs: readonly string[]): readonly string[] {
  const isOf = (job: string, event: TrainingEvent) =>
    ("job" in event && event.job === job) || ("network" in event && `${event.network}/`.startsWith(`${job}/`));
  return jobs.map((job) =>
    joinLossBlocks(events.filter((event) => !isTransient(event) && isOf(job, event)))
      .map(encodeEvent)
      .join("\n"),
  );
}

async function compare(gpu: GpuSource, platform: Platform, experiment: Experiment): Promise<TogetherComparison> {
  const alone = await runWith(gpu, platform, experiment, 1);
  const together = await runWith(gpu, platform, experiment, experiment.pairs);
  const finishedIn = (events: readonly TrainingEvent[]) =>
    events.flatMap((event) => (event.type === "jobFinished" ? [event.job] : []));
  const jobs = finishedIn(alone.events);
  const [expected, found] = [logsByJob(alone.events, jobs), logsByJob(together.events, jobs)];
  const countsOf = ({ dispatches, events }: typeof alone) => ({ dispatches, finished: finishedIn(events).length });
  return {
    method: experiment.method.id,
    jobs: (hasTeacher(experiment) ? 1 : 0) + studentsOf(experiment).length,
    alone: countsOf(alone),
    together: countsOf(together),
    different: jobs.filter((_, i) => expected[i] !== found[i]),
  };
}

/** The preset of a method with two pairs, a few steps and small networks. */
function shrunkPreset(id: string): Experiment {
  const preset = methodById(id).preset(defaultExperiment);
  return { ...shrunkExperiment(preset, { steps: 6, batch: 10, images: 60, units: 6, filters: 2 }), pairs: 2 };
}

/** Compares runs of the small experiment ("small"), or of methods by their ids. */
export async function compareTogether(
  gpu: GpuSource,
  platform: Platform,
  names: readonly string[],
): Promise<readonly TogetherComparison[]> {
  const found: TogetherComparison[] = [];
  for (const name of names) found.push(await compare(gpu, platform, name === "small" ? small : shrunkPreset(name)));
  return found;
}
