import "fake-indexeddb/auto";
import fc from "fast-check";
import { openDB } from "idb";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { defaultExperiment } from "../domain/defaultExperiment.ts";
import type { Experiment } from "../domain/experiment.ts";
import { presets } from "../methods/experiments/presets.ts";
import { type BrowserStorage, openStorage } from "./browserStorage.ts";
import { createPlaygroundStore } from "./playgroundStore.ts";

const base = defaultExperiment;
const bytes = (...values: number[]) => Uint8Array.of(...values);

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** Waits until everything that was saved before has been written: transactions on one store take turns. */
async function written(storage: BrowserStorage): Promise<void> {
  await storage.loadExperiment();
}

/** The storage of the page after a reload. */
async function reloaded(storage: BrowserStorage): Promise<BrowserStorage> {
  await written(storage);
  return openStorage();
}

/** Writes values past the storage, as another version of the page or a fault may have left them. */
async function leave(values: Readonly<Record<string, unknown>>): Promise<void> {
  const database = await openDB("distillation-playground", 1, {
    upgrade: (fresh) => {
      fresh.createObjectStore("state");
    },
  });
  for (const [key, value] of Object.entries(values)) await database.put("state", value, key);
  database.close();
}

/** Everything that is in the database, by key. */
async function stored(): Promise<Readonly<Record<string, unknown>>> {
  const database = await openDB("distillation-playground", 1);
  const keys = await database.getAllKeys("state");
  const entries = await Promise.all(keys.map(async (key) => [`${key}`, await database.get("state", key)] as const));
  database.close();
  return Object.fromEntries(entries);
}

describe("a stored experiment", () => {
  it("comes back as it was last edited, whatever sliders and fields can set", async () => {
    const storage = openStorage();
    expect(await storage.loadExperiment()).toEqual({ experiment: null, damaged: null });
    for (const { experiment } of presets) {
      storage.saveExperiment(experiment);
      expect(await (await reloaded(storage)).loadExperiment()).toEqual({ experiment, damaged: null });
    }
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 2 ** 31 - 1 }),
        fc.double({ min: 0.05, max: 100, noNaN: true }),
        async (seed, temperature) => {
          const experiment: Experiment = {
            ...base,
            seed,
            method: { ...base.method, params: { ...base.method.params, temperature } },
          };
          storage.saveExperiment({ ...base, pairs: 1 });
          storage.saveExperiment(experiment);
          expect((await openStorage().loadExperiment()).experiment).toEqual(experiment);
        },
      ),
      { numRuns: 20 },
    );
  });

  it.each([
    ["is not JSON", "{", /JSON/],
    ["is not an experiment", "[]", /.+/],
    ["lacks a field", JSON.stringify({ ...base, pairs: undefined }), /pairs/],
    ["is out of range", JSON.stringify({ ...base, pairs: 99 }), /pairs is 99/],
    ["has an unknown method", JSON.stringify({ ...base, method: { id: "telepathy", params: {} } }), /telepathy/],
  ])("that %s is reported as damaged once, and is not used", async (_, text, reason) => {
    await leave({ experiment: text });
    const { experiment, damaged } = await openStorage().loadExperiment();
    expect(experiment).toBeNull();
    expect(damaged).toMatch(reason);
    const again = openStorage();
    await written(again);
    expect(await again.loadExperiment()).toEqual({ experiment: null, damaged: null });
  });

  it("that is damaged leaves the page with the default experiment and a notice", async () => {
    await leave({ experiment: JSON.stringify({ ...base, seed: -4 }) });
    const store = openPage(openStorage());
    await vi.waitFor(() => expect(store.getState().notices.map(({ code }) => code)).toContain("saved-damaged"));
    expect(store.getState().experiment).toEqual(base);
  });
});

/** A page without a link, whose recorded runs are missing. */
function openPage(storage: BrowserStorage) {
  return createPlaygroundStore({
    spawn: () => {
      throw new RangeError("nothing is trained here");
    },
    storage,
    base: "http://localhost/",
    hash: "",
    fetch: async () => new Response("", { status: 404 }),
  });
}

