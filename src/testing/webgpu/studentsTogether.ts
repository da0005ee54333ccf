/** Runs a small experiment on a device with its students together and one after the other, and counts what the device does. */

import { countDeviceCalls } from "../../bench/gpuCallCounts.ts";
import { builtInDigits } from "../../data/dataSources.ts";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import type { Experiment } from "../../domain/experiment.ts";
import { dense } from "../../domain/namedArchitectures.ts";
import type { Platform } from "../../engine/backends/backendTypes.ts";
import type { GpuSource } from "../../engine/backends/webgpuDevice.ts";
import { drawRunData } from "../../engine/job/runData.ts";
import { conductRun } from "../../engine/pool/conductor.ts";
import { serveTrainingWorker } from "../../engine/pool/trainingWorker.ts";
import type { WorkerCommand, WorkerReport } from "../../engine/pool/workerCommands.ts";
import type { TrainingEvent } from "../../protocol/events.ts";
import { openWorkerPort } from "../../protocol/workerPort.ts";

const PAIRS = 3;
const training = { ...defaultExperiment.student.training, steps: 24, batchSize: 10 };
const experiment: Experiment = {
  ...defaultExperiment,
  controls: [],
  pairs: PAIRS,
  data: { dataset: "digits", train: 100 },
  teacher: { architecture: dense(6), training: { ...training, steps: 1 } },
  student: { architecture: dense(4), training },
  transferSet: { ...defaultExperiment.transferSet, size: 50 },
  evaluateEvery: 12,
};

/** Runs the experiment in this thread. @returns the dispatches of the whole run, and how many of its jobs have finished */
async function runWith(gpu: GpuSource, platform: Platform, together: number) {
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
  const finished = events.filter(({ type }) => type === "jobFinished").length;
  return { dispatches: counts.dispatches, finished };
}

/** What two runs of the same experiment did. */
export interface TogetherCounts {
  readonly jobs: number;
  readonly alone: { readonly dispatches: number; readonly finished: number };
  readonly together: { readonly dispatches: number; readonly finished: number };
}

/** Runs the experiment's students one after the other, then all pairs of an arm together. */
export async function countTogether(gpu: GpuSource, platform: Platform): Promise<TogetherCounts> {
  const alone = await runWith(gpu, platform, 1);
  return { jobs: 1 + 2 * PAIRS, alone, together: await runWith(gpu, platform, PAIRS) };
}
