import "fake-indexeddb/auto";
import { describe, expect, it, vi } from "vitest";
import { defaultExperiment } from "../domain/defaultExperiment.ts";
import type { Experiment } from "../domain/experiment.ts";
import { dense } from "../domain/namedArchitectures.ts";
import { eventually } from "../testing/eventually.ts";
import { type FakeWorker, fakeConductingWorker } from "../testing/fakeConductingWorker.ts";
import { evaluationWith, logOfPairs } from "../testing/trainingRuns.ts";
import { drawnWeights } from "../testing/weights/sampleNetworks.ts";
import { writeNetwork } from "../weights/networkSafetensors.ts";
import { checksumOf } from "../weights/networkWeights.ts";
import { createPlaygroundStore } from "./playgroundStore.ts";
import { type BrowserStorage, noStorage, openStorage } from "./storage/browserStorage.ts";

const weights = drawnWeights(dense(6));
const kept = { checksum: await checksumOf(weights), name: "mine", bytes: writeNetwork({ weights }) };
const { name, checksum } = kept;
const teacher = {
  architecture: weights.architecture,
  training: defaultExperiment.teacher.training,
  given: [{ name, checksum, architecture: weights.architecture }],
};
const experiment: Experiment = { ...defaultExperiment, teacher };

function openPage(storage: BrowserStorage) {
  const workers: FakeWorker[] = [];
  const spawn = () => {
    workers.push(fakeConductingWorker());
    return workers.at(-1)!.port;
  };
  const fetcher = (async () => new Response("", { status: 404 })) as typeof fetch;
  const page = { spawn, storage, base: "http://localhost/", hash: "", fetch: fetcher, freshSeed: () => 4242 };
  const store = createPlaygroundStore(page);
  const starts = () => workers.flatMap(({ commands }) => commands).filter(({ type }) => type === "start");
  return { store, workers, starts };
}
const storageWith = (...teachers: (typeof kept)[]): BrowserStorage => ({
  ...noStorage,
  teachers: async () => ({ list: async () => teachers, keep: async () => true, remove: async () => {} }),
});

describe("kept teachers", () => {
  it("are there after a reload, until they are removed; what is damaged is left out", async () => {
    await (await openStorage().teachers()).keep(kept);
    const reloaded = await openStorage().teachers();
    expect(await reloaded.list()).toEqual([kept]);
    await reloaded.remove(kept.checksum);
    expect(await reloaded.list()).toEqual([]);
    expect(await (await openStorage().teachers()).list()).toEqual([]);
  });

  it("stay for as long as the page is open where the browser stores nothing", async () => {
    vi.stubGlobal("indexedDB", undefined);
    const teachers = await openStorage().teachers();
    expect(await teachers.keep(kept)).toBe(false);
    expect(await teachers.list()).toEqual([kept]);
    vi.unstubAllGlobals();
  });
});

describe("a run with a given teacher", () => {
  it("starts with the weights that the browser keeps", async () => {
    const { store, starts } = openPage(storageWith(kept));
    store.getState().takeExperiment(experiment);
    store.getState().train();
    await eventually(() => expect(starts()).toHaveLength(1));
    expect(starts()[0]).toMatchObject({ experiment, teachers: [weights], resumeFrom: {} });
  });

  it("does not start where they are missing: which, is said", async () => {
    const { store, starts } = openPage(storageWith());
    store.getState().takeExperiment(experiment);
    store.getState().train();
    expect(store.getState().phase).toBe("loading");
    await eventually(() => expect(store.getState().phase).toBe("idle"));
    expect(store.getState().notices.at(-1)).toMatchObject({ code: "no-teacher", detail: `mine (${checksum})` });
    expect(starts()).toEqual([]);
  });

  it("that is stopped before its teacher has been read does not start", async () => {
    const { store, starts } = openPage(storageWith(kept));
    store.getState().takeExperiment(experiment);
    store.getState().train();
    store.getState().stop();
    expect(store.getState().phase).toBe("idle");
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(starts()).toEqual([]);
    store.getState().train();
    await eventually(() => expect(starts()).toHaveLength(1));
  });
});

describe("the trial of a teacher", () => {
  it("gives its errors from a worker of its own, and ends that worker", async () => {
    const { store, workers, starts } = openPage(noStorage);
    const trial = store.getState().evaluateTeacher(experiment, [weights]);
    await eventually(() => expect(starts()).toHaveLength(1));
    expect(starts()[0]).toMatchObject({ teacherAlone: true, teachers: [weights] });
    const [worker] = workers;
    const evaluation = evaluationWith(12);
    worker!.send({
      type: "events",
      run: 1,
      seq: 1,
      events: [
        logOfPairs([])[0]!,
        { type: "evaluated", network: "teacher", step: 1, evaluation },
        { type: "finished", reason: "completed" },
      ],
    });
    expect(await trial).toEqual(evaluation);
    expect(worker!.isTerminated()).toBe(true);
    expect(store.getState().run).toBeNull();
  });

  it("rejects with the reason where it fails", async () => {
    const { store, workers, starts } = openPage(noStorage);
    const trial = store.getState().evaluateTeacher(experiment, [weights]);
    await eventually(() => expect(starts()).toHaveLength(1));
    workers[0]!.send({
      type: "events",
      run: 1,
      seq: 1,
      events: [{ type: "failed", code: "bad-data", detail: "no images" }],
    });
    await expect(trial).rejects.toThrow("no images");
  });
});
