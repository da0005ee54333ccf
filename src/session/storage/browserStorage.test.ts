import "fake-indexeddb/auto";
import fc from "fast-check";
import { openDB } from "idb";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import type { Experiment } from "../../domain/experiment.ts";
import { presets } from "../../methods/experiments/presets.ts";
import { eventually } from "../../testing/eventually.ts";
import { openFakeLocks } from "../../testing/fakeLockManager.ts";
import { checkpointAt } from "../../testing/storedRunEvents.ts";
import { createPlaygroundStore } from "../playgroundStore.ts";
import { type BrowserStorage, openStorage } from "./browserStorage.ts";
import { textStorage } from "./textStorage.ts";

const base = defaultExperiment;
const bytes = (...values: number[]) => Uint8Array.of(...values);

beforeEach(() => {
  Object.defineProperty(globalThis, "indexedDB", { configurable: true, writable: true, value: new IDBFactory() });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
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

/** Writes values past the storage, into a database of version 1, as another version of the page or a fault may have left them. */
async function leave(values: Readonly<Record<string, unknown>>): Promise<void> {
  const database = await openDB("distillation-playground", 1, {
    upgrade: (fresh) => {
      fresh.createObjectStore("state");
    },
  });
  for (const [key, value] of Object.entries(values)) await database.put("state", value, key);
  database.close();
}

/** A localStorage that refuses to write while it has as many texts as it can hold. */
function stubLocalStorage(room = Infinity): void {
  const texts = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => texts.get(key) ?? null,
    setItem(key: string, text: string) {
      if (texts.size >= room) throw new DOMException("full", "QuotaExceededError");
      texts.set(key, text);
    },
    removeItem: (key: string) => texts.delete(key),
  });
}

describe("short texts where the browser refuses storage, as in a sandboxed frame", () => {
  it("are there until the page is left, and count as not stored", () => {
    const refused = {
      configurable: true,
      get: () => {
        throw new DOMException("denied", "SecurityError");
      },
    };
    Object.defineProperty(globalThis, "localStorage", refused);
    expect(textStorage.set("draft", "a")).toBe(false);
    expect(textStorage.get("draft")).toBe("a");
    textStorage.remove("draft");
    expect(textStorage.get("draft")).toBeNull();
    Reflect.deleteProperty(globalThis, "localStorage");
    expect(textStorage.get("draft")).toBeNull();
  });
});

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
          expect((await (await reloaded(storage)).loadExperiment()).experiment).toEqual(experiment);
        },
      ),
      { numRuns: 20 },
    );
  });

  it("is there at once where the page is left right after a change", async () => {
    stubLocalStorage();
    // The page that is left never sees its database written.
    throwOn("put");
    const storage = openStorage();
    storage.saveExperiment({ ...base, seed: 8 });
    storage.saveOwnExperiment({ ...base, seed: 9 });
    const later = openStorage();
    expect((await later.loadExperiment()).experiment?.seed).toBe(8);
    expect((await later.loadOwnExperiment()).experiment?.seed).toBe(9);
    later.saveOwnExperiment(null);
    expect(await openStorage().loadOwnExperiment()).toEqual({ experiment: null, damaged: null });
  });

  it("is in the database where localStorage is full or forbidden, and an older text of it is not used", async () => {
    const storage = openStorage();
    stubLocalStorage(1);
    storage.saveExperiment({ ...base, seed: 8 });
    storage.saveExperiment({ ...base, seed: 9 });
    expect((await (await reloaded(storage)).loadExperiment()).experiment?.seed).toBe(9);
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
    await eventually(() => expect(store.getState().notices.map(({ code }) => code)).toContain("saved-damaged"));
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
    freshSeed: () => 4242,
  });
}

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
      "checkpoint taught/0": bytes(5),
      "readings labels": JSON.stringify({ place: { values: [1], total: 10, word: "helps" } }),
      "readings widths": { place: { values: [1], total: 10 } },
      "readings noise": "{",
    });
    vi.stubGlobal("navigator", { locks: openFakeLocks()().locks });
    const storage = openStorage();
    expect(await storage.loadExperiment()).toEqual({ experiment: null, damaged: null });
    expect(await storage.loadMeasuredBackends()).toEqual({ shape: "wasm" });
    const { runs } = await storage.runs.list();
    expect(runs).toEqual([{ id: "version-1", ...{ experiment: base, began: 0, live: {} }, ...{ step: 0, steps: 0 } }]);
    expect(await storage.runs.take("version-1")).toMatchObject({ run: { events: [], checkpoints: {} } });
    for (const study of ["labels", "widths", "noise"]) expect(await storage.loadReadings(study)).toEqual({});
  });

  it("whose stores have other names gets those that it lacks", async () => {
    const other = await openDB("distillation-playground", 1, {
      upgrade: (fresh) => {
        fresh.createObjectStore("experiments");
      },
    });
    other.close();
    const storage = openStorage();
    storage.saveExperiment({ ...base, seed: 5 });
    expect((await storage.loadExperiment()).experiment?.seed).toBe(5);
  });
});

