import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it } from "vitest";
import { defaultExperiment } from "../domain/defaultExperiment.ts";
import type { Experiment } from "../domain/experiment.ts";
import { experimentOnFiles } from "../methods/registry/fittedToData.ts";
import type { DroppedFiles } from "../protocol/commands.ts";
import { filesOf, shapesSplit } from "../testing/colouredShapes.ts";
import { eventually } from "../testing/eventually.ts";
import { hashOf } from "./experimentLink.ts";
import { createPlaygroundStore } from "./playgroundStore.ts";
import { openStorage } from "./storage/browserStorage.ts";

const described = filesOf(shapesSplit({ height: 16, width: 16, channels: 1 }, 5, { train: 40, test: 20 }));
const withChecksum = (digit: string) => ({ ...described, checksum: digit.repeat(64) });
const onFiles = (digit: string): Experiment => experimentOnFiles(defaultExperiment, withChecksum(digit));
const files = Object.fromEntries(
  ["trainImages", "trainLabels", "testImages", "testLabels"].map((name) => [name, new Blob([name])]),
) as unknown as DroppedFiles;

/** A page that trains nothing, with a link or without one. */
async function openPage(linked?: Experiment) {
  const started: string[] = [];
  const store = createPlaygroundStore({
    spawn: () => {
      started.push("worker");
      throw new RangeError("nothing is trained here");
    },
    storage: openStorage(),
    base: "http://localhost/",
    hash: linked ? await hashOf(linked, defaultExperiment) : "",
    fetch: async () => new Response("", { status: 404 }),
    freshSeed: () => 4242,
  });
  return { store, started, own: await store.getState().ownFiles() };
}

beforeEach(() => {
  Object.defineProperty(globalThis, "indexedDB", { configurable: true, writable: true, value: new IDBFactory() });
});

describe("own images", () => {
  it("are not trained on in place of those that the experiment asks for", async () => {
    const { store, started, own } = await openPage();
    own.choose(files, onFiles("a"), false);
    store.getState().edit(() => onFiles("b"));
    store.getState().train();
    expect(started).toEqual([]);
    expect(store.getState().notices.map(({ code }) => code)).toContain("missing");
    store.getState().edit(() => onFiles("a"));
    store.getState().train();
    expect(started).toEqual(["worker"]);
  });

  it("are what a run begins with that is started right after they were chosen, and so are named data sets", async () => {
    const { store, started, own } = await openPage();
    own.choose(files, onFiles("a"), false);
    store.getState().chooseDataset("fashion");
    store.getState().train();
    expect(started).toEqual([]);
    await eventually(() => expect(started).toEqual(["worker"]));
    expect(store.getState().experiment.data).toMatchObject({ dataset: "fashion" });
    store.getState().chooseDataset("mnist");
    expect(store.getState().experiment.data).toMatchObject({ dataset: "mnist" });
    store.getState().chooseDataset("files");
    store.getState().train();
    await eventually(() => expect(started).toHaveLength(2));
    expect(store.getState().experiment.data).toMatchObject({ dataset: "files", files: { checksum: "a".repeat(64) } });
  });

  it("are here at the next visit where they are kept, and not where they are not or no more", async () => {
    const first = await openPage();
    first.own.choose(files, onFiles("a"), true);
    await eventually(() => expect(first.store.getState().keptFiles).toEqual(withChecksum("a")));
    const second = await openPage();
    await eventually(() => expect(second.store.getState().filesAre).toEqual(withChecksum("a")));
    expect(second.store.getState().experiment.data.files).toEqual(withChecksum("a"));
    const loaded = second.store.getState().files!;
    expect(await loaded.testLabels.text()).toBe("testLabels");
    await second.own.keep(false);
    expect(second.store.getState()).toMatchObject({ keptFiles: null, filesAre: { checksum: "a".repeat(64) } });
    const third = await openPage();
    await third.own.loadKept();
    expect(third.store.getState()).toMatchObject({ keptFiles: null, filesAre: null, files: null });
  });

  it("that are kept do not take the place of those that were chosen", async () => {
    const first = await openPage();
    first.own.choose(files, onFiles("a"), true);
    await eventually(() => expect(first.store.getState().keptFiles).not.toBeNull());
    const second = await openPage();
    second.own.choose(files, onFiles("b"), false);
    await second.own.loadKept();
    expect(second.store.getState()).toMatchObject({
      filesAre: { checksum: "b".repeat(64) },
      keptFiles: { checksum: "a".repeat(64) },
    });
  });

  it("that were left damaged are none", async () => {
    const storage = openStorage();
    await storage.database.write((db) => db.put("state", { files: { trainImages: "no file" } }, "own data"));
    const { store, own } = await openPage();
    await own.loadKept();
    expect(store.getState()).toMatchObject({ keptFiles: null, files: null });
  });

  it("that a link was made with are recognised among those that are kept", async () => {
    const first = await openPage();
    first.own.choose(files, onFiles("a"), true);
    await eventually(() => expect(first.store.getState().keptFiles).not.toBeNull());
    const visitor = await openPage({ ...onFiles("a"), seed: 77 });
    await eventually(() => expect(visitor.store.getState().filesAre?.checksum).toBe("a".repeat(64)));
    expect(visitor.store.getState().experiment.seed).toBe(77);
  });
});

describe("an experiment on own images", () => {
  it("trains on all of them where it had asked for more, and holds none out where none would be left", () => {
    const many: Experiment = { ...defaultExperiment, data: { dataset: "digits", train: 1000, heldOut: 500 } };
    expect(experimentOnFiles(many, described).data).toEqual({ dataset: "files", train: "all", files: described });
    const few: Experiment = { ...defaultExperiment, data: { dataset: "digits", train: 100, heldOut: 5 } };
    const larger = { ...described, train: 400 };
    expect(experimentOnFiles(few, larger).data).toMatchObject({ train: 100, heldOut: 5 });
  });

  it("keeps in its link how the files were prepared", async () => {
    const prepared = { turned: true, side: 16, cropped: true, first: 40, test: "held-out" } as const;
    const experiment = experimentOnFiles(defaultExperiment, { ...described, name: "shapes", prepared });
    const { store } = await openPage(experiment);
    await eventually(() => expect(store.getState().experiment).toEqual(experiment));
  });
});
