import { describe, expect, it, vi } from "vitest";
import { defaultExperiment } from "../domain/defaultExperiment.ts";
import type { Experiment } from "../domain/experiment.ts";
import { presets } from "../methods/experiments/presets.ts";
import { encodeEvent } from "../protocol/eventLog.ts";
import type { TrainingEvent } from "../protocol/events.ts";
import { openFakeWorker } from "../testing/fakeWorker.ts";
import { logOfPairs } from "../testing/trainingRuns.ts";
import { noStorage } from "./browserStorage.ts";
import { hashOf } from "./experimentLink.ts";
import { createPlaygroundStore, isOutdated } from "./playgroundStore.ts";
import { foldRun } from "./run/runFromEvents.ts";
import { openWorkerClient } from "./workerClient.ts";

const base = defaultExperiment;

function fakeWorker() {
  const { worker, sent, deliver } = openFakeWorker();
  return { worker, sent, say: deliver };
}

describe("the page's end of the worker", () => {
  it("replaces a dead worker three times, from its checkpoints, and then gives up with words", () => {
    const workers: ReturnType<typeof fakeWorker>[] = [];
    const lost = vi.fn();
    const client = openWorkerClient(
      () => {
        workers.push(fakeWorker());
        return workers.at(-1)!.worker;
      },
      {
        events: () => {},
        loading: () => {},
        images: () => {},
        lost,
        resumePoint: () => ({ teacher: Uint8Array.of(1) }),
      },
    );
    client.start({ experiment: base, backend: "cpu", base: "", mnist: "site" });
    for (let death = 0; death < 4; death++) workers.at(-1)!.worker.onerror?.({ message: "out of luck" } as ErrorEvent);
    expect(workers.length).toBe(4);
    expect(workers[1]!.sent[0]).toMatchObject({ type: "start", resumeFrom: { teacher: Uint8Array.of(1) } });
    expect(lost).toHaveBeenCalledWith("worker-died", expect.stringContaining("out of luck"));
    client.close();
  });

  it("acknowledges what it took in, and ignores what an earlier run still says", () => {
    const { worker, sent, say } = fakeWorker();
    const events = vi.fn();
    const client = openWorkerClient(() => worker, {
      events,
      loading: () => {},
      images: () => {},
      lost: () => {},
      resumePoint: () => ({}),
    });
    client.start({ experiment: base, backend: "cpu", base: "", mnist: "site" });
    say({ type: "events", run: 1, seq: 1, events: [] });
    client.start({ experiment: base, backend: "cpu", base: "", mnist: "site" });
    say({ type: "events", run: 1, seq: 2, events: [] });
    expect(events).toHaveBeenCalledTimes(1);
    expect(sent.filter((command) => command.type === "ack")).toEqual([{ type: "ack", run: 1, seq: 1 }]);
    client.close();
  });
});

