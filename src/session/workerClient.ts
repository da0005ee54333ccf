/** The page's side of the conducting worker: starts it, takes in its events, and replaces it when it dies or is silent. */

import { errorText } from "../domain/errorText.ts";
import type { Command, Message } from "../protocol/commands.ts";
import type { TrainingEvent } from "../protocol/events.ts";
import {
  CONDUCTING_SILENCE_LIMIT,
  PING_INTERVAL,
  READY_LIMIT,
  RESTARTS,
  STOP_ANSWER_LIMIT,
} from "../protocol/pacing.ts";
import { watchSilence } from "../protocol/silenceWatch.ts";
import { browserWorkerPort, type WorkerPort } from "../protocol/workerPort.ts";
import type { StartPoint } from "./liveRun.ts";

/** The page's port to the conducting worker. */
export type ConductingWorker = WorkerPort<Command, Message>;

/** The port of a browser worker that runs engine/pool/conductingWorker. */
export function conductingWorkerPort(worker: Worker): ConductingWorker {
  return browserWorkerPort(worker, {
    stopped: (message) => message || "the training worker stopped without a reason",
    unreadable: "the training worker sent something that could not be read",
  });
}

type StartRequest = Omit<Extract<Command, { type: "start" }>, "type" | "run" | "resumeFrom" | "goesOn">;

/** What the client reports to its owner, and what it needs from it. */
export interface ClientListeners {
  events(events: readonly TrainingEvent[]): void;
  loading(what: "data" | "backend", part: number | null): void;
  /** test images that were requested, or why they are not there */
  images(message: Extract<Message, { type: "images" | "no-images" }>): void;
  /** the worker was lost more often than it is restarted, or its program does not start; the run has ended */
  lost(code: "worker-died" | "worker-silent" | "worker-missing", detail: string): void;
  /** the worker was lost, and another one goes on from the run's checkpoints */
  restarted(detail: string): void;
  /** from where a restarted worker goes on */
  restartPoint(): StartPoint;
}

/** The commands of the page. All but `start` and `requestImages` concern the run that is under way. */
export interface WorkerClient {
  start(request: StartRequest, point: StartPoint): void;
  send(type: "set", param: string, value: number): void;
  send(type: "pause" | "resume" | "step" | "stop"): void;
  draw(image: Uint8Array): void;
  requestImages(request: Omit<Extract<Command, { type: "images" }>, "type">): void;
  /** ends the worker and the client */
  close(): void;
}

/** Opens a client. It spawns a worker when one is needed, and keeps it from run to run. */
export function openWorkerClient(spawn: () => ConductingWorker, listeners: ClientListeners): WorkerClient {
  let worker: ConductingWorker | null = null;
  let request: StartRequest | null = null;
  let [run, restarts, nonce] = [0, 0, 0];
  let [isRunning, isPaused] = [false, false];
  /** whether the worker's program has said that it runs */
  let isReady = false;
  let stopTimer: ReturnType<typeof setTimeout> | undefined;
  /** the steps of the checkpoints from which the worker started */
  let reached: StartPoint["reached"] = {};

  const dropWorker = () => {
    clearTimeout(stopTimer);
    stopTimer = undefined;
    worker?.terminate();
    worker = null;
    isRunning = false;
  };
  /** Ends a worker whose program does not start: another one would not start either. */
  const reportMissing = (detail: string) => {
    dropWorker();
    listeners.lost("worker-missing", `the training program did not start (${detail}); reload the page`);
  };
  /** Ends the worker of a run that the visitor has stopped; to the page it is a run that stopped. */
  const endStoppedRun = () => {
    dropWorker();
    listeners.events([{ type: "finished", reason: "stopped" }]);
  };
  const begin = ({ resumeFrom, goesOn, remembered, ...point }: StartPoint) => {
    if (!request) return;
    reached = point.reached;
    clearTimeout(stopTimer);
    stopTimer = undefined;
    worker ??= spawnWorker();
    if (!worker) return;
    silence.reset();
    isRunning = true;
    const optional = { ...(goesOn ? { goesOn } : {}), ...(remembered ? { remembered } : {}) };
    worker.post({ type: "start", run: ++run, ...request, ...optional, resumeFrom });
    if (isPaused) worker.post({ type: "pause", run });
  };
  const replaceWorker = (code: "worker-died" | "worker-silent", detail: string) => {
    if (!isReady) return reportMissing(detail);
    if (stopTimer !== undefined) return endStoppedRun();
    const wasRunning = isRunning;
    dropWorker();
    if (!wasRunning) return;
    if (++restarts > RESTARTS)
      listeners.lost(code, `${detail}; it was restarted ${RESTARTS} times, and the run was given up`);
    else {
      listeners.restarted(detail);
      begin(listeners.restartPoint());
    }
  };
  /** Whether a job has got further than the checkpoint from which it started: the worker was of use. */
  const hasAdvanced = (events: readonly TrainingEvent[]) =>
    events.some((event) => event.type === "checkpoint" && event.step > (reached[event.job] ?? 0));
  const receive = (message: Message) => {
    silence.reset();
    isReady = true;
    if (message.type === "events" && message.run === run) {
      listeners.events(message.events);
      if (hasAdvanced(message.events)) restarts = 0;
      worker?.post({ type: "ack", run, seq: message.seq });
      if (message.events.some((event) => event.type === "finished" || event.type === "failed")) {
        isRunning = false;
        clearTimeout(stopTimer);
        stopTimer = undefined;
      }
    }
    if (message.type === "images" || message.type === "no-images") listeners.images(message);
    if (message.type === "loading" && message.run === run) listeners.loading(message.what, message.part);
  };
  const spawnWorker = (): ConductingWorker | null => {
    isReady = false;
    let spawned: ConductingWorker;
    try {
      spawned = spawn();
    } catch (error) {
      reportMissing(errorText(error));
      return null;
    }
    spawned.onReport(receive);
    spawned.onLost((detail) => replaceWorker("worker-died", detail));
    return spawned;
  };
  const silence = watchSilence({
    limit: () => (isReady ? CONDUCTING_SILENCE_LIMIT : READY_LIMIT),
    every: PING_INTERVAL,
    isWaiting: () => isRunning,
    now: () => Date.now(),
    ping: () => worker?.post({ type: "ping", nonce: ++nonce }),
    onSilent: (limit) => replaceWorker("worker-silent", `the training worker has not answered for ${limit / 1000} s`),
  });

  return {
    start(next, point) {
      request = next;
      [restarts, isPaused] = [0, false];
      begin(point);
    },
    send(type: string, param?: string, value?: number) {
      if (type === "set" && param !== undefined && value !== undefined)
        worker?.post({ type: "set", run, param, value });
      else if (type === "pause" || type === "resume" || type === "step" || type === "stop") {
        if (type === "pause" || type === "resume") isPaused = type === "pause";
        worker?.post({ type, run });
      }
      if (type === "stop" && isRunning) stopTimer ??= setTimeout(endStoppedRun, STOP_ANSWER_LIMIT);
    },
    draw: (image) => worker?.post({ type: "draw", run, image }),
    requestImages(images) {
      worker ??= spawnWorker();
      worker?.post({ type: "images", ...images });
    },
    close() {
      dropWorker();
      silence.stop();
    },
  };
}
