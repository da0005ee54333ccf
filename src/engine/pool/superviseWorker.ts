/** Opens a training worker with its backend and images, and runs jobs on it under supervision. */

import type { BackendChoice } from "../../protocol/backends.ts";
import type { BackendCard, TrainingEvent } from "../../protocol/events.ts";
import { EngineError } from "../../protocol/failures.ts";
import { TRAINING_SILENCE_LIMIT } from "../../protocol/pacing.ts";
import { watchSilence } from "../../protocol/silenceWatch.ts";
import type { Trial } from "../backends/backendTrial.ts";
import type { Platform } from "../backends/backendTypes.ts";
import type { JobData, JobOrder } from "../job/jobOrder.ts";
import type { TrainingWorker, WorkerReport } from "./workerCommands.ts";

/** A training worker whose backend is ready. */
export interface ReadyWorker {
  readonly worker: TrainingWorker;
  readonly card: BackendCard;
}

type Failure = Extract<WorkerReport, { type: "failed" }>;

/** How a job on a worker ended. */
export type JobOutcome = Extract<WorkerReport, { type: "ended" }> | Failure;

/** What a worker receives before its first job. */
export interface WorkerSetup {
  readonly backend: BackendChoice;
  readonly platform: Platform;
  readonly data: JobData;
  /** workers that train side by side without a GPU; with a GPU one worker trains all jobs */
  readonly size: number;
  readonly trial: Trial;
}

function deathOf(detail: string): Failure {
  return { type: "failed", code: "worker-died", detail };
}

/**
 * Opens a worker's backend and sends it the images.
 * @throws EngineError with the worker's own words when no backend can be opened
 */
export async function openWorker(
  worker: TrainingWorker,
  { backend, platform, data, size, trial }: WorkerSetup,
): Promise<ReadyWorker> {
  const report = await new Promise<WorkerReport>((resolve) => {
    worker.onReport(resolve);
    worker.onLost((detail) => resolve(deathOf(detail)));
    worker.post({ type: "open", backend, platform, trial });
  });
  if (report.type === "failed") throw new EngineError(report.code, report.detail);
  if (report.type !== "opened") throw new EngineError("internal", "a worker spoke before its backend was open");
  worker.post({ type: "data", data });
  return { worker, card: { ...report.card, workers: report.card.name.endsWith("webgpu") ? 1 : size } };
}

/** What a supervised job needs from the conductor. */
export interface Supervision {
  /** milliseconds of a steady clock */
  readonly now: () => number;
  /** while the run is paused, silence does not count */
  readonly isPaused: () => boolean;
  readonly onEvents: (events: readonly TrainingEvent[]) => void;
}

/** Trains one job on a worker. A worker that is silent beyond `TRAINING_SILENCE_LIMIT` counts as failed. */
export function runJobOnWorker(
  { worker }: ReadyWorker,
  order: JobOrder,
  { now, isPaused, onEvents }: Supervision,
): Promise<JobOutcome> {
  return new Promise((resolve) => {
    const settle = (outcome: JobOutcome) => {
      silence.stop();
      resolve(outcome);
    };
    const limit = TRAINING_SILENCE_LIMIT;
    const detail = `${order.job} told nothing for ${limit / 1000} s`;
    const silence = watchSilence({
      limit,
      every: limit / 4,
      isWaiting: () => !isPaused(),
      now,
      onSilent: () => settle({ type: "failed", code: "worker-silent", detail }),
    });
    worker.onLost((reason) => settle(deathOf(reason)));
    worker.onReport((report) => {
      silence.reset();
      if (report.type === "events") onEvents(report.events);
      else if (report.type !== "opened") settle(report);
    });
    worker.post({ type: "train", order });
  });
}
