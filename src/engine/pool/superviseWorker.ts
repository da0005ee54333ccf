/** A hand at work: opened once with its backend and images, then watched through job after job. */

import type { BackendChoice } from "../../protocol/backends.ts";
import type { BackendCard, TrainingEvent } from "../../protocol/events.ts";
import { EngineError } from "../../protocol/failures.ts";
import type { Trial } from "../backends/backendTrial.ts";
import type { Platform } from "../backends/backendTypes.ts";
import type { JobData, JobOrder } from "../job/jobOrder.ts";
import type { TrainingWorker, WorkerReport } from "./trainingWorker.ts";

/** A hand with its backend ready. */
export interface ReadyWorker {
  readonly worker: TrainingWorker;
  readonly card: BackendCard;
}

/** How a job on a hand came to its end. */
export type JobOutcome = Extract<WorkerReport, { type: "ended" | "failed" }>;

/** What a hand is given before its first job. */
export interface WorkerSetup {
  readonly backend: BackendChoice;
  readonly platform: Platform;
  readonly data: JobData;
  /** hands that train side by side without a GPU; with one they take turns */
  readonly size: number;
  readonly trial: Trial;
}

/**
 * Opens a hand's backend and hands it the images.
 * @throws EngineError with the hand's own words when no backend comes up
 */
export async function openWorker(
  hand: TrainingWorker,
  { backend, platform, data, size, trial }: WorkerSetup,
): Promise<ReadyWorker> {
  const report = await new Promise<WorkerReport>((resolve) => {
    hand.onReport(resolve);
    hand.post({ type: "open", backend, platform, trial });
  });
  if (report.type === "failed") throw new EngineError(report.code, report.detail);
  if (report.type !== "opened") throw new EngineError("internal", "a worker spoke before its backend was open");
  hand.post({ type: "data", data });
  return { worker: hand, card: { ...report.card, workers: report.card.name.endsWith("webgpu") ? 1 : size } };
}

/** How a job is watched. */
export interface Supervision {
  /** how long the hand may tell nothing while it is not paused, ms */
  readonly silenceLimit: number;
  readonly now: () => number;
  readonly isPaused: () => boolean;
  readonly take: (events: readonly TrainingEvent[]) => void;
}

/** Trains one job on a hand; a hand that falls silent counts as failed. */
export function runJobOnWorker(
  { worker }: ReadyWorker,
  order: JobOrder,
  { silenceLimit, now, isPaused, take }: Supervision,
): Promise<JobOutcome> {
  return new Promise((resolve) => {
    let heard = now();
    const settle = (ending: JobOutcome) => {
      clearInterval(timer);
      resolve(ending);
    };
    const detail = `${order.job} told nothing for ${silenceLimit / 1000} s`;
    const timer = setInterval(() => {
      if (isPaused()) heard = now();
      else if (now() - heard > silenceLimit) settle({ type: "failed", code: "worker-silent", detail });
    }, silenceLimit / 4);
    worker.onReport((report) => {
      heard = now();
      if (report.type === "events") take(report.events);
      else if (report.type === "ended" || report.type === "failed") settle(report);
    });
    worker.post({ type: "train", order });
  });
}
