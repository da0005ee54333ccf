/** One worker of the crew, seen from both ends: it opens a backend, is given the images once, and trains job after job. */

import type { BackendChoice } from "../../protocol/backends.ts";
import type { BackendCard, TrainingEvent } from "../../protocol/events.ts";
import { EngineError, type FailureCode } from "../../protocol/failures.ts";
import type { Trial } from "../backends/backendTrial.ts";
import type { OpenBackend, Platform } from "../backends/backendTypes.ts";
import { openBackend } from "../backends/openBackend.ts";
import type { FrozenLogitsCache } from "../evaluation/frozenLogits.ts";
import type { JobData, JobOrder } from "../job/jobOrder.ts";
import { type PendingSettings, trainJob } from "../training/trainJob.ts";
import { openPumpControl, pump } from "./eventPump.ts";

/** From the conductor to a hand. */
export type WorkerCommand =
  | { readonly type: "open"; readonly backend: BackendChoice; readonly platform: Platform; readonly trial: Trial }
  | { readonly type: "data"; readonly data: JobData }
  | { readonly type: "train"; readonly order: JobOrder }
  | { readonly type: "set"; readonly param: string; readonly value: number }
  | { readonly type: "pause" | "resume" | "step" | "stop" };

/** From a hand to the conductor. */
export type WorkerReport =
  | { readonly type: "opened"; readonly card: Omit<BackendCard, "workers"> }
  | { readonly type: "events"; readonly events: readonly TrainingEvent[] }
  | { readonly type: "ended"; readonly reason: "completed" | "stopped" }
  | { readonly type: "failed"; readonly code: FailureCode; readonly detail: string };

/** The conductor's end of a hand, whatever it runs in: a browser's worker or a process. */
export interface TrainingWorker {
  post(command: WorkerCommand): void;
  /** called with every report, and with a failure "worker-died" when the hand is gone */
  onReport(listener: (report: WorkerReport) => void): void;
  terminate(): void;
}

function failureOf(error: unknown): WorkerReport {
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
export function serveTrainingWorker(report: (report: WorkerReport) => void): (command: WorkerCommand) => void {
  const control = openPumpControl();
  const pendingSettings: PendingSettings = { changes: [] };
  const teacherLogits: FrozenLogitsCache = new Map();
  let backend: OpenBackend | null = null;
  let data: JobData | null = null;

  const applyControl = (change: () => void) => {
    change();
    control.changed();
  };
  const train = async (order: JobOrder) => {
    if (!backend || !data)
      throw new EngineError("internal", "a job came before its backend and images; reload the page");
    control.state = control.state === "stopped" ? "open" : control.state;
    pendingSettings.changes.length = 0;
    const executor = backend.openExecutor();
    const lost = backend.lost.then((reason) => {
      throw new EngineError("device-lost", `the GPU went away (${reason}); the run goes on from its last checkpoint`);
    });
    lost.catch(() => {});
    try {
      const events = trainJob(order, data, executor, pendingSettings, teacherLogits);
      const job = pump(events, control, (some) => report({ type: "events", events: some }));
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
        pendingSettings.changes.push({ param: command.param, value: command.value });
        return;
      case "pause":
        return applyControl(() => {
          control.state = "paused";
        });
      case "resume":
        return applyControl(() => {
          control.state = "open";
          control.allowedSteps = 0;
        });
      case "step":
        return applyControl(() => {
          control.allowedSteps++;
        });
      case "stop":
        return applyControl(() => {
          control.state = "stopped";
        });
    }
  };
}