describe("an interrupted run", () => {
  const experiment: Experiment = { ...base, seed: 12 };

  it("comes back with its experiment and the last checkpoint of each job", async () => {
    const storage = openStorage();
    storage.openRun(experiment);
    storage.saveCheckpoint("teacher", bytes(1));
    storage.saveCheckpoint("taught/0", bytes(2));
    storage.saveCheckpoint("taught/0", bytes(3, 4));
    expect(await (await reloaded(storage)).loadInterrupted()).toEqual({
      experiment,
      checkpoints: { teacher: bytes(1), "taught/0": bytes(3, 4) },
    });
  });

  it("is none before its first checkpoint, and none where no run was opened", async () => {
    expect(await openStorage().loadInterrupted()).toBeNull();
    const storage = openStorage();
    storage.openRun(experiment);
    expect(await storage.loadInterrupted()).toBeNull();
    await leave({ "checkpoint teacher": bytes(1), run: null });
    expect(await openStorage().loadInterrupted()).toBeNull();
  });

  it("is forgotten when it is closed, and leaves everything else where it is", async () => {
    const storage = openStorage();
    storage.saveExperiment(experiment);
    storage.saveMeasuredBackends({ shape: "wasm" });
    storage.openRun(experiment);
    storage.saveCheckpoint("teacher", bytes(1));
    await written(storage);
    storage.closeRun();
    await vi.waitFor(async () => expect(Object.keys(await stored()).sort()).toEqual(["choices", "experiment"]));
    expect(await storage.loadInterrupted()).toBeNull();
    expect((await storage.loadExperiment()).experiment).toEqual(experiment);
  });

  it("never has checkpoints of an earlier run", async () => {
    const storage = openStorage();
    storage.openRun(base);
    storage.saveCheckpoint("teacher", bytes(1));
    storage.saveCheckpoint("plain/1", bytes(1));
    await written(storage);
    storage.closeRun();
    await vi.waitFor(async () => expect(await stored()).toEqual({}));
    storage.openRun(experiment);
    storage.saveCheckpoint("taught/0", bytes(2));
    expect(await storage.loadInterrupted()).toEqual({ experiment, checkpoints: { "taught/0": bytes(2) } });

    // Without closeRun between them: a second run takes over from one that was cut off.
    storage.openRun(base);
    await vi.waitFor(async () => expect(Object.keys(await stored())).not.toContain("checkpoint taught/0"));
    expect(await storage.loadInterrupted()).toBeNull();
  });

  it("of an experiment that cannot be run any more is forgotten", async () => {
    await leave({ run: JSON.stringify({ ...base, pairs: 0 }), "checkpoint teacher": bytes(1) });
    expect(await openStorage().loadInterrupted()).toBeNull();
    await vi.waitFor(async () => expect(await stored()).toEqual({}));
  });
});

describe("remembered backends and readings of studies", () => {
  it("come back", async () => {
    const storage = openStorage();
    const readings = { "digits 7: 100 | 1": { values: [3, 4], total: 2000 } };
    storage.saveMeasuredBackends({ shape: "wasm", other: "webgpu" });
    storage.saveReadings("labels", readings);
    const later = await reloaded(storage);
    expect(await later.loadMeasuredBackends()).toEqual({ shape: "wasm", other: "webgpu" });
    expect(await later.loadReadings("labels")).toEqual(readings);
    expect(await later.loadReadings("widths")).toEqual({});
  });
});

