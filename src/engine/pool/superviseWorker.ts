/** A hand at work: opened once with its backend and images, then watched through job after job. */

import type { BackendChoice } from "../../protocol/backends.ts";
import type { BackendCard, TrainingEvent } from "../../protocol/events.ts";
import { EngineError } from "../../protocol/failures.ts";
import type { Trial } from "../backends/backendTrial.ts";
import type { Platform } from "../backends/openBackend.ts";
import type { JobData, JobOrder } from "../job/jobOrder.ts";
import type { Hand, HandReport } from "./trainingWorker.ts";

/** A hand with its backend ready. */
export interface Post {
  readonly hand: Hand;
  readonly card: BackendCard;
}

/** How a job on a hand came to its end. */
export type Ending = Extract<HandReport, { type: "ended" | "failed" }>;

/** What a hand is given before its first job. */
export interface Outfit {
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
export async function openPost(hand: Hand, { backend, platform, data, size, trial }: Outfit): Promise<Post> {
  const report = await new Promise<HandReport>((resolve) => {
    hand.onReport(resolve);
    hand.tell({ type: "open", backend, platform, trial });
  });
  if (report.type === "failed") throw new EngineError(report.code, report.detail);
  if (report.type !== "opened") throw new EngineError("internal", "a worker spoke before its backend was open");
  hand.tell({ type: "data", data });
  return { hand, card: { ...report.card, workers: report.card.name.endsWith("webgpu") ? 1 : size } };
}

/** How a job is watched. */
export interface Watch {
  /** how long the hand may tell nothing while it is not paused, ms */
  readonly patience: number;
  readonly now: () => number;
  readonly isPaused: () => boolean;
  readonly take: (events: readonly TrainingEvent[]) => void;
}

/** Trains one job on a hand; a hand that falls silent counts as failed. */
export function playOn({ hand }: Post, order: JobOrder, { patience, now, isPaused, take }: Watch): Promise<Ending> {
  return new Promise((resolve) => {
    let heard = now();
    const settle = (ending: Ending) => {
      clearInterval(timer);
      resolve(ending);
    };
    const detail = `${order.job} told nothing for ${patience / 1000} s`;
    const timer = setInterval(() => {
      if (isPaused()) heard = now();
      else if (now() - heard > patience) settle({ type: "failed", code: "worker-silent", detail });
    }, patience / 4);
    hand.onReport((report) => {
      heard = now();
      if (report.type === "events") take(report.events);
      else if (report.type === "ended" || report.type === "failed") settle(report);
    });
    hand.tell({ type: "train", order });
  });
}
