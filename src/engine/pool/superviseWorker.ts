/** Opens a training worker with its backend and images, and runs jobs on it under supervision. */

import type { BackendChoice } from "../../protocol/backends.ts";
import type { BackendCard, TrainingEvent } from "../../protocol/events.ts";
import { EngineError } from "../../protocol/failures.ts";
import {
  OPENING_SILENCE_LIMIT,
  READY_LIMIT,
  SILENCE_CHECK_INTERVAL,
  trainingSilenceLimit,
} from "../../protocol/pacing.ts";
import { watchSilence } from "../../protocol/silenceWatch.ts";
import type { Trial } from "../backends/backendTrial.ts";
import type { Platform } from "../backends/backendTypes.ts";
import type { JobData, JobOrder } from "../job/jobOrder.ts";
import type { TogetherLimits } from "../job/studentGroups.ts";
import type { TrainingWorker, WorkerCommand, WorkerReport } from "./workerCommands.ts";

/** A training worker whose backend is ready. */
export interface ReadyWorker {
  readonly worker: TrainingWorker;
  readonly card: BackendCard;
  /** absent where nothing is gained by training several students together */
  readonly together?: TogetherLimits;
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

const RELOAD = "reload the page: the site may have a new version";

/** The failure of a worker that is lost. One that never sent anything has no program that runs. */
function deathOf(detail: string, hasReported: boolean): Failure {
  if (hasReported) return { type: "failed", code: "worker-died", detail };
  return { type: "failed", code: "worker-missing", detail: `${detail}; its program did not start, ${RELOAD}` };
}

/** What the supervision of a worker needs from the conductor. */
export interface Supervision {
  /** milliseconds of a steady clock */
  readonly now: () => number;
  /** settles when a run that was stopped no longer waits for its workers */
  readonly halted: Promise<void>;
  /** milliseconds in which the slowest machine takes the steps of a trial */
  readonly slowTrial: number;
}

/** Waits until a worker has opened its backend. */
function firstReportOf(worker: TrainingWorker, command: WorkerCommand, supervision: Supervision) {
  const { now, halted, slowTrial } = supervision;
  return new Promise<WorkerReport>((resolve) => {
    let hasReported = false;
    const settle = (report: WorkerReport) => {
      silence.stop();
      resolve(report);
    };
    const silence = watchSilence({
      limit: () => (hasReported ? OPENING_SILENCE_LIMIT + slowTrial : READY_LIMIT),
      every: SILENCE_CHECK_INTERVAL,
      isWaiting: () => true,
      now,
      onSilent(limit) {
        const detail = `a training worker has not answered for ${Math.round(limit / 1000)} s`;
        settle(hasReported ? { type: "failed", code: "worker-silent", detail } : deathOf(detail, false));
      },
    });
    halted.then(() => settle({ type: "failed", code: "internal", detail: "the run was stopped" }));
    worker.onReport((report) => {
      hasReported = true;
      silence.reset();
      if (report.type !== "ready" && report.type !== "alive") settle(report);
    });
    worker.onLost((detail, hasReported) => settle(deathOf(detail, hasReported)));
    worker.post(command);
  });
}

/**
 * Opens a worker's backend and sends it the images.
 * @throws EngineError with the worker's own words when no backend can be opened; "worker-missing" where its program does
 * not start, "worker-died" and "worker-silent" where it stops or hangs later
 */
export async function openWorker(
  worker: TrainingWorker,
  { backend, platform, data, size, trial }: WorkerSetup,
  supervision: Supervision,
): Promise<ReadyWorker> {
  const report = await firstReportOf(worker, { type: "open", backend, platform, trial }, supervision);
  if (report.type === "failed") throw new EngineError(report.code, report.detail);
  if (report.type !== "opened") throw new EngineError("internal", "a worker sent a report before its backend was open");
  worker.post({ type: "data", data });
  const card = { ...report.card, workers: report.card.name.endsWith("webgpu") ? 1 : size };
  return { worker, card, ...(report.together ? { together: report.together } : {}) };
}

/** What supervised jobs need from the conductor. */
export interface JobSupervision extends Omit<Supervision, "slowTrial"> {
  /** while the run is paused, silence does not count */
  readonly isPaused: () => boolean;
  /** floating-point operations of the jobs' largest run of a program, all of them together */
  readonly largestRun: number;
  readonly onEvents: (events: readonly TrainingEvent[]) => void;
}

/**
 * Trains one job on a worker, or several together. A worker that is silent for longer than their pace allows
 * (trainingSilenceLimit) counts as failed. Where the run is halted, the jobs count as stopped, whatever their worker does.
 */
export function runJobsOnWorker(
  { worker }: ReadyWorker,
  orders: readonly JobOrder[],
  { now, isPaused, halted, largestRun, onEvents }: JobSupervision,
): Promise<JobOutcome> {
  return new Promise((resolve) => {
    let isPreparing = true;
    let [longestGap, longestPreparation] = [0, 0];
    const measure = (gap: number) => {
      if (isPreparing) longestPreparation = Math.max(longestPreparation, gap);
      else longestGap = Math.max(longestGap, gap);
    };
    const settle = (outcome: JobOutcome) => {
      silence.stop();
      resolve(outcome);
    };
    const silence = watchSilence({
      limit: () => trainingSilenceLimit({ longestGap, longestPreparation, isPreparing, largestRun }),
      every: SILENCE_CHECK_INTERVAL,
      isWaiting: () => !isPaused(),
      now,
      onSilent(limit) {
        const detail = `${orders.map(({ job }) => job).join(", ")} sent nothing for ${Math.round(limit / 1000)} s`;
        settle({ type: "failed", code: "worker-silent", detail });
      },
    });
    halted.then(() => settle({ type: "ended", reason: "stopped" }));
    worker.onLost((reason, hasReported) => settle(deathOf(reason, hasReported)));
    worker.onReport((report) => {
      measure(silence.reset());
      if (report.type === "alive") isPreparing = report.isPreparing;
      else if (report.type === "events") onEvents(report.events);
      else if (report.type !== "opened" && report.type !== "ready") settle(report);
    });
    worker.post({ type: "train", orders });
  });
}
