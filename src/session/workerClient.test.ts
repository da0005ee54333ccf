import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { defaultExperiment } from "../domain/defaultExperiment.ts";
import type { TrainingEvent } from "../protocol/events.ts";
import {
  CONDUCTING_SILENCE_LIMIT,
  PING_INTERVAL,
  READY_LIMIT,
  RESTARTS,
  STOP_ANSWER_LIMIT,
} from "../protocol/pacing.ts";
import { type FakeWorker, fakeConductingWorker } from "../testing/fakeConductingWorker.ts";
import type { StartPoint } from "./liveRun.ts";
import { openWorkerClient } from "./workerClient.ts";

const request = { experiment: defaultExperiment, backend: "cpu", base: "", publicCopies: [] } as const;
const fresh = { resumeFrom: {}, reached: {} };
const point: StartPoint = {
  resumeFrom: { teacher: Uint8Array.of(1) },
  reached: { teacher: 40 },
  goesOn: { live: { temperature: 9 }, changes: [] },
  remembered: "wasm",
};
/** What a start command has of the point from which a restarted worker goes on. */
const { reached: _, ...goingOn } = point;

function open(starts = true) {
  const workers: FakeWorker[] = [];
  const listeners = { events: vi.fn(), loading: vi.fn(), images: vi.fn(), lost: vi.fn(), restarted: vi.fn() };
  const client = openWorkerClient(
    () => {
      workers.push(fakeConductingWorker(starts));
      return workers.at(-1)!.port;
    },
    { ...listeners, restartPoint: () => point },
  );
  const commands = (type: string) => workers.at(-1)!.commands.filter((command) => command.type === type);
  return { client, workers, commands, ...listeners };
}

/** From the last sign of life until silence is noticed. */
const NOTICED_AFTER = CONDUCTING_SILENCE_LIMIT + PING_INTERVAL;

