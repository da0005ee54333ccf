import { describe, expect, it } from "vitest";
import { builtInDigits } from "../../data/dataSources.ts";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import type { Experiment } from "../../domain/experiment.ts";
import { dense } from "../../domain/namedArchitectures.ts";
import type { TrainingEvent } from "../../protocol/events.ts";
import { drawRunData } from "../job/runData.ts";
import { type Conductor, conductRun, type WorkerPool } from "./conductor.ts";
import { serveTrainingWorker, type TrainingWorker, type WorkerReport } from "./trainingWorker.ts";

const training = { ...defaultExperiment.student.training, steps: 20, batchSize: 10 };
const experiment: Experiment = {
  ...defaultExperiment,
  pairs: 2,
  data: { dataset: "digits", train: 100 },
  teacher: { architecture: dense(6), training },
  student: { architecture: dense(4), training },
  transferSet: { ...defaultExperiment.transferSet, size: 50, omitClasses: [3] },
  evaluateEvery: 5,
};
const split = builtInDigits(1, 100);
const data = await drawRunData(experiment, split, async () => split);

type Fault = "worker-died" | "device-lost" | "worker-silent";

/** A hand in this thread; one that is mortal dies, or falls silent, after some messages with events. */
function hireHere(diesAfter: number, code: Fault): TrainingWorker {
  let listener: (report: WorkerReport) => void = () => {};
  let [left, dead] = [diesAfter, false];
  const serve = serveTrainingWorker((report) => {
    if (dead) return;
    if (report.type === "events" && left-- <= 0) {
      dead = true;
      if (code !== "worker-silent") listener({ type: "failed", code, detail: "it was killed" });
      return;
    }
    listener(report);
  });
  return {
    post: serve,
    onReport: (take) => {
      listener = take;
    },
    terminate: () => {
      dead = true;
      serve({ type: "stop" });
    },
  };
}

let code: Fault = "worker-died";
function crewOf(...lives: readonly number[]): WorkerPool {
  let hired = 0;
  return {
    size: 1,
    platform: { wasmPaths: {}, kernels: { simd: "", relaxed: "" }, processor: "test" },
    spawn: () => hireHere(lives[hired++] ?? Infinity, code),
  };
}

async function perform(pool: WorkerPool, meddle?: (conductor: Conductor, events: readonly TrainingEvent[]) => void) {
  const told: TrainingEvent[] = [];
  const clock = { now: () => performance.now(), silenceLimit: 400, version: "test", date: "2026-11-24" };
  const conductor = conductRun(
    { experiment, dataset: "digits", data, backend: "cpu", pool, resumeFrom: {}, ...clock },
    (events) => {
      told.push(...events);
      meddle?.(conductor, events);
    },
  );
  await conductor.ended;
  return told;
}

const checkpointsOf = (events: readonly TrainingEvent[]) =>
  Object.fromEntries(events.flatMap((event) => (event.type === "checkpoint" ? [[event.job, event.bytes]] : [])));

const straight = await perform(crewOf());

describe("a conducted run", () => {
  it("trains the teacher, then both twins of every pair, and tells so", () => {
    const finished = straight.flatMap((event) => (event.type === "jobFinished" ? [event.job] : []));
    expect(finished).toEqual(["teacher", "taught/0", "plain/0", "taught/1", "plain/1"]);
    expect(straight.at(-1)).toEqual({ type: "finished", reason: "completed" });
  });

  it("follows one image of every class, and then those that confuse the teacher most", () => {
    const probes = straight.flatMap((event) => (event.type === "probes" ? [event] : []));
    expect(probes.map(({ kind }) => kind)).toEqual(["gallery", "confusing"]);
    expect([...probes[0]!.labels].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it.each(["worker-died", "device-lost", "worker-silent"] as const)(
    "ends with the same weights after %s on the way",
    async (fault) => {
      code = fault;
      const wounded = await perform(crewOf(1));
      code = "worker-died";
      const recovered = wounded.filter((event) => event.type === "recovered");
      expect(recovered.length).toBe(1);
      expect(checkpointsOf(wounded)).toEqual(checkpointsOf(straight));
    },
  );

  it("gives up after three dead workers of one job, with words", async () => {
    const told = await perform(crewOf(0, 0, 0, 0));
    expect(told.at(-1)).toMatchObject({ type: "failed", code: "worker-died", detail: "it was killed" });
  });

  it("stops at once when asked to, and keeps what was told", async () => {
    const told = await perform(crewOf(), (conductor, events) => {
      if (events.some((event) => event.type === "losses")) conductor.stop();
    });
    expect(told.at(-1)).toEqual({ type: "finished", reason: "stopped" });
    expect(told.some((event) => event.type === "jobFinished" && event.job === "plain/1")).toBe(false);
  });

  it("answers a drawing from the last checkpoints", async () => {
    const told = await perform(crewOf(), (conductor, events) => {
      if (events.some((event) => event.type === "jobFinished" && event.job === "plain/0"))
        conductor.draw(new Uint8Array(784));
    });
    const drawn = told.filter((event) => event.type === "probed" && event.kind === "drawn");
    expect(drawn.map((event) => ("network" in event ? event.network : ""))).toEqual(["teacher", "taught/0", "plain/0"]);
  });
});
