import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { TrainingEvent } from "../../protocol/events.ts";
import { TRAINING_SILENCE_LIMIT } from "../../protocol/pacing.ts";
import { openWorkerPort } from "../../protocol/workerPort.ts";
import type { JobOrder } from "../job/jobOrder.ts";
import { openWorker, runJobOnWorker, type WorkerSetup } from "./superviseWorker.ts";
import type { WorkerCommand, WorkerReport } from "./workerCommands.ts";

const NOTICED_AFTER = 1.25 * TRAINING_SILENCE_LIMIT;
const order = { job: "taught/0" } as JobOrder;
const setup = { backend: "auto", size: 3 } as WorkerSetup;
const card = { name: "wasm", device: "", why: "" } as const;

function open() {
  const commands: string[] = [];
  const { port, deliver, lose } = openWorkerPort<WorkerCommand, WorkerReport>({
    post: ({ type }) => {
      commands.push(type);
    },
    terminate: () => {},
  });
  let isPaused = false;
  const events: TrainingEvent[] = [];
  const runJob = () =>
    runJobOnWorker({ worker: port, card: { ...card, workers: 1 } }, order, {
      now: () => performance.now(),
      isPaused: () => isPaused,
      onEvents: (some) => events.push(...some),
    });
  const pause = (paused: boolean) => {
    isPaused = paused;
  };
  return { port, deliver, lose, commands, events, runJob, pause };
}

describe("a supervised training worker", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("receives its images once its backend is open, and trains side by side with others except on a GPU", async () => {
    for (const [name, workers] of [
      ["wasm", 3],
      ["webgpu", 1],
    ] as const) {
      const { port, deliver, commands } = open();
      const opening = openWorker(port, setup);
      deliver({ type: "opened", card: { ...card, name } });
      expect((await opening).card).toEqual({ ...card, name, workers });
      expect(commands).toEqual(["open", "data"]);
    }
  });

  it("that has no backend, or dies before it has one, is refused with its own words", async () => {
    const failing = open();
    const opening = openWorker(failing.port, setup);
    failing.deliver({ type: "failed", code: "no-backend", detail: "no backend here" });
    await expect(opening).rejects.toMatchObject({ code: "no-backend", message: "no backend here" });
    const dying = open();
    const dead = openWorker(dying.port, setup);
    dying.lose("it was killed");
    await expect(dead).rejects.toMatchObject({ code: "worker-died", message: "it was killed" });
  });

  it("passes the events of its job on, and ends with its own report", async () => {
    const { deliver, events, runJob } = open();
    const outcome = runJob();
    const event: TrainingEvent = { type: "jobFinished", job: "taught/0", step: 4 };
    deliver({ type: "events", events: [event] });
    deliver({ type: "ended", reason: "completed" });
    expect(await outcome).toEqual({ type: "ended", reason: "completed" });
    expect(events).toEqual([event]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("fails where it dies", async () => {
    const { lose, runJob } = open();
    const outcome = runJob();
    lose("it was killed");
    expect(await outcome).toEqual({ type: "failed", code: "worker-died", detail: "it was killed" });
    expect(vi.getTimerCount()).toBe(0);
  });

  it("fails where it is silent beyond the limit, and a pause does not count", async () => {
    const { deliver, runJob, pause } = open();
    let isSettled = false;
    const outcome = runJob().finally(() => {
      isSettled = true;
    });
    for (let message = 0; message < 5; message++) {
      vi.advanceTimersByTime(TRAINING_SILENCE_LIMIT);
      deliver({ type: "events", events: [] });
    }
    pause(true);
    await vi.advanceTimersByTimeAsync(10 * TRAINING_SILENCE_LIMIT);
    pause(false);
    await vi.advanceTimersByTimeAsync(TRAINING_SILENCE_LIMIT);
    expect(isSettled).toBe(false);
    await vi.advanceTimersByTimeAsync(NOTICED_AFTER - TRAINING_SILENCE_LIMIT);
    expect(await outcome).toEqual({
      type: "failed",
      code: "worker-silent",
      detail: "taught/0 told nothing for 120 s",
    });
  });
});
