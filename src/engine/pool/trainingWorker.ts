/**
 * A training worker: it opens a backend, receives the images once, and trains one job after another, or several together.
 */

import { errorText } from "../../domain/errorText.ts";
import type { TrainingEvent } from "../../protocol/events.ts";
import { EngineError } from "../../protocol/failures.ts";
import type { Executor } from "../../tensor/executor.ts";
import { type OpenBackend, openExecutors } from "../backends/backendTypes.ts";
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
  const frozenLogitsCache: FrozenLogitsCache = new Map();
  /** of each job that trains; between jobs, what the next ones begin with */
  let controls: readonly PumpControl[] = [openPumpControl()];
  let pendingSettings: readonly PendingSettings[] = [];
  let backend: OpenBackend | null = null;
  let data: JobData | null = null;

  const setControls = (change: (control: PumpControl) => Partial<PumpControl>) => {
    for (const control of controls) {
      Object.assign(control, change(control));
      control.changed();
    }
  };
  const train = async (orders: readonly JobOrder[]) => {
    if (!backend || !data)
      throw new EngineError("internal", "a job came before its backend and images; reload the page");
    const [images, opened] = [data, backend];
    const { state, allowedSteps } = controls[0]!;
    const begun: PumpControl["state"] = state === "stopped" ? "open" : state;
    const own = orders.map((): PumpControl => ({ ...openPumpControl(), state: begun, allowedSteps }));
    controls = own;
    pendingSettings = orders.map(() => ({ changes: [] }));
    const executors = new Set<Executor>();
    let hasEnded = false;
    const dispose = (executor: Executor) => {
      if (executors.delete(executor)) executor.dispose();
    };
    const runJobs = async () => {
      for (const executor of openExecutors(opened, orders.length)) executors.add(executor);
      const all = [...executors];
      const clock = () => performance.now();
      const watched = withSignsOfLife(all, (isPreparing) => send({ type: "alive", isPreparing }), clock);
      const runJob = async (order: JobOrder, i: number) => {
        const events = trainJob(order, images, watched[i]!, pendingSettings[i]!, frozenLogitsCache);
        const sendEvents = (gathered: readonly TrainingEvent[]) => {
          if (!hasEnded) send({ type: "events", events: gathered });
        };
        // A job that has ended keeps no others waiting for its steps.
        return pump(events, own[i]!, sendEvents, now).finally(() => dispose(all[i]!));
      };
      return Promise.all(orders.map(runJob));
    };
    try {
      const reasons = await onDevice(opened, runJobs());
      send({ type: "ended", reason: reasons.includes("stopped") ? "stopped" : "completed" });
    } catch (error) {
      for (const control of own) {
        control.state = "stopped";
        control.changed();
      }
      throw error;
    } finally {
      hasEnded = true;
      for (const executor of executors) dispose(executor);
    }
  };

  return (command) => {
    switch (command.type) {
      case "open":
        openBackend(command.backend, command.platform, command.trial, choiceSources(gpu))
          .then((opened) => {
            backend = opened;
            const { card, replicates } = opened;
            const together = replicates ? { together: { most: replicates.most, bytes: replicates.bytes } } : {};
            send({ type: "opened", card, ...together });
          })
          .catch((error: unknown) => send(failureOf(error)));
        return;
      case "data":
        data = command.data;
        return;
      case "train":
        train(command.orders).catch((error: unknown) => send(failureOf(error)));
        return;
      case "set":
        for (const { changes } of pendingSettings) changes.push({ param: command.param, value: command.value });
        return;
      case "pause":
        return setControls(() => ({ state: "paused" }));
      case "resume":
        return setControls(() => ({ state: "open", allowedSteps: 0 }));
      case "step":
        return setControls((control) => ({ allowedSteps: control.allowedSteps + 1 }));
      case "stop":
        return setControls(() => ({ state: "stopped" }));
    }
  };
}
