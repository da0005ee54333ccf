import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import type { Experiment } from "../../domain/experiment.ts";
import type { DroppedFiles } from "../../protocol/commands.ts";
import { decodeLog } from "../../protocol/eventLog.ts";
import type { TrainingEvent } from "../../protocol/events.ts";
import { filesOf, shapesSplit } from "../../testing/colouredShapes.ts";
import { eventually } from "../../testing/eventually.ts";
import { type FakeWorker, fakeConductingWorker } from "../../testing/fakeConductingWorker.ts";
import { openFakeLocks } from "../../testing/fakeLockManager.ts";
import { checkpointAt } from "../../testing/storedRunEvents.ts";
import { evaluationWith, logOfPairs } from "../../testing/trainingRuns.ts";
import { hashOf } from "../experimentLink.ts";
import { createPlaygroundStore } from "../playgroundStore.ts";
import { foldRun } from "../run/runFromEvents.ts";
import { openStorage } from "./browserStorage.ts";

const base = defaultExperiment;
const experimentOf = (seed: number): Experiment => ({ ...base, seed });
type Started = Extract<TrainingEvent, { type: "started" }>;
const [first] = logOfPairs([3]) as [Started];
const startedOf = (experiment: Experiment): Started => ({ ...first, experiment });

/** A student's first steps, its evaluation and its checkpoint after the second. */
const halfway: readonly TrainingEvent[] = [
  { type: "stage", job: "taught/0", name: "distil", steps: 4 },
  { type: "losses", job: "taught/0", fromStep: 1, columns: ["total"], rows: Float32Array.of(3, 2) },
  { type: "evaluated", network: "taught/0", step: 2, evaluation: evaluationWith(20) },
  checkpointAt("taught/0", 2),
];
const beyond: TrainingEvent = {
  type: "losses",
  job: "taught/0",
  fromStep: 3,
  columns: ["total"],
  rows: Float32Array.of(9),
};

