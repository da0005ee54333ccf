import { describe, expect, it } from "vitest";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import type { Experiment } from "../../domain/experiment.ts";
import { type StudyCell, studyById } from "../../methods/experiments/studies.ts";
import type { TrainingEvent } from "../../protocol/events.ts";
import { eventually } from "../../testing/eventually.ts";
import { type FakeWorker, fakeConductingWorker } from "../../testing/fakeConductingWorker.ts";
import { logOfErrors } from "../../testing/trainingRuns.ts";
import { RECORDED, type RecordedStudies } from "../comparisons/recordedReadings.ts";
import { placeOf, type Readings } from "../comparisons/studyReadings.ts";
import { createPlaygroundStore } from "../playgroundStore.ts";
import { createRunList } from "../runList.ts";
import { noStorage } from "../storage/browserStorage.ts";
import { createStudyStore, seedOf } from "./studyStore.ts";

const labels = studyById("labels");
const [first, second] = labels.cells as readonly [StudyCell, StudyCell];
const ofFirst = { ...first.experiment, seed: 3 };

const reading = {
  ...{ values: [40, 50, 60], total: 2000, seed: 7, backend: "wasm", device: "a processor", date: "2026-11-27" },
  ...{ version: "0.1.0", seconds: 30, experiment: "0123456789abcdef" },
};
const recorded: RecordedStudies = { labels: { [placeOf(first, "digits", 7)]: reading } };

async function openStudies() {
  const workers: FakeWorker[] = [];
  const saved: Record<string, Readings> = {};
  const storage = {
    ...noStorage,
    saveReadings: (id: string, readings: Readings) => {
      saved[id] = { ...saved[id], ...readings };
    },
    loadReadings: async (id: string) => saved[id] ?? {},
  };
  const page = {
    spawn: () => {
      workers.push(fakeConductingWorker());
      return workers.at(-1)!.port;
    },
    storage,
    base: "http://localhost/",
    hash: "",
    fetch: (async (address) =>
      String(address).endsWith("studies.json")
        ? new Response(JSON.stringify(recorded))
        : new Response("", { status: 404 })) as typeof fetch,
    freshSeed: () => 4242,
  };
  const playground = createPlaygroundStore(page);
  await eventually(() => expect(playground.getState().notices).toHaveLength(1));
  playground.getState().edit((experiment) => ({ ...experiment, seed: 3 }));
  let time = 0;
  const studies = createStudyStore(playground, page, () => time);
  const runs = createRunList(playground);
  await studies.getState().choose(labels);
  /** The events of a cell's run, from the worker that trains it. */
  const send = (worker: FakeWorker, events: readonly TrainingEvent[]) => {
    const starts = worker.commands.filter(({ type }) => type === "start");
    worker.send({ type: "events", run: starts.length, seq: 1, events });
  };
  const startsOf = (worker: FakeWorker) =>
    worker.commands.flatMap((command) => (command.type === "start" ? [command.experiment as Experiment] : []));
  const complete = async (worker: FakeWorker) => {
    send(worker, logOfErrors(startsOf(worker).at(-1)!, { taught: [5, 6], plain: [9, 9] }));
    await Promise.resolve();
  };
  const wait = (milliseconds: number) => {
    time += milliseconds;
  };
  return { studies, playground, runs, workers, saved, send, startsOf, complete, wait };
}

