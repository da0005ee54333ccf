/** A training worker: it opens a backend, receives the images once, and trains one job after another. */

import { errorText } from "../../domain/errorText.ts";
import { EngineError } from "../../protocol/failures.ts";
import type { Executor } from "../../tensor/executor.ts";
import type { OpenBackend } from "../backends/backendTypes.ts";
import { onDevice } from "../backends/deviceFailure.ts";
import { choiceSources, openBackend } from "../backends/openBackend.ts";
import { browserGpu, type GpuSource } from "../backends/webgpuDevice.ts";
import type { FrozenLogitsCache } from "../evaluation/frozenLogits.ts";
import type { JobData, JobOrder } from "../job/jobOrder.ts";
import { type PendingSettings, trainJob } from "../training/trainJob.ts";
import { openPumpControl, type PumpControl, pump } from "./eventPump.ts";
import { withSignsOfLife } from "./signsOfLife.ts";
import type { WorkerCommand, WorkerReport } from "./workerCommands.ts";

function failureOf(error: unknown): WorkerReport {
  if (error instanceof EngineError) return { type: "failed", code: error.code, detail: error.message };
  const detail = errorText(error);
  const isOutOfMemory = /memory|allocat/i.test(detail);
  return { type: "failed", code: isOutOfMemory ? "out-of-memory" : "internal", detail };
}

/**
 * What runs in a training worker.
 * @param send sends a report to the conductor
 * @param platform where WebGPU comes from, a browser's own where it is absent; and milliseconds of a steady clock, the
 * platform's own unless a test gives another
 * @returns a function that carries out one command of the conductor
 */
export function serveTrainingWorker(
  send: (report: WorkerReport) => void,
  { gpu = browserGpu, now }: { readonly gpu?: GpuSource; readonly now?: () => number } = {},
): (command: WorkerCommand) => void {
  const control = openPumpControl();
  const pendingSettings: PendingSettings = { changes: [] };
  const frozenLogitsCache: FrozenLogitsCache = new Map();
  let backend: OpenBackend | null = null;
  let data: JobData | null = null;

  const setControl = (change: Partial<PumpControl>) => {
    Object.assign(control, change);
    control.changed();
  };
  const train = async (order: JobOrder) => {
    if (!backend || !data)
      throw new EngineError("internal", "a job came before its backend and images; reload the page");
    control.state = control.state === "stopped" ? "open" : control.state;
    pendingSettings.changes.length = 0;
    const executors: Executor[] = [];
    const runJob = async (images: JobData, opened: OpenBackend) => {
      const bare = opened.openExecutor();
      executors.push(bare);
      const clock = () => performance.now();
      const executor = withSignsOfLife(bare, (isPreparing) => send({ type: "alive", isPreparing }), clock);
      const events = trainJob(order, images, executor, pendingSettings, frozenLogitsCache);
      return pump(events, control, (gathered) => send({ type: "events", events: gathered }), now);
    };
    try {
      send({ type: "ended", reason: await onDevice(backend, runJob(data, backend)) });
    } finally {
      for (const executor of executors) executor.dispose();
    }
  };

  return (command) => {
    switch (command.type) {
      case "open":
        openBackend(command.backend, command.platform, command.trial, choiceSources(gpu))
          .then((opened) => {
            backend = opened;
            send({ type: "opened", card: opened.card });
          })
          .catch((error: unknown) => send(failureOf(error)));
        return;
      case "data":
        data = command.data;
        return;
      case "train":
        train(command.order).catch((error: unknown) => send(failureOf(error)));
        return;
      case "set":
        pendingSettings.changes.push({ param: command.param, value: command.value });
        return;
      case "pause":
        return setControl({ state: "paused" });
      case "resume":
        return setControl({ state: "open", allowedSteps: 0 });
      case "step":
        return setControl({ allowedSteps: control.allowedSteps + 1 });
      case "stop":
        return setControl({ state: "stopped" });
    }
  };
}
