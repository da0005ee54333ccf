/** One worker of the crew, seen from both ends: it opens a backend, is given the images once, and trains job after job. */

import type { BackendChoice } from "../../protocol/backends.ts";
import type { BackendCard, TrainingEvent } from "../../protocol/events.ts";
import { EngineError, type FailureCode } from "../../protocol/failures.ts";
import type { Trial } from "../backends/backendTrial.ts";
import { type OpenBackend, openBackend, type Platform } from "../backends/openBackend.ts";
import type { JobData, JobOrder } from "../job/jobOrder.ts";
import type { Heard } from "../evaluation/frozenLogits.ts";
import { type Dial, trainJob } from "../training/trainJob.ts";
import { openValve, pump } from "./eventPump.ts";

/** From the conductor to a hand. */
export type HandCommand =
  | { readonly type: "open"; readonly backend: BackendChoice; readonly platform: Platform; readonly trial: Trial }
  | { readonly type: "data"; readonly data: JobData }
  | { readonly type: "train"; readonly order: JobOrder }
  | { readonly type: "set"; readonly param: string; readonly value: number }
  | { readonly type: "pause" | "resume" | "step" | "stop" };

/** From a hand to the conductor. */
export type HandReport =
  | { readonly type: "opened"; readonly card: Omit<BackendCard, "workers"> }
  | { readonly type: "events"; readonly events: readonly TrainingEvent[] }
  | { readonly type: "ended"; readonly reason: "completed" | "stopped" }
  | { readonly type: "failed"; readonly code: FailureCode; readonly detail: string };

/** The conductor's end of a hand, whatever it runs in: a browser's worker or a process. */
export interface Hand {
  tell(command: HandCommand): void;
  /** called with every report, and with a failure "worker-died" when the hand is gone */
  onReport(listener: (report: HandReport) => void): void;
  release(): void;
}

function failureOf(error: unknown): HandReport {
  if (error instanceof EngineError) return { type: "failed", code: error.code, detail: error.message };
  const detail = error instanceof Error ? error.message : String(error);
  const memory = /memory|allocat/i.test(detail);
  return { type: "failed", code: memory ? "out-of-memory" : "internal", detail };
}

/**
 * The working end of a hand.
 * @param report sends a report to the conductor
 * @returns takes the conductor's commands
 */
export function serveHand(report: (report: HandReport) => void): (command: HandCommand) => void {
  const valve = openValve();
  const dial: Dial = { moved: [] };
  const heard: Heard = new Map();
  let backend: OpenBackend | null = null;
  let data: JobData | null = null;

  const turn = (change: () => void) => {
    change();
    valve.turned();
  };
  const train = async (order: JobOrder) => {
    if (!backend || !data)
      throw new EngineError("internal", "a job came before its backend and images; reload the page");
    valve.state = valve.state === "stopped" ? "open" : valve.state;
    dial.moved.length = 0;
    const executor = backend.openExecutor();
    const lost = backend.lost.then((reason) => {
      throw new EngineError("device-lost", `the GPU went away (${reason}); the run goes on from its last checkpoint`);
    });
    lost.catch(() => {});
    try {
      const events = trainJob(order, data, executor, dial, heard);
      const job = pump(events, valve, (some) => report({ type: "events", events: some }));
      report({ type: "ended", reason: await Promise.race([job, lost]) });
    } finally {
      executor.dispose();
    }
  };

  return (command) => {
    switch (command.type) {
      case "open":
        openBackend(command.backend, command.platform, command.trial)
          .then((opened) => {
            backend = opened;
            report({ type: "opened", card: opened.card });
          })
          .catch((error: unknown) => report(failureOf(error)));
        return;
      case "data":
        data = command.data;
        return;
      case "train":
        train(command.order).catch((error: unknown) => report(failureOf(error)));
        return;
      case "set":
        dial.moved.push({ param: command.param, value: command.value });
        return;
      case "pause":
        return turn(() => {
          valve.state = "paused";
        });
      case "resume":
        return turn(() => {
          valve.state = "open";
          valve.permits = 0;
        });
      case "step":
        return turn(() => {
          valve.permits++;
        });
      case "stop":
        return turn(() => {
          valve.state = "stopped";
        });
    }
  };
}
