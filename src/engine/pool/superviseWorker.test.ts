import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { TrainingEvent } from "../../protocol/events.ts";
import { OPENING_SILENCE_LIMIT, READY_LIMIT, SILENCE_CHECK_INTERVAL } from "../../protocol/pacing.ts";
import { openWorkerPort } from "../../protocol/workerPort.ts";
import type { JobOrder } from "../job/jobOrder.ts";
import { openWorker, runJobsOnWorker, type WorkerSetup } from "./superviseWorker.ts";
import type { WorkerCommand, WorkerReport } from "./workerCommands.ts";

/** Bounds of a job that begins, and of one whose reports come in less than half a second; see pacing.ts. */
const [PREPARING, PACED] = [60_000, 10_000];
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
  let halt = () => {};
  const halted = new Promise<void>((resolve) => {
    halt = resolve;
  });
  const supervision = { now: () => performance.now(), halted };
  const openBackend = (slowTrial = 0) => openWorker(port, setup, { ...supervision, slowTrial });
  const events: TrainingEvent[] = [];
  const runJob = (largestRun = 0) =>
    runJobsOnWorker({ worker: port, card: { ...card, workers: 1 } }, [order], {
      ...supervision,
      largestRun,
      isPaused: () => isPaused,
      onEvents: (some) => events.push(...some),
    });
  const pause = (paused: boolean) => {
    isPaused = paused;
  };
  return { deliver, lose, commands, events, openBackend, runJob, pause, halt: () => halt() };
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
      const { openBackend, deliver, commands } = open();
      const opening = openBackend();
      deliver({ type: "ready" });
      deliver({ type: "opened", card: { ...card, name } });
      expect((await opening).card).toEqual({ ...card, name, workers });
      expect(commands).toEqual(["open", "data"]);
    }
  });

  it("that has no backend, or dies before it has one, is refused with its own words", async () => {
    const failing = open();
    const opening = failing.openBackend();
    failing.deliver({ type: "failed", code: "no-backend", detail: "no backend here" });
    await expect(opening).rejects.toMatchObject({ code: "no-backend", message: "no backend here" });
    const dying = open();
    const dead = dying.openBackend();
    dying.deliver({ type: "ready" });
    dying.lose("it was killed");
    await expect(dead).rejects.toMatchObject({ code: "worker-died", message: "it was killed" });
    expect(vi.getTimerCount()).toBe(0);
  });

  it("is missing where it dies or is silent before its program runs", async () => {
    const dying = open();
    const dead = dying.openBackend();
    dying.lose("no reason given");
    await expect(dead).rejects.toMatchObject({
      code: "worker-missing",
      message: "no reason given; its program did not start, reload the page: the site may have a new version",
    });
    const silent = open();
    const outcome = expect(silent.openBackend()).rejects.toMatchObject({ code: "worker-missing" });
    await vi.advanceTimersByTimeAsync(READY_LIMIT + SILENCE_CHECK_INTERVAL);
    await outcome;
  });

  it("that hangs while it opens its backend is silent, later where the trial's steps are large", async () => {
    for (const slowTrial of [0, 100_000]) {
      const { deliver, openBackend } = open();
      let isSettled = false;
      const opening = openBackend(slowTrial).finally(() => {
        isSettled = true;
      });
      const outcome = expect(opening).rejects.toMatchObject({ code: "worker-silent" });
      deliver({ type: "ready" });
      await vi.advanceTimersByTimeAsync(OPENING_SILENCE_LIMIT + slowTrial);
      expect(isSettled).toBe(false);
      await vi.advanceTimersByTimeAsync(SILENCE_CHECK_INTERVAL);
      await outcome;
    }
  });

  it("is waited for no longer once the run is halted, while it opens and while it trains", async () => {
    const { deliver, openBackend, runJob, halt, events } = open();
    const opening = expect(openBackend()).rejects.toThrow("the run was stopped");
    const outcome = runJob();
    halt();
    await opening;
    expect(await outcome).toEqual({ type: "ended", reason: "stopped" });
    deliver({ type: "ended", reason: "completed" });
    expect([events, vi.getTimerCount()]).toEqual([[], 0]);
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
    const { deliver, lose, runJob } = open();
    const outcome = runJob();
    deliver({ type: "alive", isPreparing: false });
    lose("it was killed");
    expect(await outcome).toEqual({ type: "failed", code: "worker-died", detail: "it was killed" });
    expect(vi.getTimerCount()).toBe(0);
  });

  /** Whether a job is still going on after so many milliseconds of silence. */
  const isWaitedFor = async (outcome: Promise<unknown>, milliseconds: number) => {
    let isSettled = false;
    outcome.finally(() => {
      isSettled = true;
    });
    await vi.advanceTimersByTimeAsync(milliseconds);
    return !isSettled;
  };

  it("is silent after ten seconds where it reports often, and after twenty times its longest gap otherwise", async () => {
    for (const [gap, limit] of [
      [50, PACED],
      [2_000, 40_000],
    ] as const) {
      const { deliver, runJob } = open();
      const outcome = runJob();
      deliver({ type: "alive", isPreparing: false });
      for (let report = 0; report < 20; report++) {
        vi.advanceTimersByTime(gap);
        deliver({ type: report % 2 ? "alive" : "events", events: [], isPreparing: false });
      }
      expect(await isWaitedFor(outcome, limit - SILENCE_CHECK_INTERVAL)).toBe(true);
      await vi.advanceTimersByTimeAsync(2 * SILENCE_CHECK_INTERVAL);
      const detail = `taught/0 sent nothing for ${limit / 1000} s`;
      expect(await outcome).toEqual({ type: "failed", code: "worker-silent", detail });
    }
  });

  it("is given a minute while it begins or a program runs for the first time, and longer for a larger one", async () => {
    for (const [largestRun, limit] of [
      [0, PREPARING],
      [2e10, 200_000],
    ] as const)
      for (const isFirstProgram of [true, false]) {
        const { deliver, runJob } = open();
        const outcome = runJob(largestRun);
        if (!isFirstProgram)
          for (const isPreparing of [false, true]) {
            await vi.advanceTimersByTimeAsync(100);
            deliver({ type: "alive", isPreparing });
          }
        expect(await isWaitedFor(outcome, limit - SILENCE_CHECK_INTERVAL)).toBe(true);
        await vi.advanceTimersByTimeAsync(2 * SILENCE_CHECK_INTERVAL);
        expect(await outcome).toMatchObject({ code: "worker-silent" });
      }
  });

  it("whose first run took long, with its compilation, is given three times as long for a later one", async () => {
    const { deliver, runJob } = open();
    const outcome = runJob();
    await vi.advanceTimersByTimeAsync(20_000);
    deliver({ type: "alive", isPreparing: false });
    expect(await isWaitedFor(outcome, 60_000 - SILENCE_CHECK_INTERVAL)).toBe(true);
    expect(await isWaitedFor(outcome, 2 * SILENCE_CHECK_INTERVAL)).toBe(false);
  });

  it("is not silent while the run is paused", async () => {
    const { deliver, runJob, pause } = open();
    const outcome = runJob();
    deliver({ type: "alive", isPreparing: false });
    pause(true);
    expect(await isWaitedFor(outcome, 100 * PACED)).toBe(true);
    pause(false);
    expect(await isWaitedFor(outcome, PACED - SILENCE_CHECK_INTERVAL)).toBe(true);
    expect(await isWaitedFor(outcome, 3 * SILENCE_CHECK_INTERVAL)).toBe(false);
  });
});