describe("the playground's state", () => {
  const open = async (hash = "") => {
    const { worker, sent, deliver } = openFakeWorker();
    const fetcher = (async () => new Response("", { status: 404 })) as typeof fetch;
    const store = createPlaygroundStore({
      spawn: () => worker,
      storage: noStorage,
      base: "http://localhost/",
      hash,
      fetch: fetcher,
    });
    // However it opens, it fetches a recorded run in the end, which is missing.
    await vi.waitFor(() => expect(store.getState().notices.map(({ code }) => code)).toContain("recording-missing"));
    return { store, sent, deliver };
  };

  it("takes the experiment of a link, and keeps the default one where the link is bad, with a notice", async () => {
    const linked = { ...base, seed: 99 };
    expect((await open(await hashOf(linked, base))).store.getState().experiment).toEqual(linked);
    const { store } = await open("#v=1&c=%%%");
    expect(store.getState().experiment).toEqual(base);
    expect(store.getState().notices.map(({ code }) => code)).toContain("link-damaged");
  });

  it("shows the recorded run that was chosen last, in whatever order they arrive and however early one chooses", async () => {
    const arrivals: Record<string, () => void> = {};
    const fetcher: typeof fetch = async (address) => {
      const id = /runs\/(.+)\.jsonl/.exec(String(address))![1]!;
      const started = { ...logOfPairs([1])[0]!, version: id };
      await new Promise<void>((arrive) => {
        arrivals[id] = arrive;
      });
      return new Response(encodeEvent(started as TrainingEvent));
    };
    const store = createPlaygroundStore({
      spawn: () => openFakeWorker().worker,
      storage: noStorage,
      base: "http://localhost/",
      hash: "",
      fetch: fetcher,
    });
    store.getState().choosePreset("drop-3s");
    await vi.waitFor(() => expect(Object.keys(arrivals)).toEqual(["drop-3s"]));
    store.getState().choosePreset("few-labels");
    await vi.waitFor(() => expect(Object.keys(arrivals)).toHaveLength(2));
    arrivals["few-labels"]!();
    await vi.waitFor(() => expect(store.getState().run?.version).toBe("few-labels"));
    arrivals["drop-3s"]!();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(store.getState().run?.version).toBe("few-labels");
    expect(Object.keys(arrivals)).not.toContain("hinton");
  });

  it("sends a slider's value to a run that goes on, but never an architecture", async () => {
    const { store, sent, deliver } = await open();
    store.getState().train();
    const [started] = logOfPairs([1]);
    deliver({ type: "events", run: 1, seq: 1, events: [started!] });
    store.getState().setLive("temperature", 20);
    expect(sent.at(-1)).toEqual({ type: "set", run: 1, param: "temperature", value: 20 });
    expect(isOutdated(store.getState())).toBe(false);
    store.getState().edit((experiment) => ({ ...experiment, seed: 4 }));
    expect(isOutdated(store.getState())).toBe(true);
    expect(sent.filter((command) => command.type === "start").length).toBe(1);
  });

  it("replaces the experiment by a method's own when that is chosen, but keeps the seed and the data set", async () => {
    const { store } = await open();
    for (const { id, experiment } of presets.filter((preset) => preset.id === preset.experiment.method.id)) {
      store.getState().chooseMethod(id);
      expect(store.getState()).toMatchObject({ experiment, presetId: id });
      store.getState().edit((e) => ({ ...e, seed: 4321, pairs: 1, data: { ...e.data, dataset: "mnist" } }));
      store.getState().chooseMethod(id);
      const data = { ...experiment.data, dataset: "mnist" };
      expect(store.getState()).toMatchObject({ experiment: { ...experiment, seed: 4321, data }, presetId: null });
      store.getState().edit(() => base);
    }
  });

  it("needs a new run for a setting that is not live, even where it is a number", () => {
    const run = foldRun(logOfPairs([1]), "live")!;
    const outdated = (params: Experiment["method"]["params"]) =>
      isOutdated({ run, phase: "idle", experiment: { ...base, method: { id: "hinton", params } } });
    expect(outdated({ ...base.method.params, temperature: 9 })).toBe(false);
    expect(outdated({ ...base.method.params, mistake: "swapped-kl" })).toBe(true);
  });

  it("sends with a new run which backend was the faster, until one is chosen by hand or all are forgotten", async () => {
    const { store, sent, deliver } = await open();
    const remembered = () => {
      store.getState().train();
      const start = sent.findLast((command) => command.type === "start");
      return start?.type === "start" ? start.remembered : null;
    };
    const measure = (run: number) => {
      const [started] = logOfPairs([1]);
      if (started?.type !== "started") throw new RangeError("a log begins with started");
      const backend = { ...started.backend, name: "webgpu", measured: true } as const;
      deliver({ type: "events", run, seq: 1, events: [{ ...started, experiment: base, backend }] });
    };
    expect(remembered()).toBeUndefined();
    measure(1);
    expect(remembered()).toBe("webgpu");
    store.getState().edit((experiment) => ({ ...experiment, pairs: 7 }));
    expect(remembered()).toBeUndefined();
    store.getState().edit(() => base);
    store.getState().chooseBackend("auto");
    expect(remembered()).toBeUndefined();
    measure(4);
    expect(remembered()).toBe("webgpu");
    store.getState().forgetMeasuredBackends();
    expect(remembered()).toBeUndefined();
  });

  it("refuses what cannot be run, with a notice that names the reason, and changes nothing", async () => {
    const { store } = await open();
    store.getState().edit((experiment) => ({ ...experiment, pairs: 99 }));
    expect(store.getState().experiment).toEqual(base);
    expect(store.getState().notices.at(-1)).toMatchObject({
      code: "bad-experiment",
      detail: expect.stringContaining("pairs is 99"),
    });
  });

  it("keeps the finished run when the next one fails", async () => {
    const { store, deliver } = await open();
    store.getState().train();
    for (const [seq, event] of logOfPairs([3, 4]).entries()) deliver({ type: "events", run: 1, seq, events: [event] });
    store.getState().train();
    deliver({
      type: "events",
      run: 2,
      seq: 1,
      events: [{ type: "failed", code: "bad-data", detail: "no", fault: "missing" }],
    });
    expect(store.getState().run!.networks.length).toBe(4);
    expect(store.getState().phase).toBe("idle");
  });
});