describe("a database with data of another version", () => {
  it("gives what can be used of it, and trusts nothing else", async () => {
    await leave({
      experiment: { ...base },
      choices: JSON.stringify({ shape: "wasm", other: "rocket" }),
      run: JSON.stringify(base),
      "checkpoint teacher": [1, 2, 3],
      "checkpoint taught/0": bytes(5),
      "readings labels": JSON.stringify({ place: { values: [1], total: 10, word: "helps" } }),
      "readings widths": { place: { values: [1], total: 10 } },
      "readings noise": "{",
    });
    const storage = openStorage();
    expect(await storage.loadExperiment()).toEqual({ experiment: null, damaged: null });
    expect(await storage.loadMeasuredBackends()).toEqual({ shape: "wasm" });
    expect(await storage.loadInterrupted()).toEqual({ experiment: base, checkpoints: { "taught/0": bytes(5) } });
    for (const study of ["labels", "widths", "noise"]) expect(await storage.loadReadings(study)).toEqual({});
  });

  it("whose stores have other names is as good as empty", async () => {
    const other = await openDB("distillation-playground", 1, {
      upgrade: (fresh) => {
        fresh.createObjectStore("experiments");
      },
    });
    other.close();
    await expectEmpty(openStorage());
  });
});

/** Saves everything and loads everything: nothing throws, nothing rejects, and nothing comes back. */
async function expectEmpty(storage: BrowserStorage): Promise<void> {
  storage.saveExperiment(base);
  storage.openRun(base);
  storage.saveCheckpoint("teacher", bytes(1));
  storage.saveMeasuredBackends({ shape: "wasm" });
  storage.saveReadings("labels", { place: { values: [1], total: 10 } });
  expect(await storage.loadExperiment()).toEqual({ experiment: null, damaged: null });
  expect(await storage.loadInterrupted()).toBeNull();
  expect(await storage.loadMeasuredBackends()).toEqual({});
  expect(await storage.loadReadings("labels")).toEqual({});
  storage.closeRun();
  await written(storage);
}

/** Every operation of a kind throws at once. */
function throwOn(...names: ("get" | "getAllKeys" | "put" | "delete")[]): void {
  for (const name of names)
    vi.spyOn(IDBObjectStore.prototype, name).mockImplementation(() => {
      throw new DOMException("the disk is full", "UnknownError");
    });
}

/** Every write succeeds at first, and is undone when its transaction is to end, as where the quota is exceeded. */
function abortWrites(): void {
  const { put } = IDBObjectStore.prototype;
  vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (this: IDBObjectStore, ...entry) {
    const request = put.apply(this, entry);
    request.onsuccess = () => this.transaction.abort();
    return request;
  });
}

/** A newer page has left a database that this one may not open. */
async function refuseToOpen(): Promise<void> {
  (await openDB("distillation-playground", 7)).close();
}

const faults: readonly (readonly [fault: string, cause: () => Promise<void> | void])[] = [
  ["cannot be opened", refuseToOpen],
  ["throws on every write", () => throwOn("put", "delete")],
  ["undoes every write", abortWrites],
  ["throws on every read", () => throwOn("get", "getAllKeys")],
  ["throws on everything", () => throwOn("get", "getAllKeys", "put", "delete")],
];

describe("a database that fails", () => {
  it.each(faults)("because it %s never rejects, and gives back nothing", async (_, cause) => {
    await cause();
    await expectEmpty(openStorage());
  });

  it.each(faults)("because it %s loses nothing of what the page has in memory", async (_, cause) => {
    await cause();
    const storage = openStorage();
    const store = openPage(storage);
    await vi.waitFor(() => expect(store.getState().notices.map(({ code }) => code)).toContain("recording-missing"));
    const before = store.getState().notices.length;
    store.getState().edit((experiment) => ({ ...experiment, seed: 31 }));
    store.getState().forgetMeasuredBackends();
    await written(storage);
    expect(store.getState().experiment).toEqual({ ...base, seed: 31 });
    expect(store.getState().notices).toHaveLength(before);
  });

  it("only after it had worked keeps what was written until then", async () => {
    const storage = openStorage();
    storage.saveExperiment({ ...base, seed: 1 });
    await written(storage);
    throwOn("put");
    storage.saveExperiment({ ...base, seed: 2 });
    await written(storage);
    expect((await openStorage().loadExperiment()).experiment?.seed).toBe(1);
  });
});
