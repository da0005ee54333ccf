import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { builtInDigits } from "../../data/dataSources.ts";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import type { Experiment } from "../../domain/experiment.ts";
import { dense } from "../../domain/namedArchitectures.ts";
import { isTransient, type TrainingEvent } from "../../protocol/events.ts";
import { joinLossBlocks, lastStepOf } from "../../protocol/lossBlocks.ts";
import { CHECKPOINT_INTERVAL } from "../../protocol/pacing.ts";
import { openWorkerPort } from "../../protocol/workerPort.ts";
import { foldRun } from "../../session/run/runFromEvents.ts";
import { eventually } from "../../testing/eventually.ts";
import { drawRunData } from "../job/runData.ts";
import { type Conductor, conductRun, type RunRequest, type WorkerPool } from "./conductor.ts";
import { serveTrainingWorker } from "./trainingWorker.ts";
import type { TrainingWorker, WorkerCommand, WorkerReport } from "./workerCommands.ts";

const training = { ...defaultExperiment.student.training, steps: 20, batchSize: 10 };
const experiment: Experiment = {
  ...defaultExperiment,
  pairs: 2,
  data: { dataset: "digits", train: 100 },
  teacher: { architecture: dense(6), training },
  student: { architecture: dense(4), training },
  transferSet: { ...defaultExperiment.transferSet, size: 50, omitClasses: [3] },
  evaluateEvery: 10,
};
const split = builtInDigits(1, 100);
const data = await drawRunData(experiment, split, async () => split);

type Fault = "worker-died" | "device-lost" | "worker-silent";

/** Milliseconds that a worker's clock advances whenever it is read: messages then end at the same events in every run. */
const CLOCK_STEP = 20;

/** Longer than any bound on the silence of a training worker. */
const LONG_SILENCE = 1e6;

/** A training worker in this thread; after some messages with events it fails, and a silent one sends nothing more. */
function workerInThread(messagesBeforeFault: number, fault: Fault): TrainingWorker {
  let [left, dead, time] = [messagesBeforeFault, false, 0];
  const carryOut = serveTrainingWorker(
    (report) => {
      if (dead) return;
      if (report.type !== "events" || left-- > 0) return deliver(report);
      dead = true;
      if (fault === "worker-silent") vi.advanceTimersByTime(LONG_SILENCE);
      else if (fault === "worker-died") lose("it was killed");
      else deliver({ type: "failed", code: fault, detail: "it was unplugged" });
    },
    {
      now: () => {
        time += CLOCK_STEP;
        return time;
      },
    },
  );
  const { port, deliver, lose } = openWorkerPort<WorkerCommand, WorkerReport>({
    post: carryOut,
    terminate: () => carryOut({ type: "stop" }),
  });
  return port;
}

/** A pool of one worker at a time; the i-th fails after `messages[i]` messages, those beyond the list never. */
function failingPool(fault: Fault, ...messages: readonly number[]): WorkerPool {
  let spawned = 0;
  return {
    size: 1,
    platform: { wasmPaths: {}, kernels: { simd: "", relaxed: "" }, processor: "test" },
    spawn: () => workerInThread(messages[spawned++] ?? Infinity, fault),
  };
}

async function runWith(
  pool: WorkerPool,
  react?: (conductor: Conductor, events: readonly TrainingEvent[]) => unknown,
  changes: Partial<RunRequest> = {},
) {
  const log: TrainingEvent[] = [];
  const request = { experiment, dataset: "digits", data, backend: "cpu", pool, resumeFrom: {} } as const;
  const conductor = conductRun(
    { ...request, now: () => performance.now(), version: "test", date: "2026-11-24", ...changes },
    (events) => {
      log.push(...events);
      react?.(conductor, events);
    },
  );
  await conductor.ended;
  return log;
}

const checkpointsOf = (events: readonly TrainingEvent[]) =>
  Object.fromEntries(events.flatMap((event) => (event.type === "checkpoint" ? [[event.job, event.bytes]] : [])));

/** A clock on which more than the interval between two checkpoints passes whenever it is read. */
function leapingClock(): () => number {
  let time = 0;
  return () => {
    time += CHECKPOINT_INTERVAL + 1;
    return time;
  };
}