describe("the page's side of the conducting worker", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "setTimeout", "clearTimeout", "Date"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("replaces a dead worker three times, from its checkpoints, and then gives the run up with the reason", () => {
    const { client, workers, lost } = open();
    client.start(request, fresh);
    for (let death = 0; death <= RESTARTS; death++) workers.at(-1)!.die("out of luck");
    expect(workers.map(({ commands }) => commands[0])).toEqual(
      [1, 2, 3, 4].map((run) => ({ type: "start", run, ...request, ...(run === 1 ? { resumeFrom: {} } : goingOn) })),
    );
    expect(lost.mock.calls).toEqual([
      ["worker-died", "out of luck; it was restarted 3 times, and the run was given up"],
    ]);
  });

  it("counts restarts anew with every run", () => {
    const { client, workers, lost } = open();
    for (let run = 0; run < 3; run++) {
      client.start(request, fresh);
      for (let death = 0; death < RESTARTS; death++) workers.at(-1)!.die("out of luck");
    }
    expect(lost).not.toHaveBeenCalled();
  });

  it("counts restarts anew when a job has got further than its checkpoint, and only then", () => {
    const { client, workers, lost, restarted } = open();
    const checkpoint = (step: number): TrainingEvent => ({
      type: "checkpoint",
      job: "teacher",
      step,
      bytes: Uint8Array.of(2),
    });
    client.start(request, fresh);
    for (let run = 1; run <= 8; run++) {
      workers.at(-1)!.send({ type: "events", run, seq: 1, events: [checkpoint(41)] });
      workers.at(-1)!.die("it slept");
    }
    expect(lost).not.toHaveBeenCalled();
    expect(restarted.mock.calls).toEqual(Array.from({ length: 8 }, () => ["it slept"]));
    for (let run = 9; run <= 11; run++) {
      workers.at(-1)!.send({ type: "events", run, seq: 1, events: [checkpoint(40)] });
      workers.at(-1)!.die("it slept");
    }
    expect(lost).toHaveBeenCalledOnce();
  });

  it("holds a run that the visitor has paused when its worker is replaced", () => {
    const { client, workers } = open();
    client.start(request, fresh);
    client.send("pause");
    workers[0]!.die("out of luck");
    expect(workers[1]!.commands.map(({ type }) => type)).toEqual(["start", "pause"]);
    client.send("resume");
    workers[1]!.die("out of luck");
    expect(workers[2]!.commands.map(({ type }) => type)).toEqual(["start"]);
  });

  it("replaces a worker that is silent beyond the limit, and not before", () => {
    const { client, workers, commands } = open();
    client.start(request, fresh);
    vi.advanceTimersByTime(CONDUCTING_SILENCE_LIMIT);
    expect(workers.length).toBe(1);
    expect(commands("ping").length).toBe(CONDUCTING_SILENCE_LIMIT / PING_INTERVAL);
    vi.advanceTimersByTime(PING_INTERVAL);
    expect(workers.map((worker) => worker.isTerminated())).toEqual([true, false]);
    expect(commands("start")).toEqual([{ type: "start", run: 2, ...request, ...goingOn }]);
  });

  it("gives a run up after three silent workers have been replaced", () => {
    const { client, workers, lost } = open();
    client.start(request, fresh);
    vi.advanceTimersByTime(RESTARTS * NOTICED_AFTER);
    expect(lost).not.toHaveBeenCalled();
    vi.advanceTimersByTime(10 * NOTICED_AFTER);
    expect(workers.length).toBe(1 + RESTARTS);
    expect(lost.mock.calls).toEqual([
      [
        "worker-silent",
        "the training worker has not answered for 20 s; it was restarted 3 times, and the run was given up",
      ],
    ]);
  });

  it("keeps a worker that answers its pings, however long the run takes", () => {
    const { client, workers } = open();
    client.start(request, fresh);
    for (let nonce = 1; nonce < 50; nonce++) {
      vi.advanceTimersByTime(PING_INTERVAL);
      expect(workers[0]!.commands.at(-1)).toEqual({ type: "ping", nonce });
      workers[0]!.send({ type: "pong", nonce });
    }
    expect(workers.length).toBe(1);
  });

  it.each<TrainingEvent>([
    { type: "finished", reason: "completed" },
    { type: "failed", code: "internal", detail: "" },
  ])("expects no sign of life after a run has $type", (ending) => {
    const { client, workers, commands, lost } = open();
    client.start(request, fresh);
    workers[0]!.send({ type: "events", run: 1, seq: 1, events: [ending] });
    vi.advanceTimersByTime(10 * NOTICED_AFTER);
    workers[0]!.die("too late");
    expect([workers.length, commands("ping").length, lost.mock.calls.length]).toEqual([1, 0, 0]);
  });

  it("acknowledges the events it has taken in, and ignores those of an earlier run or worker", () => {
    const { client, workers, commands, events, loading } = open();
    client.start(request, fresh);
    workers[0]!.send({ type: "events", run: 1, seq: 1, events: [] });
    client.start(request, fresh);
    workers[0]!.send({ type: "events", run: 1, seq: 2, events: [] });
    workers[0]!.send({ type: "loading", run: 1, what: "data", part: null });
    expect(commands("ack")).toEqual([{ type: "ack", run: 1, seq: 1 }]);
    workers[0]!.die("out of luck");
    workers[0]!.send({ type: "events", run: 3, seq: 1, events: [] });
    expect(commands("ack")).toEqual([]);
    expect([events.mock.calls.length, loading.mock.calls.length]).toEqual([1, 0]);
  });

  it("ends a worker that does not answer Stop, and the run is one that was stopped", () => {
    const { client, workers, events, lost } = open();
    client.start(request, fresh);
    client.send("stop");
    vi.advanceTimersByTime(STOP_ANSWER_LIMIT - 1);
    expect([workers[0]!.isTerminated(), events.mock.calls.length]).toEqual([false, 0]);
    client.send("stop");
    vi.advanceTimersByTime(1);
    expect(workers[0]!.isTerminated()).toBe(true);
    expect(events.mock.calls).toEqual([[[{ type: "finished", reason: "stopped" }]]]);
    vi.advanceTimersByTime(10 * NOTICED_AFTER);
    expect([workers.length, events.mock.calls.length, lost.mock.calls.length]).toEqual([1, 1, 0]);
    client.start(request, fresh);
    expect(workers.length).toBe(2);
  });

  it("keeps a worker that answers Stop, and starts none for a run whose worker dies after Stop", () => {
    const answering = open();
    answering.client.start(request, fresh);
    answering.client.send("stop");
    const stopped = { type: "finished", reason: "stopped" } as const;
    answering.workers[0]!.send({ type: "events", run: 1, seq: 1, events: [stopped] });
    vi.advanceTimersByTime(10 * STOP_ANSWER_LIMIT);
    expect([answering.workers[0]!.isTerminated(), answering.events.mock.calls.length]).toEqual([false, 1]);
    const dying = open();
    dying.client.start(request, fresh);
    dying.client.send("stop");
    dying.workers[0]!.die("out of luck");
    expect([dying.workers.length, dying.events.mock.calls]).toEqual([1, [[[stopped]]]]);
  });

  it("gives up at once where a worker's program does not start: another one would not start either", () => {
    const dying = open(false);
    dying.client.start(request, fresh);
    dying.workers[0]!.die("its script is not there");
    const silent = open(false);
    silent.client.start(request, fresh);
    vi.advanceTimersByTime(READY_LIMIT + PING_INTERVAL);
    for (const { workers, lost } of [dying, silent]) {
      expect([workers.length, workers[0]!.isTerminated()]).toEqual([1, true]);
      expect(lost).toHaveBeenCalledOnce();
    }
    expect(dying.lost).toHaveBeenCalledWith(
      "worker-missing",
      "the training program did not start (its script is not there); reload the page",
    );
    expect(silent.lost).toHaveBeenCalledWith(
      "worker-missing",
      "the training program did not start (the training worker has not answered for 60 s); reload the page",
    );
  });

  it("gives up at once where no worker can be made, for a run and for images", () => {
    const lost = vi.fn();
    const client = openWorkerClient(
      () => {
        throw new Error("refused by a policy");
      },
      { events: vi.fn(), loading: vi.fn(), images: vi.fn(), lost, restarted: vi.fn(), restartPoint: () => point },
    );
    client.start(request, fresh);
    client.requestImages({ dataset: "mnist", places: [1], base: "" });
    vi.advanceTimersByTime(10 * NOTICED_AFTER);
    const reason = ["worker-missing", "the training program did not start (refused by a policy); reload the page"];
    expect(lost.mock.calls).toEqual([reason, reason]);
  });

  it("restarts nothing where the whole machine slept, and the worker answers afterwards", () => {
    const { client, workers, lost } = open();
    client.start(request, fresh);
    for (let sleep = 0; sleep < 5; sleep++) {
      vi.advanceTimersByTime(PING_INTERVAL);
      vi.setSystemTime(Date.now() + 45_000);
      vi.advanceTimersByTime(PING_INTERVAL);
      workers[0]!.send({ type: "pong", nonce: sleep });
    }
    expect([workers.length, lost.mock.calls.length]).toEqual([1, 0]);
  });

  it("ends its worker and its timer when it is closed", () => {
    const { client, workers } = open();
    client.start(request, fresh);
    client.close();
    expect(workers[0]!.isTerminated()).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });
});