/** Saves everything and loads everything: nothing throws, nothing rejects, and nothing comes back. */
async function expectEmpty(storage: BrowserStorage): Promise<void> {
  storage.saveExperiment(base);
  const writer = storage.runs.open(base);
  writer.add([checkpointAt("teacher", 3)], { step: 3, steps: 9 });
  storage.saveMeasuredBackends({ shape: "wasm" });
  storage.saveReadings("labels", { place: { values: [1], total: 10 } });
  expect(await storage.loadExperiment()).toEqual({ experiment: null, damaged: null });
  expect(await storage.runs.list()).toEqual({ runs: [], damaged: [] });
  expect(await storage.runs.take("any")).toBeNull();
  expect(await storage.loadMeasuredBackends()).toEqual({});
  expect(await storage.loadReadings("labels")).toEqual({});
  writer.close();
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

/** There is no database at all, as in a sandboxed frame or where cookies are off: reading the global throws. */
function haveNone(): void {
  Object.defineProperty(globalThis, "indexedDB", {
    configurable: true,
    get: () => {
      throw new DOMException("The operation is insecure.", "SecurityError");
    },
  });
}

/** The database never answers, as where another tab holds an older version of it. */
function neverAnswer(): void {
  vi.spyOn(IDBFactory.prototype, "open").mockReturnValue(new EventTarget() as IDBOpenDBRequest);
}

const faults: readonly (readonly [fault: string, cause: () => Promise<void> | void])[] = [
  ["cannot be opened", refuseToOpen],
  ["is not there", haveNone],
  ["never answers", neverAnswer],
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
    await eventually(() => expect(store.getState().notices.map(({ code }) => code)).toContain("recording-missing"));
    store.getState().edit((experiment) => ({ ...experiment, seed: 31 }));
    store.getState().forgetMeasuredBackends();
    await written(storage);
    expect(store.getState().experiment).toEqual({ ...base, seed: 31 });
    expect(store.getState().notices.filter(({ code }) => code === "nothing-kept").length).toBeLessThan(2);
    expect(store.getState().notices.filter(({ code }) => code === "not-written").length).toBeLessThan(2);
  });

  it.each([
    ["nothing-kept", haveNone],
    ["nothing-kept", refuseToOpen],
    ["not-written", () => throwOn("put", "delete")],
    ["not-written", abortWrites],
  ])("says so once, as %s", async (code, cause) => {
    await cause();
    const store = openPage(openStorage());
    const told = () => store.getState().notices.filter((notice) => notice.code === code).length;
    store.getState().edit((experiment) => ({ ...experiment, seed: 31 }));
    await eventually(() => expect(told()).toBe(1));
    store.getState().edit((experiment) => ({ ...experiment, seed: 32 }));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(told()).toBe(1);
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
