import "fake-indexeddb/auto";
import { openDB } from "idb";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import type { Experiment } from "../../domain/experiment.ts";
import type { TrainingEvent } from "../../protocol/events.ts";
import { eventually } from "../../testing/eventually.ts";
import { openFakeLocks } from "../../testing/fakeLockManager.ts";
import { checkpointAt } from "../../testing/storedRunEvents.ts";
import { logOfPairs } from "../../testing/trainingRuns.ts";
import { openPageDatabase } from "./pageDatabase.ts";
import { webLocks } from "./runLocks.ts";
import { openStoredRuns } from "./storedRuns.ts";

const experiment: Experiment = { ...defaultExperiment, seed: 12 };
const [started, ...later] = logOfPairs([3]) as [TrainingEvent, ...TrainingEvent[]];
const progress = { step: 3, steps: 9 };

/** A browser whose tabs share a database, and a clock that passes a millisecond whenever it is read. */
function openBrowser() {
  const openLocks = openFakeLocks();
  let time = 0;
  const openTab = () => {
    const { locks, close } = openLocks();
    return {
      runs: openStoredRuns(
        openPageDatabase(() => {}),
        webLocks(locks),
        () => ++time,
      ),
      close,
    };
  };
  return { openTab, pass: (ms: number) => (time += ms) };
}

const seedsOf = async ({ runs }: ReturnType<ReturnType<typeof openBrowser>["openTab"]>) =>
  (await runs.list()).runs.map((run) => run.experiment.seed);

/** Changes the database past the storage. */
async function tamper(change: (database: Awaited<ReturnType<typeof openDB>>, id: string) => Promise<unknown>) {
  const database = await openDB("distillation-playground");
  const [id] = await database.getAllKeys("runs");
  await change(database, String(id));
  database.close();
}

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

describe("a run that was cut off", () => {
  it("comes back with its events in order, the last checkpoint of each job and its settings", async () => {
    const { openTab, pass } = openBrowser();
    const tab = openTab();
    const writer = tab.runs.open(experiment);
    writer.add([started, checkpointAt("teacher", 1)], { step: 1, steps: 9 });
    writer.add(later, { step: 2, steps: 9 });
    writer.setLive("temperature", 9);
    writer.add([checkpointAt("teacher", 2), checkpointAt("taught/0", 1)], progress);
    await tab.runs.list();
    tab.close();
    pass(1);
    const next = openTab();
    const [run] = (await next.runs.list()).runs;
    expect(run).toMatchObject({ experiment, ...progress });
    const taken = await next.runs.take(run!.id);
    expect(taken).toMatchObject({
      run: {
        events: [started, ...later],
        checkpoints: { teacher: { step: 2, bytes: Uint8Array.of(2) }, "taught/0": { step: 1 } },
        live: { temperature: 9 },
      },
    });
    // It goes on under the same id: what is added comes after what was stored.
    if (!taken || !("writer" in taken)) throw new RangeError("the run was not taken");
    taken.writer.add([{ type: "finished", reason: "completed" }, checkpointAt("teacher", 5)], progress);
    await next.runs.list();
    next.close();
    const again = await openTab().runs.take(run!.id);
    expect(again).toMatchObject({ run: { events: [started, ...later, { type: "finished" }] } });
  });

  it("is offered even before its first checkpoint, and where events are stored without one", async () => {
    const { openTab, pass } = openBrowser();
    const tab = openTab();
    const writer = tab.runs.open(experiment);
    expect(await seedsOf(tab)).toEqual([]);
    tab.close();
    expect(await seedsOf(openTab())).toEqual([12]);
    pass(20_000);
    writer.add([started], progress);
    await tab.runs.list();
    const next = openTab();
    const [run] = (await next.runs.list()).runs;
    expect(await next.runs.take(run!.id)).toMatchObject({ run: { events: [started], checkpoints: {} } });
  });

  it("stays beside those that are cut off later; of more than three the oldest are deleted", async () => {
    const { openTab } = openBrowser();
    for (const seed of [1, 2, 3, 4, 5]) {
      const tab = openTab();
      tab.runs.open({ ...experiment, seed }).add([started], progress);
      await tab.runs.list();
      tab.close();
    }
    expect(await seedsOf(openTab())).toEqual([5, 4, 3]);
  });

  it("is deleted with all that belongs to it when it ends or is thrown away, and nothing else is", async () => {
    const { openTab } = openBrowser();
    const tab = openTab();
    const other = tab.runs.open({ ...experiment, seed: 1 });
    other.add([started, checkpointAt("teacher", 1)], progress);
    const writer = tab.runs.open(experiment);
    writer.add([started, checkpointAt("teacher", 1)], progress);
    writer.close();
    await tab.runs.list();
    tab.close();
    const next = openTab();
    const [left] = (await next.runs.list()).runs;
    expect(left?.experiment.seed).toBe(1);
    await next.runs.discard(left!.id);
    expect(await seedsOf(next)).toEqual([]);
    await tamper(async (database) => {
      for (const store of ["runs", "events", "checkpoints"]) expect(await database.getAllKeys(store)).toEqual([]);
    });
  });

  it("is offered at once where it failed and may go on", async () => {
    const tab = openBrowser().openTab();
    const writer = tab.runs.open(experiment);
    writer.add([started], progress);
    await writer.release();
    const [run] = (await tab.runs.list()).runs;
    expect(run?.experiment).toEqual(experiment);
    expect(await tab.runs.take(run!.id)).toMatchObject({ run: { events: [started] } });
  });

  it.each<[string, RegExp, Parameters<typeof tamper>[0]]>([
    ["whose checkpoint is not bytes", /checkpoint of teacher/, (db, id) => db.put("checkpoints", [1], [id, "teacher"])],
    ["whose events are none", /events/, (db, id) => db.put("events", [{ type: "applause" }], [id, 0])],
    ["whose events are no list", /events/, (db, id) => db.put("events", 7, [id, 0])],
  ])("%s is refused in words and removed", async (_, words, change) => {
    const { openTab } = openBrowser();
    const tab = openTab();
    tab.runs.open(experiment).add([started, checkpointAt("teacher", 1)], progress);
    await tab.runs.list();
    tab.close();
    await tamper(change);
    const next = openTab();
    const [run] = (await next.runs.list()).runs;
    expect(await next.runs.take(run!.id)).toEqual({ damaged: expect.stringMatching(words) });
    expect(await seedsOf(next)).toEqual([]);
  });

  it.each<[string, RegExp, unknown]>([
    ["is not a header", /header/, "run"],
    ["lacks a field", /header is wrong at began/, { experiment, step: 1, steps: 2, live: {} }],
    [
      "has an experiment that cannot be run",
      /pairs is 0/,
      { experiment: { ...experiment, pairs: 0 }, began: 1, step: 1, steps: 2, live: {} },
    ],
  ])("whose header %s is reported once and removed", async (_, words, header) => {
    const { openTab } = openBrowser();
    const tab = openTab();
    tab.runs.open(experiment);
    await tab.runs.list();
    tab.close();
    await tamper((database, id) => database.put("runs", header, id));
    const next = openTab();
    expect(await next.runs.list()).toEqual({ runs: [], damaged: [expect.stringMatching(words)] });
    expect(await next.runs.list()).toEqual({ runs: [], damaged: [] });
  });
});