/** A browser, each of whose tabs has a page of its own. */
function openBrowser() {
  const openLocks = openFakeLocks();
  const openTab = async (hash = "") => {
    const { locks, close } = openLocks();
    vi.stubGlobal("navigator", { locks });
    const workers: FakeWorker[] = [];
    const storage = openStorage();
    const store = createPlaygroundStore({
      spawn: () => {
        workers.push(fakeConductingWorker());
        return workers.at(-1)!.port;
      },
      storage,
      base: "http://localhost/",
      hash,
      fetch: async () => new Response("", { status: 404 }),
      freshSeed: () => 4242,
    });
    await eventually(() => expect(store.getState().notices.map(({ code }) => code)).toContain("recording-missing"));
    let seq = 0;
    const starts = () => workers.flatMap(({ commands }) => commands).filter((command) => command.type === "start");
    const send = (events: readonly TrainingEvent[]) =>
      workers.at(-1)!.send({ type: "events", run: starts().length, seq: ++seq, events });
    const train = (seed: number, events: readonly TrainingEvent[] = halfway) => {
      store.getState().edit(() => experimentOf(seed));
      store.getState().train();
      send([startedOf(experimentOf(seed)), ...events]);
    };
    /** waits until everything has been stored, and closes the tab */
    const cutOff = async () => {
      await storage.loadExperiment();
      await storage.runs.list();
      close();
    };
    const seeds = () => store.getState().cutOff.map(({ experiment }) => experiment.seed);
    return { store, workers, starts, send, train, cutOff, close, seeds };
  };
  return { openTab };
}

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe("a run that was cut off", () => {
  it("goes on after a reload with its curve, its settings and the checkpoints of its jobs", async () => {
    const { openTab } = openBrowser();
    const tab = await openTab();
    tab.train(5);
    tab.store.getState().setLive("softWeight", 9);
    tab.send([
      { type: "changed", job: "taught/0", step: 2, param: "softWeight", value: 9 },
      beyond,
      checkpointAt("plain/0", 1),
    ]);
    await tab.cutOff();

    const next = await openTab();
    await eventually(() => expect(next.seeds()).toEqual([5]));
    await next.store.getState().goOn(next.store.getState().cutOff[0]!.id);
    const shown = next.store.getState();
    expect(shown.run?.networks[0]).toMatchObject({ step: 3, evaluations: [{ step: 2 }] });
    expect(shown.experiment.method.params.softWeight).toBe(9);
    expect(shown.cutOff).toEqual([]);
    expect(next.starts()).toEqual([
      expect.objectContaining({
        experiment: experimentOf(5),
        resumeFrom: { "taught/0": Uint8Array.of(2), "plain/0": Uint8Array.of(1) },
        goesOn: { live: { softWeight: 9 }, changes: [expect.objectContaining({ step: 2, value: 9 })] },
        remembered: "cpu",
      }),
    ]);
    // What comes after the checkpoint is trained again, and the curve before it stays.
    next.send([{ ...startedOf(experimentOf(5)), goesOnFrom: { "taught/0": 2, "plain/0": 1 } }]);
    expect(next.store.getState().run?.networks[0]).toMatchObject({
      step: 2,
      losses: [{ fromStep: 1, rows: Float32Array.of(3, 2) }],
      evaluations: [{ step: 2 }],
    });
    next.send([beyond]);
    expect(next.store.getState().run?.networks[0]?.losses).toHaveLength(2);
  });

  it.each<[string, (store: Awaited<ReturnType<ReturnType<typeof openBrowser>["openTab"]>>) => void, readonly number[]]>(
    [
      ["that was reset is not offered", ({ store }) => store.getState().reset(), []],
      ["that was stopped is not offered", ({ send }) => send([{ type: "finished", reason: "stopped" }]), []],
      [
        "that diverged is not offered",
        ({ send }) => send([{ type: "failed", code: "non-finite-loss", detail: "" }]),
        [],
      ],
      [
        "whose device was lost is offered",
        ({ send }) => send([{ type: "failed", code: "device-lost", detail: "" }]),
        [5],
      ],
      [
        "is offered where another was reset before it",
        (tab) => {
          tab.store.getState().reset();
          tab.train(6);
        },
        [6],
      ],
      ["before its first checkpoint is offered", (tab) => tab.train(8, []), [8]],
    ],
  )("%s", async (_, then, expected) => {
    const { openTab } = openBrowser();
    const tab = await openTab();
    tab.train(5);
    then(tab);
    await tab.cutOff();
    const next = await openTab();
    await eventually(() => expect(next.seeds()).toEqual(expected));
  });

  it("stays beside one that was cut off later, and each goes on with its own checkpoints", async () => {
    const { openTab } = openBrowser();
    const one = await openTab();
    one.train(1);
    await one.cutOff();
    const two = await openTab();
    two.train(2);
    await two.cutOff();
    const three = await openTab();
    await eventually(() => expect(three.seeds()).toEqual([2, 1]));
    await three.store.getState().goOn(three.store.getState().cutOff[1]!.id);
    expect(three.starts()).toEqual([expect.objectContaining({ experiment: experimentOf(1) })]);
    await three.store.getState().discardCutOff(three.store.getState().cutOff[0]!.id);
    three.store.getState().reset();
    await three.cutOff();
    const four = await openTab();
    await openStorage().runs.list();
    expect(four.seeds()).toEqual([]);
  });

  it("is not offered to a second tab while the first one trains it, but when that is gone", async () => {
    const { openTab } = openBrowser();
    const one = await openTab();
    one.train(1);
    const two = await openTab();
    two.train(2);
    expect([one.seeds(), two.seeds()]).toEqual([[], []]);
    one.close();
    await eventually(() => expect(two.seeds()).toEqual([1]));
    two.send([{ type: "finished", reason: "completed" }]);
    await two.store.getState().goOn(two.store.getState().cutOff[0]!.id);
    expect(two.starts().at(-1)).toMatchObject({ experiment: { seed: 1 } });
  });

  it("on files of one's own asks for them, and goes on by itself when they are chosen", async () => {
    const { openTab } = openBrowser();
    const tab = await openTab();
    const [trainImages, trainLabels, testImages, testLabels] = ["a", "b", "c", "d"].map((text) => new Blob([text]));
    const files = { trainImages, trainLabels, testImages, testLabels } as DroppedFiles;
    const described = filesOf(shapesSplit({ height: 28, width: 28, channels: 1 }, 10, { train: 20, test: 10 }));
    const onFiles = (checksum: string): Experiment => ({
      ...tab.store.getState().experiment,
      data: { dataset: "files", train: "all", files: { ...described, checksum: checksum.repeat(64) } },
    });
    (await tab.store.getState().ownFiles()).choose(files, onFiles("a"), false);
    const experiment = tab.store.getState().experiment;
    tab.store.getState().train();
    tab.send([startedOf(experiment), ...halfway]);
    await tab.cutOff();
    const next = await openTab();
    await eventually(() => expect(next.seeds()).toHaveLength(1));
    const [run] = next.store.getState().cutOff;
    await next.store.getState().goOn(run!.id);
    expect(next.store.getState()).toMatchObject({ awaitsFiles: { id: run!.id }, phase: "idle" });
    (await next.store.getState().ownFiles()).choose(files, onFiles("b"), false);
    expect(next.store.getState()).toMatchObject({ awaitsFiles: { id: run!.id }, phase: "idle" });
    (await next.store.getState().ownFiles()).choose(files, onFiles("a"), false);
    await eventually(() => expect(next.starts()).toHaveLength(1));
    expect(next.starts()[0]).toMatchObject({ experiment, files, resumeFrom: { "taught/0": Uint8Array.of(2) } });
    expect(next.store.getState().awaitsFiles).toBeNull();
  });
});