describe("a study that is trained", () => {
  it("trains cell after cell by itself, saves each reading at once, and ends its worker", async () => {
    const { studies, workers, saved, startsOf, complete } = await openStudies();
    studies.getState().start();
    expect(startsOf(workers[0]!)).toEqual([ofFirst]);
    await complete(workers[0]!);
    expect(Object.keys(saved.labels!)).toEqual([placeOf(first, "digits", 3)]);
    expect(startsOf(workers[0]!)[1]).toEqual({ ...second.experiment, seed: 3 });
    for (let n = 1; n < labels.cells.length; n++) await complete(workers[0]!);
    expect(studies.getState().live?.state).toBe("done");
    expect(workers[0]!.isTerminated()).toBe(true);
    expect(Object.keys(studies.getState().readings)).toHaveLength(labels.cells.length);
  });

  it("leaves the shown run, its training, the experiment and the list of runs as they are", async () => {
    const { studies, playground, runs, workers, send, complete } = await openStudies();
    playground.getState().train();
    const log = logOfErrors(playground.getState().experiment, { taught: [1], plain: [2] });
    send(workers[0]!, log.slice(0, -1));
    const { run, experiment, phase } = playground.getState();
    expect(phase).toBe("training");
    studies.getState().start();
    await complete(workers[1]!);
    await complete(workers[1]!);
    expect(playground.getState()).toMatchObject({ run, experiment, phase: "training", hasLiveStudy: true });
    expect(workers[0]!.commands.map(({ type }) => type)).not.toContain("stop");
    send(workers[0]!, log.slice(-1));
    expect(playground.getState().run?.status).toBe("completed");
    expect(runs.getState().runs.map((kept) => kept.run.experiment)).toEqual([experiment]);
    expect(studies.getState().live?.state).toBe("training");
  });

  it("is held at once and goes on where it was, while another study is looked at", async () => {
    const { studies, workers, complete } = await openStudies();
    studies.getState().start();
    await complete(workers[0]!);
    studies.getState().hold();
    expect(workers[0]!.commands.at(-1)?.type).toBe("pause");
    await studies.getState().choose(studyById("views"));
    expect(studies.getState().live).toMatchObject({ study: labels, state: "held", read: 1 });
    studies.getState().goOn();
    expect(workers[0]!.commands.at(-1)?.type).toBe("resume");
    await complete(workers[0]!);
    expect(studies.getState().live?.read).toBe(2);
    expect(studies.getState().readings).toEqual({});
  });

  it("goes on with the next cell where the last event of one came after it was held", async () => {
    const { studies, workers, startsOf, complete } = await openStudies();
    studies.getState().start();
    studies.getState().hold();
    await complete(workers[0]!);
    expect(startsOf(workers[0]!)).toHaveLength(1);
    studies.getState().goOn();
    expect(startsOf(workers[0]!)).toHaveLength(2);
  });

  it("takes the place of one that is held, whose trained cells stay, and of none that is trained", async () => {
    const { studies, workers, saved, complete, startsOf } = await openStudies();
    studies.getState().start();
    await complete(workers[0]!);
    await studies.getState().choose(studyById("views"));
    studies.getState().start();
    expect(studies.getState().live?.study).toBe(labels);
    studies.getState().hold();
    studies.getState().start();
    expect(workers[0]!.isTerminated()).toBe(true);
    expect(studies.getState().live).toMatchObject({ study: { id: "views" }, state: "training", read: 0 });
    expect(startsOf(workers[1]!)).toHaveLength(1);
    expect(Object.keys(saved.labels!)).toHaveLength(1);
  });

  it("stops with the reason where a cell fails, and keeps the readings before it", async () => {
    const { studies, playground, workers, saved, send, complete } = await openStudies();
    studies.getState().start();
    await complete(workers[0]!);
    send(workers[0]!, [{ type: "failed", code: "non-finite-loss", detail: "step 3" }]);
    expect(studies.getState()).toMatchObject({ live: null, failure: { code: "non-finite-loss", detail: "step 3" } });
    expect(playground.getState()).toMatchObject({ hasLiveStudy: false, phase: "idle" });
    expect(Object.keys(saved.labels!)).toHaveLength(1);
  });

  it("tells the time left: as estimated before a cell has shown its pace, then as measured", async () => {
    const { studies, workers, send, complete, wait } = await openStudies();
    studies.getState().start();
    const before = studies.getState().live!.secondsLeft;
    expect(before).toBeGreaterThan(0);
    const [started] = logOfErrors(ofFirst, { taught: [1], plain: [2] });
    const pace = { type: "pace", job: "taught/0", step: 1, steps: 2, stepsPerSecond: 10, secondsLeft: 6 } as const;
    wait(4000);
    send(workers[0]!, [started!, pace]);
    // Of five equal cells the first has the teacher; the others take so much less as they are estimated to.
    const { secondsLeft, progress } = studies.getState().live!;
    expect(progress?.stepsPerSecond).toBe(10);
    expect(secondsLeft).toBeGreaterThan(6);
    expect(secondsLeft).toBeLessThan(6 + 4 * 10);
    wait(6000);
    await complete(workers[0]!);
    expect(studies.getState().live!.secondsLeft).toBeCloseTo(secondsLeft - 6, 6);
  });
});

describe("the readings of a study", () => {
  it("are there from the recording before anything is trained, and none where it is missing", async () => {
    const { studies } = await openStudies();
    expect(studies.getState().recorded?.labels?.[placeOf(first, RECORDED.dataset, RECORDED.seed)]).toEqual(reading);
    expect(studies.getState().readings).toEqual({});
  });

  it("are trained with another seed than the recorded one, unless the visitor says so or has begun with it", () => {
    const state = { seed: null, study: labels, recorded, readings: {} };
    expect(seedOf(state, defaultExperiment)).toBe(8);
    expect(seedOf(state, { ...defaultExperiment, seed: 11 })).toBe(11);
    expect(seedOf({ ...state, recorded: null }, defaultExperiment)).toBe(7);
    expect(seedOf({ ...state, seed: 7 }, defaultExperiment)).toBe(7);
    const begun = { [placeOf(first, "digits", 7)]: { values: [1], total: 2 } };
    expect(seedOf({ ...state, readings: begun }, defaultExperiment)).toBe(7);
  });
});
