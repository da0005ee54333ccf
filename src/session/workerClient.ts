/** The page's end of the training worker: starts it, takes events in, notices when it dies or falls silent. */

import type { Command, Message } from "../protocol/commands.ts";
import type { TrainingEvent } from "../protocol/events.ts";
import { CONDUCTING_SILENCE_LIMIT, PING_INTERVAL, RESTARTS } from "../protocol/pacing.ts";

/** As much of a Worker as is needed. */
export interface WorkerLike {
  postMessage(command: Command): void;
  terminate(): void;
  onmessage: ((message: MessageEvent<Message>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
}

type StartOrder = Omit<Extract<Command, { type: "start" }>, "type" | "run" | "resumeFrom">;

/** What the client tells its owner. */
export interface Listeners {
  events(events: readonly TrainingEvent[]): void;
  loading(what: "data" | "backend", part: number | null): void;
  /** test images that were asked for, or why they are not there */
  images(answer: Extract<Message, { type: "images" | "no-images" }>): void;
  /** the worker is gone for good */
  lost(code: "worker-died" | "worker-silent", detail: string): void;
  /** checkpoints by job, to go on from after a lost worker */
  resumePoint(): Readonly<Record<string, Uint8Array>>;
}

/** A worker to talk to. */
export interface WorkerClient {
  /** @param resumeFrom checkpoints by job to go on from; none for a fresh run */
  start(order: StartOrder, resumeFrom?: Readonly<Record<string, Uint8Array>>): void;
  send(type: "set", param: string, value: number): void;
  send(type: "pause" | "resume" | "step" | "stop"): void;
  draw(image: Uint8Array): void;
  askImages(order: Omit<Extract<Command, { type: "images" }>, "type">): void;
  close(): void;
}

/** Spawns workers when needed; one is kept from run to run. */
export function openWorkerClient(spawn: () => WorkerLike, listeners: Listeners): WorkerClient {
  let worker: WorkerLike | null = null;
  let order: StartOrder | null = null;
  let [run, respawns, heard, nonce] = [0, 0, 0, 0];
  let going = false;

  const close = () => {
    worker?.terminate();
    worker = null;
    going = false;
  };
  const begin = (resumeFrom: Readonly<Record<string, Uint8Array>>) => {
    if (!order) return;
    worker ??= spawnWorker();
    heard = Date.now();
    going = true;
    worker.postMessage({ type: "start", run: ++run, ...order, resumeFrom });
  };
  const replaceWorker = (code: "worker-died" | "worker-silent", detail: string) => {
    const unfinished = going;
    close();
    if (!unfinished) return;
    if (++respawns > RESTARTS)
      listeners.lost(code, `${detail}; it was restarted ${RESTARTS} times, and the run was given up`);
    else begin(listeners.resumePoint());
  };
  const receive = (message: Message) => {
    heard = Date.now();
    if (message.type === "events" && message.run === run) {
      listeners.events(message.events);
      worker?.postMessage({ type: "ack", run, seq: message.seq });
      if (message.events.some((event) => event.type === "finished" || event.type === "failed")) going = false;
    }
    if (message.type === "images" || message.type === "no-images") listeners.images(message);
    if (message.type === "loading" && message.run === run) listeners.loading(message.what, message.part);
  };
  const spawnWorker = (): WorkerLike => {
    const hired = spawn();
    hired.onmessage = ({ data }) => receive(data);
    hired.onerror = (event) =>
      replaceWorker("worker-died", event.message || "the training worker stopped without a reason");
    hired.onmessageerror = () =>
      replaceWorker("worker-died", "the training worker sent something that could not be read");
    return hired;
  };
  const heartbeat = setInterval(() => {
    if (!going || !worker) return;
    if (Date.now() - heard > CONDUCTING_SILENCE_LIMIT)
      return replaceWorker(
        "worker-silent",
        `the training worker has not answered for ${CONDUCTING_SILENCE_LIMIT / 1000} s`,
      );
    worker.postMessage({ type: "ping", nonce: ++nonce });
  }, PING_INTERVAL);
  // In Node a waiting heartbeat must not keep a finished test alive.
  if (typeof heartbeat === "object") heartbeat.unref();

  return {
    start(next, resumeFrom = {}) {
      order = next;
      respawns = 0;
      begin(resumeFrom);
    },
    send(type: string, param?: string, value?: number) {
      if (type === "set" && param !== undefined && value !== undefined)
        worker?.postMessage({ type: "set", run, param, value });
      else if (type === "pause" || type === "resume" || type === "step" || type === "stop")
        worker?.postMessage({ type, run });
    },
    draw: (image) => worker?.postMessage({ type: "draw", run, image }),
    askImages(images) {
      worker ??= spawnWorker();
      worker.postMessage({ type: "images", ...images });
    },
    close() {
      close();
      clearInterval(heartbeat);
    },
  };
}