describe("two tabs", () => {
  it("each store a run of their own, and are not offered the one that the other trains", async () => {
    const { openTab } = openBrowser();
    const [one, two] = [openTab(), openTab()];
    one.runs.open({ ...experiment, seed: 1 }).add([started, checkpointAt("teacher", 1)], progress);
    two.runs.open({ ...experiment, seed: 2 }).add([started, checkpointAt("teacher", 2)], progress);
    expect([await seedsOf(one), await seedsOf(two)]).toEqual([[], []]);
    one.close();
    const [run] = (await two.runs.list()).runs;
    expect(await two.runs.take(run!.id)).toMatchObject({
      run: { experiment: { seed: 1 }, checkpoints: { teacher: { bytes: Uint8Array.of(1) } } },
    });
  });

  it("cannot both go on with one run", async () => {
    const { openTab } = openBrowser();
    const cut = openTab();
    cut.runs.open(experiment).add([started], progress);
    await cut.runs.list();
    cut.close();
    const [one, two] = [openTab(), openTab()];
    const [run] = (await one.runs.list()).runs;
    expect((await two.runs.list()).runs).toHaveLength(1);
    expect(await one.runs.take(run!.id)).toMatchObject({ run: { experiment } });
    expect(await two.runs.take(run!.id)).toBeNull();
  });

  it("are told when the other is gone in the middle of a run", async () => {
    const { openTab } = openBrowser();
    const [one, two] = [openTab(), openTab()];
    one.runs.open(experiment).add([started], progress);
    await one.runs.list();
    const freed = vi.fn();
    two.runs.onFreed(freed);
    expect(await seedsOf(two)).toEqual([]);
    one.close();
    await eventually(() => expect(freed).toHaveBeenCalledOnce());
    expect(await seedsOf(two)).toEqual([12]);
  });
});
