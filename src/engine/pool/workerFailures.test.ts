import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { builtInDigits } from "../../data/dataSources.ts";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import type { Experiment } from "../../domain/experiment.ts";
import { dense } from "../../domain/namedArchitectures.ts";
import type { BackendChoice } from "../../protocol/backends.ts";
import type { TrainingEvent } from "../../protocol/events.ts";
import type { FailureCode } from "../../protocol/failures.ts";
import { JOB_ATTEMPTS, OPENING_SILENCE_LIMIT, SILENCE_CHECK_INTERVAL, STOP_LIMIT } from "../../protocol/pacing.ts";
import { openWorkerPort } from "../../protocol/workerPort.ts";
import { drawRunData } from "../job/runData.ts";
import { type Conductor, conductRun } from "./conductor.ts";
import type { TrainingWorker, WorkerCommand, WorkerReport } from "./workerCommands.ts";

const training = { ...defaultExperiment.student.training, steps: 20, batchSize: 10 };
const experiment: Experiment = {
  ...defaultExperiment,
  pairs: 1,
  data: { dataset: "digits", train: 100 },
  teacher: { architecture: dense(6), training },
  student: { architecture: dense(4), training },
  transferSet: { ...defaultExperiment.transferSet, size: 50 },
};
const split = builtInDigits(1, 100);
const data = await drawRunData(experiment, split, async () => split);

/** What a worker does instead of its work. */
type Fault =
  | "none"
  | "dies unheard"
  | "dies opening"
  | "hangs opening"
  | "hangs training"
  | Extract<FailureCode, "device-fault" | "no-backend">;

const teacherLogits: TrainingEvent = {
  type: "testLogits",
  network: "teacher",
  logits: new Float32Array(data.test.count * 10),
  labels: data.test.labels,
};

/** A worker that trains nothing: it reports at once that its backend is open and that each job has ended. */
function scriptedWorker(fault: Fault, opened: BackendChoice[]): TrainingWorker {
  const { port, deliver, lose } = openWorkerPort<WorkerCommand, WorkerReport>({
    post(command) {
      if (command.type === "open") open(command.backend);
      if (command.type === "train") train(command.orders[0]!.job);
    },
    terminate: () => {},
  });
  const open = (backend: BackendChoice) => {
    opened.push(backend);
    if (fault === "dies unheard") return lose("its script is not there");
    deliver({ type: "ready" });
    if (fault === "dies opening") return lose("it was killed");
    if (fault === "hangs opening") return;
    if (fault === "no-backend") return deliver({ type: "failed", code: fault, detail: "nothing to compute on" });
    const name = backend === "auto" ? "webgpu" : backend;
    deliver({ type: "opened", card: { name, device: "", why: "" } });
  };
  const train = (job: string) => {
    if (fault === "hangs training") return;
    if (fault === "device-fault") return deliver({ type: "failed", code: fault, detail: "invalid shader" });
    deliver({ type: "events", events: job === "teacher" ? [teacherLogits] : [] });
    deliver({ type: "ended", reason: "completed" });
  };
  return port;
}

/** Starts a run of which the i-th worker has the i-th fault, and those beyond the list none. */
function run(faults: readonly (Fault | "cannot be made")[], backend: BackendChoice = "wasm", size = 1) {
  const opened: BackendChoice[] = [];
  const log: TrainingEvent[] = [];
  let spawned = 0;
  const spawn = () => {
    const fault = faults[spawned++] ?? "none";
    if (fault === "cannot be made") throw new Error("refused by a policy");
    return scriptedWorker(fault, opened);
  };
  const platform = { wasmPaths: {}, kernels: { simd: "", relaxed: "" }, processor: "test" };
  const conductor: Conductor = conductRun(
    {
      ...{ experiment, dataset: "digits", data, backend, resumeFrom: {}, version: "test", date: "2026-11-24" },
      pool: { size, platform, spawn },
      now: () => performance.now(),
    },
    (events) => log.push(...events),
  );
  return { conductor, opened, log, last: () => log.at(-1) };
}

const completed = { type: "finished", reason: "completed" };

describe("a run whose workers fail", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "setTimeout", "clearTimeout", "performance"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("opens another worker where one dies or hangs while it opens its backend", async () => {
    const { conductor, opened, last } = run(["dies opening", "hangs opening"]);
    await vi.advanceTimersByTimeAsync(OPENING_SILENCE_LIMIT + 2 * SILENCE_CHECK_INTERVAL);
    await conductor.ended;
    expect([opened.length, last()]).toEqual([3, completed]);
  });

  it("fails after three that died, and at once where another one would do no better", async () => {
    for (const [fault, code, tries] of [
      ["dies opening", "worker-died", JOB_ATTEMPTS],
      ["no-backend", "no-backend", 1],
      ["dies unheard", "worker-missing", 1],
      ["cannot be made", "worker-missing", 0],
    ] as const) {
      const { conductor, opened, last } = run([fault, fault, fault, fault]);
      await conductor.ended;
      expect([opened.length, last()]).toEqual([tries, expect.objectContaining({ type: "failed", code })]);
    }
  });

  it("takes WASM for the last try where the choice of the backend is free", async () => {
    const free = run(["dies opening", "dies opening"], "auto");
    await free.conductor.ended;
    expect([free.opened, free.last()]).toEqual([["auto", "auto", "wasm"], completed]);
    const chosen = run(["dies opening", "dies opening"], "webgpu");
    await chosen.conductor.ended;
    expect(chosen.opened).toEqual(["webgpu", "webgpu", "webgpu"]);
  });

  it("goes on on WASM after an error of the GPU where the choice is free, and names the error where it is not", async () => {
    const free = run(["device-fault"], "auto");
    await free.conductor.ended;
    expect([free.opened, free.last()]).toEqual([["auto", "wasm"], completed]);
    expect(free.log).toContainEqual(
      expect.objectContaining({ type: "recovered", job: "teacher", step: 0, detail: "invalid shader" }),
    );
    const chosen = run(["device-fault"], "webgpu");
    await chosen.conductor.ended;
    expect(chosen.last()).toMatchObject({ type: "failed", code: "device-fault", detail: "invalid shader" });
  });

  it("trains with the workers it has where a further one cannot be opened", async () => {
    for (const fault of ["no-backend", "cannot be made", "dies unheard"] as const) {
      const { conductor, last } = run(["none", fault], "wasm", 2);
      await conductor.ended;
      expect(last()).toEqual(completed);
    }
  });
});

describe("a run that is stopped", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "setTimeout", "clearTimeout", "performance"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each(["hangs opening", "hangs training"] as const)(
    "ends a second later where a worker %s, as a run that was stopped, and starts nothing more",
    async (fault) => {
      const { conductor, opened, log } = run([fault]);
      await vi.advanceTimersByTimeAsync(10);
      conductor.stop();
      const before = log.length;
      await vi.advanceTimersByTimeAsync(STOP_LIMIT - 1);
      expect(log.length).toBe(before);
      await vi.advanceTimersByTimeAsync(1);
      await conductor.ended;
      expect(log.slice(before)).toEqual([{ type: "finished", reason: "stopped" }]);
      await vi.advanceTimersByTimeAsync(10 * OPENING_SILENCE_LIMIT);
      expect([opened.length, log.length, vi.getTimerCount()]).toEqual([1, before + 1, 0]);
    },
  );
});