describe("a conducted run", () => {
  const soundPool = () => failingPool("worker-died");
  let straight: readonly TrainingEvent[] = [];
  let withAllCheckpoints: readonly TrainingEvent[] = [];
  beforeAll(async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
    straight = await runWith(soundPool());
    withAllCheckpoints = await runWith(soundPool(), undefined, { now: leapingClock() });
  }, 60_000);
  afterAll(() => {
    vi.useRealTimers();
  });

  it("trains the teacher first, then both students of every pair, and reports each as finished", () => {
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
    "ends with the same weights where a worker failed on the way with %s",
    async (fault) => {
      const log = await runWith(failingPool(fault, 9));
      const recovered = log.flatMap((event) => (event.type === "recovered" ? [[event.job, event.step]] : []));
      expect(recovered).toEqual([["teacher", 10]]);
      expect(checkpointsOf(log)).toEqual(checkpointsOf(straight));
    },
  );

  describe("whose students train together", () => {
    const jobs = ["teacher", "taught/0", "plain/0", "taught/1", "plain/1"];
    /** Each job's events, as the log has them whatever other jobs did meanwhile. */
    const byJob = (events: readonly TrainingEvent[]) =>
      jobs.map((job) =>
        joinLossBlocks(
          events.filter((event) => {
            if (isTransient(event) || event.type === "recovered") return false;
            return ("job" in event && event.job === job) || ("network" in event && event.network === job);
          }),
        ),
      );
    const firstOf = (events: readonly TrainingEvent[], job: string) =>
      events.findIndex((event) => event.type === "losses" && event.job === job);
    const lastOf = (events: readonly TrainingEvent[], job: string) =>
      events.findIndex((event) => event.type === "jobFinished" && event.job === job);

    it("has the record of the run in which each trains alone, arm after arm", async () => {
      const together = await runWith(soundPool(), undefined, { together: 2 });
      expect(byJob(together)).toEqual(byJob(straight));
      expect(firstOf(together, "taught/1")).toBeLessThan(lastOf(together, "taught/0"));
      expect(lastOf(together, "taught/1")).toBeLessThan(firstOf(together, "plain/0"));
    });

    it("holds all of them while it is paused, and lets one step of each pass", async () => {
      const log: TrainingEvent[] = [];
      const together = ["taught/0", "taught/1"];
      const reached = () =>
        together.map((job) =>
          Math.max(
            0,
            ...log.flatMap((event) => (event.type === "losses" && event.job === job ? [lastStepOf(event)] : [])),
          ),
        );
      let held: readonly number[] = [];
      const whole = await runWith(
        soundPool(),
        async (conductor, events) => {
          log.push(...events);
          if (held.length > 0 || Math.min(...reached()) === 0) return;
          held = [0];
          conductor.pause();
          // What a job has gathered is sent before it holds.
          await new Promise((resolve) => setTimeout(resolve, 50));
          held = reached();
          conductor.step();
          await eventually(() => expect(reached()).toEqual(held.map((step) => step + 1)));
          await new Promise((resolve) => setTimeout(resolve, 50));
          expect(reached()).toEqual(held.map((step) => step + 1));
          conductor.resume();
        },
        { together: 2 },
      );
      expect(Math.min(...held)).toBeGreaterThan(0);
      expect(byJob(whole)).toEqual(byJob(straight));
    });

    it.each(["worker-died", "device-lost"] as const)(
      "goes on with each alone where they failed with %s, and ends with the same weights",
      async (fault) => {
        // Messages of the worker up to the middle of the first arm: those of the conductor itself have probes.
        let [left, isMiddle] = [0, false];
        await runWith(
          soundPool(),
          (_, events) => {
            isMiddle ||= events.some((event) => event.type === "losses" && event.job === "taught/1");
            if (!isMiddle && events.every(({ type }) => type !== "probes")) left++;
          },
          { together: 2 },
        );
        const log = await runWith(failingPool(fault, left + 1), undefined, { together: 2 });
        const recovered = log.flatMap((event) => (event.type === "recovered" ? [event.job] : []));
        expect(recovered).toEqual(["taught/0", "taught/1"]);
        const after = log.slice(log.findLastIndex(({ type }) => type === "recovered"));
        expect(firstOf(after, "taught/1")).toBeGreaterThan(lastOf(after, "taught/0"));
        expect(checkpointsOf(log)).toEqual(checkpointsOf(straight));
      },
    );
  });

  it("fails after three dead workers of one job, with the last one's reason", async () => {
    const log = await runWith(failingPool("worker-died", 0, 0, 0, 0));
    expect(log.at(-1)).toMatchObject({ type: "failed", code: "worker-died", detail: "it was killed" });
  });

  it("stops when it is asked to, and starts no further job", async () => {
    const log = await runWith(soundPool(), (conductor, events) => {
      if (events.some((event) => event.type === "losses")) conductor.stop();
    });
    expect(log.at(-1)).toEqual({ type: "finished", reason: "stopped" });
    expect(log.some((event) => event.type === "jobFinished" && event.job === "plain/1")).toBe(false);
  });

  it("forwards a checkpoint only when an interval has passed since the job began, and always its last", () => {
    const steps = (log: readonly TrainingEvent[]) =>
      log.flatMap((event) => (event.type === "checkpoint" && event.job === "teacher" ? [event.step] : []));
    expect(steps(straight)).toEqual([20]);
    expect(steps(withAllCheckpoints)).toEqual([10, 20]);
  });

  it("measures a resumed job's speed and the run's seconds left from where the job goes on", async () => {
    const half = withAllCheckpoints.find((event) => event.type === "checkpoint")!;
    const pacesFrom = async (teacher: Uint8Array) => {
      const log = await runWith(soundPool(), undefined, { resumeFrom: { teacher } });
      return log.flatMap((event) => (event.type === "pace" ? [event] : []));
    };
    // The clock stands still, and each job counts as having taken one millisecond.
    const speeds = (await pacesFrom(half.bytes)).flatMap(({ job, step, stepsPerSecond }) =>
      job === "teacher" ? [stepsPerSecond / (step - 10)] : [],
    );
    expect(speeds.length).toBeGreaterThan(0);
    expect(new Set(speeds)).toEqual(new Set([1000]));
    const afterTeacher = await pacesFrom(checkpointsOf(straight).teacher!);
    expect(afterTeacher.map(({ job }) => job)).not.toContain("teacher");
    expect(afterTeacher.at(-1)).toMatchObject({ job: "plain/1", step: 20, secondsLeft: 0 });
  });

  describe("that was cut off and goes on", () => {
    const setTemperatureOnce = () => {
      let isSet = false;
      return (conductor: Conductor, events: readonly TrainingEvent[]) => {
        if (isSet || !events.some((event) => event.type === "losses" && event.job === "taught/0")) return;
        isSet = true;
        conductor.set("temperature", 9);
      };
    };
    const isChange = (event: TrainingEvent) => event.type === "changed" && event.step > 0;
    /** What a run ends with: all but how its losses were cut into blocks, its clock and its backend. */
    const outcome = (events: readonly TrainingEvent[]) => {
      const { networks, marks, pictures, checkpoints, probes, testLabels, status } = foldRun(events, "live")!;
      const joined = networks.map((network) => ({
        ...network,
        losses: network.losses.flatMap(({ rows }) => [...rows]),
      }));
      return { networks: joined, marks, pictures, checkpoints, probes, testLabels, status };
    };
    const goOn = (before: readonly TrainingEvent[], live: Readonly<Record<string, number>>) => {
      const run = foldRun(before, "live")!;
      const saved = Object.entries(run.checkpoints).map(([job, { bytes }]) => [job, bytes]);
      const resumeFrom: Record<string, Uint8Array> = Object.fromEntries(saved);
      return runWith(soundPool(), undefined, { now: leapingClock(), resumeFrom, live, earlierChanges: run.marks });
    };

    it("ends as the undisturbed one, with the same curve, wherever it was cut off, and however often", async () => {
      const undisturbed = await runWith(soundPool(), setTemperatureOnce(), { now: leapingClock() });
      const changed = undisturbed.findIndex(isChange);
      expect(undisturbed[changed]).toMatchObject({ job: "taught/0", param: "temperature", value: 9 });
      const places = [0.2, 0.9].map((part) => Math.floor(changed + 1 + part * (undisturbed.length - changed - 2)));
      for (const place of places) {
        const before = undisturbed.slice(0, place);
        const once = await goOn(before, { temperature: 9 });
        expect(outcome([...before, ...once])).toEqual(outcome(undisturbed));
        const again = [...before, ...once.slice(0, once.length / 2)];
        expect(outcome([...again, ...(await goOn(again, { temperature: 9 }))])).toEqual(outcome(undisturbed));
      }
    });

    it("begins its jobs anew where it has no checkpoint, and keeps what is known of it", async () => {
      const before = straight.slice(0, 12);
      const later = await goOn(before, {});
      expect(later[0]).toMatchObject({ type: "started", goesOnFrom: {} });
      expect(outcome([...before, ...later]).networks).toEqual(outcome(straight).networks);
    });
  });

  it("refuses a saved checkpoint that it cannot use before it trains, in words that say what to do", async () => {
    const { teacher, "taught/0": taught } = checkpointsOf(straight);
    const wider = { ...experiment, teacher: { architecture: dense(7), training } };
    const cases: readonly (readonly [Record<string, Uint8Array>, RegExp, Experiment?])[] = [
      [{ teacher: teacher!.subarray(0, 100) }, /checkpoint of teacher .*header/],
      [{ teacher: teacher!.subarray(0, teacher!.length - 4) }, /checkpoint of teacher .*promises/],
      [{ teacher: taught! }, /checkpoint of teacher .*it is of taught\/0/],
      [{ "taught/7": taught! }, /checkpoint of taught\/7 .*only the jobs teacher, taught\/0, plain\/0/],
      [{ teacher: teacher! }, /checkpoint of teacher .*no teacher\/0\/weights of \[784, 7\]/, wider],
    ];
    for (const [resumeFrom, words, other = experiment] of cases) {
      const log = await runWith(soundPool(), undefined, { resumeFrom, experiment: other });
      expect(log).toEqual([{ type: "failed", code: "bad-checkpoint", detail: expect.stringMatching(words) }]);
      expect(log[0]).toMatchObject({ detail: expect.stringMatching(/train the run anew$/) });
    }
  });

  it("computes logits of a drawn digit from the last checkpoints", async () => {
    const log = await runWith(soundPool(), (conductor, events) => {
      if (events.some((event) => event.type === "jobFinished" && event.job === "plain/0"))
        conductor.draw(new Uint8Array(784));
    });
    const drawn = log.filter((event) => event.type === "probed" && event.kind === "drawn");
    expect(drawn.map((event) => ("network" in event ? event.network : ""))).toEqual(["teacher", "taught/0", "plain/0"]);
  });
});
