import { describe, expect, it } from "vitest";
import { defaultExperiment } from "../domain/defaultExperiment.ts";
import type { Experiment } from "../domain/experiment.ts";
import { presets } from "../methods/experiments/presets.ts";
import { encodeEvent } from "../protocol/eventLog.ts";
import type { TrainingEvent } from "../protocol/events.ts";
import { eventually } from "../testing/eventually.ts";
import { fakeConductingWorker } from "../testing/fakeConductingWorker.ts";
import { logOfPairs } from "../testing/trainingRuns.ts";
import { hashOf } from "./experimentLink.ts";
import { createPlaygroundStore, isOutdated } from "./playgroundStore.ts";
import { foldRun } from "./run/runFromEvents.ts";
import { noStorage } from "./storage/browserStorage.ts";

const base = defaultExperiment;

describe("the playground's state", () => {
  const open = async (hash = "") => {
    const { port, commands, send } = fakeConductingWorker();
    const fetcher = (async () => new Response("", { status: 404 })) as typeof fetch;
    const store = createPlaygroundStore({
      spawn: () => port,
      storage: noStorage,
      base: "http://localhost/",
      hash,
      fetch: fetcher,
      freshSeed: () => 4242,
    });
    // However it opens, it fetches a recorded run in the end, which is missing.
    await eventually(() => expect(store.getState().notices.map(({ code }) => code)).toContain("recording-missing"));
    return { store, commands, send };
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
      spawn: () => fakeConductingWorker().port,
      storage: noStorage,
      base: "http://localhost/",
      hash: "",
      fetch: fetcher,
      freshSeed: () => 4242,
    });
    store.getState().choosePreset("drop-3s");
    await eventually(() => expect(Object.keys(arrivals)).toEqual(["drop-3s"]));
    store.getState().choosePreset("few-labels");
    await eventually(() => expect(Object.keys(arrivals)).toHaveLength(2));
    arrivals["few-labels"]!();
    await eventually(() => expect(store.getState().run?.version).toBe("few-labels"));
    arrivals["drop-3s"]!();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(store.getState().run?.version).toBe("few-labels");
    expect(Object.keys(arrivals)).not.toContain("hinton");
  });

  it("takes an experiment and keeps the visitor's own, of several the one before the first, and the shown run", async () => {
    const { store, send } = await open();
    store.getState().train();
    send({ type: "events", run: 1, seq: 1, events: logOfPairs([1]) });
    const { run } = store.getState();
    store.getState().edit((e) => ({ ...e, seed: 11 }));
    store.getState().takeExperiment({ ...base, seed: 12 });
    store.getState().takeExperiment({ ...base, seed: 13 });
    expect(store.getState()).toMatchObject({ experiment: { seed: 13 }, ownExperiment: { seed: 11 } });
    expect(store.getState().run).toBe(run);
    store.getState().restoreOwnExperiment(true);
    expect(store.getState()).toMatchObject({ experiment: { seed: 11 }, ownExperiment: null });
  });

  it("sets the settings of the shown run again, with the values that it followed last", async () => {
    const { store, send } = await open();
    store.getState().train();
    send({ type: "events", run: 1, seq: 1, events: [logOfPairs([1])[0]!] });
    const { experiment } = store.getState();
    store.getState().edit((e) => ({ ...e, seed: 11 }));
    expect(store.getState().experiment.seed).toBe(11);
    store.getState().restoreRunSettings();
    expect(store.getState().experiment).toEqual(experiment);
    expect(store.getState().presetId).toBe("hinton");
  });

  it("trains with a seed of its own where a run would repeat the shown one, unless the visitor has chosen the seed", async () => {
    const seedsOf =
      ({ store, send }: Awaited<ReturnType<typeof open>>) =>
      () => {
        store.getState().train();
        const { experiment } = store.getState();
        send({ type: "events", run: 1, seq: 1, events: [{ ...logOfPairs([1])[0]!, experiment } as TrainingEvent] });
        send({ type: "events", run: 1, seq: 2, events: [{ type: "finished", reason: "completed" }] });
        return experiment.seed;
      };
    const opened = await open();
    const { store } = opened;
    const trainedSeed = seedsOf(opened);
    expect(trainedSeed()).toBe(base.seed);
    expect(store.getState().newSeed).toBeNull();
    expect(trainedSeed()).toBe(4242);
    expect(store.getState().newSeed).toEqual({ seed: 4242, before: base.seed });
    expect(store.getState().presetId).toBe("hinton");
    // With another setting the seed stays, so that the two runs differ in that setting alone.
    store.getState().setLive("hardWeight", 0.3);
    expect(trainedSeed()).toBe(4242);
    store.getState().edit((experiment) => ({ ...experiment, seed: 7 }));
    expect([trainedSeed(), trainedSeed()]).toEqual([7, 7]);
    // A link's seed is a choice, unless it is that of a recorded run.
    const ofLink = seedsOf(await open(await hashOf({ ...base, seed: 99 }, base)));
    expect([ofLink(), ofLink()]).toEqual([99, 99]);
    const ofRecorded = seedsOf(await open(await hashOf(base, base)));
    expect([ofRecorded(), ofRecorded()]).toEqual([base.seed, 4242]);
  });

  it("sends a slider's value to a run that goes on, but never an architecture", async () => {
    const { store, commands, send } = await open();
    store.getState().train();
    const [started] = logOfPairs([1]);
    send({ type: "events", run: 1, seq: 1, events: [started!] });
    store.getState().setLive("softWeight", 2);
    expect(commands.at(-1)).toEqual({ type: "set", run: 1, param: "softWeight", value: 2 });
    expect(isOutdated(store.getState())).toBe(false);
    store.getState().edit((experiment) => ({ ...experiment, seed: 4 }));
    expect(isOutdated(store.getState())).toBe(true);
    expect(commands.filter((command) => command.type === "start").length).toBe(1);
  });

  it("does not send the temperature, which a run keeps: it is set for the next run, and makes nothing outdated", async () => {
    const { store, commands, send } = await open();
    store.getState().train();
    const [started] = logOfPairs([1]);
    send({ type: "events", run: 1, seq: 1, events: [started!] });
    const before = commands.length;
    store.getState().setLive("temperature", 20);
    expect(commands.length).toBe(before);
    expect(store.getState().experiment.method.params.temperature).toBe(20);
    expect(isOutdated(store.getState())).toBe(false);
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
    const { store, commands, send } = await open();
    const remembered = () => {
      store.getState().train();
      const start = commands.findLast((command) => command.type === "start");
      return start?.type === "start" ? start.remembered : null;
    };
    const measure = (run: number) => {
      const [started] = logOfPairs([1]);
      if (started?.type !== "started") throw new RangeError("a log begins with started");
      const backend = { ...started.backend, name: "webgpu", measured: true } as const;
      send({ type: "events", run, seq: 1, events: [{ ...started, experiment: base, backend }] });
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
    const { store, send } = await open();
    store.getState().train();
    for (const [seq, event] of logOfPairs([3, 4]).entries()) send({ type: "events", run: 1, seq, events: [event] });
    store.getState().train();
    send({
      type: "events",
      run: 2,
      seq: 1,
      events: [{ type: "failed", code: "bad-data", detail: "no", fault: "missing" }],
    });
    expect(store.getState().run!.networks.length).toBe(4);
    expect(store.getState().phase).toBe("idle");
  });
});