describe("a run whose worker is lost", () => {
  it("goes on from its checkpoints with its curve, settings and a notice, and a later loss goes on as well", async () => {
    const { openTab } = openBrowser();
    const tab = await openTab();
    tab.train(5);
    tab.store.getState().setLive("softWeight", 9);
    for (const death of [1, 2]) {
      tab.workers.at(-1)!.die("it was killed");
      expect(tab.starts().at(-1)).toMatchObject({
        experiment: experimentOf(5),
        resumeFrom: { "taught/0": Uint8Array.of(2) },
        goesOn: { live: { softWeight: 9 } },
      });
      tab.send([{ ...startedOf(experimentOf(5)), goesOnFrom: { "taught/0": 2 } }]);
      expect(tab.store.getState().run?.networks[0]).toMatchObject({ step: 2, evaluations: [{ step: 2 }] });
      expect(tab.store.getState().notices.filter(({ code }) => code === "restarted")).toHaveLength(death);
    }
  });

  it("starts with nothing of the run that is still shown when it is lost before its first event", async () => {
    const { openTab } = openBrowser();
    const tab = await openTab();
    tab.train(5);
    tab.send([{ type: "finished", reason: "completed" }]);
    tab.store.getState().edit(() => experimentOf(6));
    tab.store.getState().train();
    tab.workers.at(-1)!.die("it was killed");
    expect(tab.starts().at(-1)).toMatchObject({ experiment: experimentOf(6), resumeFrom: {} });
    tab.send([{ ...startedOf(experimentOf(6)), goesOnFrom: {} }]);
    expect(tab.store.getState().run).toMatchObject({
      experiment: experimentOf(6),
      networks: [{ evaluations: [] }, {}],
    });
  });

  it("that was cut off before its first event shows nothing of a recorded run when it goes on", async () => {
    const { openTab } = openBrowser();
    const tab = await openTab();
    tab.store.getState().edit(() => experimentOf(5));
    tab.store.getState().train();
    await tab.cutOff();
    const next = await openTab();
    await eventually(() => expect(next.seeds()).toEqual([5]));
    next.store.setState({ run: foldRun(logOfPairs([3]), "recorded") });
    await next.store.getState().goOn(next.store.getState().cutOff[0]!.id);
    expect(next.store.getState().run).toBeNull();
    next.send([{ ...startedOf(experimentOf(5)), goesOnFrom: {} }, ...halfway]);
    expect(next.store.getState().run).toMatchObject({ origin: "live", experiment: experimentOf(5) });
  });
});

describe("a run that fails before its first event", () => {
  it("while another is shown is no run that was cut off, neither here nor after a reload", async () => {
    const { openTab } = openBrowser();
    const tab = await openTab();
    tab.store.setState({ run: foldRun(logOfPairs([3]), "recorded") });
    tab.store.getState().edit(() => experimentOf(5));
    tab.store.getState().train();
    tab.send([{ type: "failed", code: "bad-data", detail: "the site was built without MNIST", fault: "missing" }]);
    await tab.cutOff();
    expect(tab.seeds()).toEqual([]);
    const next = await openTab();
    await next.cutOff();
    expect(next.seeds()).toEqual([]);
  });
});

describe("a run longer than a minute", () => {
  it("asks the browser once to keep what is stored, and a shorter one does not", async () => {
    const tab = await openBrowser().openTab();
    const persist = vi.fn(async () => true);
    vi.stubGlobal("navigator", { storage: { persist } });
    const pace = (secondsLeft: number): TrainingEvent => {
      return { type: "pace", job: "taught/0", step: 1, steps: 4, stepsPerSecond: 1, secondsLeft };
    };
    tab.train(5, [pace(59)]);
    expect(persist).not.toHaveBeenCalled();
    tab.send([pace(61), pace(70)]);
    expect(persist).toHaveBeenCalledOnce();
  });
});

describe("a link", () => {
  it("leaves the visitor's own experiment one press away, also after it was edited and reloaded", async () => {
    const { openTab } = openBrowser();
    const own = experimentOf(77);
    const tab = await openTab();
    tab.store.getState().edit(() => own);
    await tab.cutOff();
    const linked = await openTab(await hashOf(experimentOf(88), base));
    await eventually(() => expect(linked.store.getState().ownExperiment).toEqual(own));
    expect(linked.store.getState().experiment).toEqual(experimentOf(88));
    linked.store.getState().edit(() => experimentOf(89));
    await linked.cutOff();
    const later = await openTab();
    await eventually(() => expect(later.store.getState().ownExperiment).toEqual(own));
    expect(later.store.getState().experiment).toEqual(experimentOf(89));
    later.store.getState().restoreOwnExperiment(true);
    expect(later.store.getState()).toMatchObject({ experiment: own, ownExperiment: null });
    await later.cutOff();
    const last = await openTab();
    await eventually(() => expect(last.store.getState().experiment).toEqual(own));
    expect(last.store.getState().ownExperiment).toBeNull();
  });

  it("that is opened and not edited stores nothing", async () => {
    const { openTab } = openBrowser();
    await (await openTab(await hashOf(experimentOf(88), base))).cutOff();
    expect((await openTab()).store.getState().experiment).toEqual(base);
  });
});

describe("the file of a run", () => {
  it("has its log and the last checkpoint of each job, and a run that is opened from it goes on, stored anew", async () => {
    const { openTab } = openBrowser();
    const tab = await openTab();
    expect(tab.store.getState().runFile()).toBeNull();
    tab.train(5);
    tab.send([checkpointAt("taught/0", 4)]);
    const { name, text } = tab.store.getState().runFile()!;
    expect(name).toBe("hinton-seed-5.jsonl");
    expect(decodeLog(text)).toEqual([startedOf(experimentOf(5)), ...halfway.slice(0, 3), checkpointAt("taught/0", 4)]);

    globalThis.indexedDB = new IDBFactory();
    const other = await openTab();
    other.store.getState().openRunFile(name, text);
    await eventually(() => expect(other.seeds()).toEqual([5]));
    expect(other.store.getState().run).toMatchObject({ status: "stopped", networks: [{ step: 2 }, {}] });
    await other.store.getState().goOn(other.store.getState().cutOff[0]!.id);
    expect(other.starts()).toEqual([
      expect.objectContaining({ experiment: experimentOf(5), resumeFrom: { "taught/0": Uint8Array.of(4) } }),
    ]);
    await other.cutOff();
    const later = await openTab();
    await eventually(() => expect(later.seeds()).toEqual([5]));
    await later.store.getState().goOn(later.store.getState().cutOff[0]!.id);
    expect(later.store.getState().run?.networks[0]?.evaluations).toHaveLength(1);
  });

  it.each(["", "{", '{"type":"finished","reason":"completed"}'])("with %j is refused by its name", async (text) => {
    const tab = await openBrowser().openTab();
    tab.store.getState().openRunFile("holiday.jsonl", text);
    expect(tab.store.getState().notices.at(-1)).toMatchObject({
      code: "bad-run-file",
      detail: expect.stringMatching(/^holiday.jsonl: /),
    });
  });
});
