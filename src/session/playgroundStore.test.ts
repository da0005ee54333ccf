import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { defaultExperiment } from "../domain/defaultExperiment.ts";
import type { Experiment } from "../domain/experiment.ts";
import type { Claim, ClaimSide } from "../methods/core/method.ts";
import { presets } from "../methods/experiments/presets.ts";
import type { Command, Message } from "../protocol/commands.ts";
import { decodeLog, encodeEvent } from "../protocol/eventLog.ts";
import type { NetworkCard, TrainingEvent } from "../protocol/events.ts";
import { noStorage } from "./browserStorage.ts";
import { hashOf, readHash } from "./experimentLink.ts";
import { createPlaygroundStore, isOutdated } from "./playgroundStore.ts";
import { foldRun } from "./run/runFromEvents.ts";
import { claimVerdicts, verdictOf } from "./run/runSelectors.ts";
import { openWorkerClient, type WorkerLike } from "./workerClient.ts";

const base = defaultExperiment;

describe("a link", () => {
  it("restores every ready experiment exactly", async () => {
    for (const { experiment } of presets)
      expect(await readHash(await hashOf(experiment, base), base)).toEqual(experiment);
  });

  it("restores whatever sliders and fields can say", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: 0.05, max: 100, noNaN: true }),
        fc.integer({ min: 0, max: 2 ** 31 - 1 }),
        fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { maxLength: 9 }),
        fc.integer({ min: 1, max: 10 }),
        async (temperature, seed, omitClasses, pairs) => {
          const experiment: Experiment = {
            ...base,
            seed,
            pairs,
            transferSet: { ...base.transferSet, omitClasses },
            method: { ...base.method, params: { ...base.method.params, temperature } },
          };
          expect(await readHash(await hashOf(experiment, base), base)).toEqual(experiment);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("restores an experiment that lacks settings which the first one has", async () => {
    const bare: Experiment = { ...base, method: { id: "hinton", params: { temperature: 2 } } };
    expect(await readHash(await hashOf(bare, base), base)).toEqual(bare);
  });

  it("carries only what differs", async () => {
    expect(await hashOf(base, base)).toBe("#v=1");
    expect((await hashOf({ ...base, seed: 8 }, base)).length).toBeLessThan(40);
  });

  it("that is damaged, newer, oversized or out of range is refused with its own reason", async () => {
    const packed = (change: object) => hashOf({ ...base, ...change }, base);
    await expect(readHash("#v=1&c=!!!", base)).rejects.toMatchObject({ code: "link-damaged" });
    await expect(readHash("#v=1&c=AAAA", base)).rejects.toMatchObject({ code: "link-damaged" });
    await expect(readHash("#v=99&c=AAAA", base)).rejects.toMatchObject({ code: "link-newer" });
    await expect(readHash(`#v=1&c=${"A".repeat(9000)}`, base)).rejects.toMatchObject({ code: "link-too-long" });
    await expect(readHash(await packed({ pairs: 10_000 }), base)).rejects.toMatchObject({ code: "link-out-of-range" });
    await expect(readHash(await packed({ pad: "x".repeat(100_000) }), base)).rejects.toMatchObject({
      code: "link-too-long",
    });
    await expect(readHash(await packed(JSON.parse('{"__proto__":{"a":1},"seed":-4}')), base)).rejects.toMatchObject({
      code: "link-out-of-range",
    });
    expect(await readHash("#other=1", base)).toBeNull();
  });

  it("never throws anything but a reason, whatever it holds", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 60 }), async (text) => {
        const outcome = await readHash(`#v=1&c=${text}`, base).catch((error: unknown) => error);
        expect(outcome instanceof Error ? outcome.name : "an experiment").toMatch(/LinkError|an experiment/);
      }),
      { numRuns: 60 },
    );
  });
});

const evaluation = (errors: number) => ({
  ...{ errors, total: 100, classErrors: [errors, 0], classTotals: [50, 50], confusion: [50 - errors, errors, 0, 50] },
  ...{ agreement: null, calibrationError: 0, entropy: 0, crossEntropy: 0 },
});

function logOf(differences: readonly number[]): readonly TrainingEvent[] {
  const networks = differences.flatMap((_, pair) =>
    (["taught", "plain"] as const).map((arm): NetworkCard => {
      return {
        id: `${arm}/${pair}`,
        name: "student",
        role: "student",
        arm,
        pair,
        seed: pair,
        architecture: "",
        parameters: 1,
      };
    }),
  );
  const backend = { name: "cpu", device: "", why: "", workers: 1 } as const;
  const started = { type: "started", experiment: base, backend, version: "0", date: "2026-11-24", networks } as const;
  const lives = differences.flatMap((difference, pair): TrainingEvent[] =>
    (["taught", "plain"] as const).flatMap((arm): TrainingEvent[] => {
      const id = `${arm}/${pair}`;
      const columns = ["total"];
      return [
        { type: "losses", job: id, fromStep: 1, columns, rows: Float32Array.of(3, 2) },
        { type: "evaluated", network: id, step: 2, evaluation: evaluation(20 + (arm === "plain" ? difference : 0)) },
        { type: "jobFinished", job: id, step: 2 },
      ];
    }),
  );
  return [started, ...lives, { type: "finished", reason: "completed" }];
}

describe("a run", () => {
  it("is the same folded from the events and from their written log", () => {
    const log = logOf([4, 5, 6]);
    expect(foldRun(decodeLog(log.map(encodeEvent).join("\n")), "live")).toEqual(foldRun(log, "live"));
  });

  it("is never changed by later events, only succeeded", () => {
    const log = logOf([4, 5]);
    const early = foldRun(log.slice(0, 4), "live");
    const frozen = JSON.stringify(early);
    foldRun(log, "live");
    expect(JSON.stringify(early)).toBe(frozen);
  });

  it("forgets what a lost worker told after its last checkpoint", () => {
    const log = logOf([4]);
    const backend = { name: "cpu", device: "", why: "", workers: 1 } as const;
    const run = foldRun([...log, { type: "recovered", job: "taught/0", step: 1, detail: "", backend }], "live");
    expect(run!.networks[0]).toMatchObject({ step: 1, evaluations: [] });
    expect([...run!.networks[0]!.losses[0]!.rows]).toEqual([3]);
  });

  it("helps only where the whole interval lies above 0, and says nothing of a single pair", () => {
    const word = (differences: readonly number[]) => verdictOf(foldRun(logOf(differences), "live")!)?.word;
    expect(word([4, 5, 6])).toBe("helps");
    expect(word([-4, -5, -6])).toBe("hurts");
    expect(word([-4, 5, 1])).toBe("cannot-tell");
    expect(word([9])).toBe("one-pair");
    expect(word([])).toBeUndefined();
  });
});

/** Three pairs of a job with two answers and one with one; errors by step, and entropies, by network. */
function runOf(measured: Readonly<Record<string, readonly { step: number; errors: number; entropy?: number }[]>>) {
  const cards = Object.keys(measured).map((id): NetworkCard => {
    const [arm, pair, answer] = id.split("/");
    const common = { id, role: "student", seed: 0, architecture: "", parameters: 1, steps: 4 } as const;
    const own = { name: answer ?? "student", arm: arm!, pair: Number(pair) };
    return { ...common, ...own, ...(answer ? { member: true } : {}) };
  });
  const backend = { name: "cpu", device: "", why: "", workers: 1 } as const;
  const told = Object.entries(measured).flatMap(([network, moments]): TrainingEvent[] =>
    moments.map(({ step, errors, entropy = 0 }) => {
      return { type: "evaluated", network, step, evaluation: { ...evaluation(errors), entropy } };
    }),
  );
  const ended = cards.map(({ arm, pair }): TrainingEvent => ({ type: "jobFinished", job: `${arm}/${pair}`, step: 4 }));
  const started = { type: "started", experiment: base, backend, version: "0", date: "2026-11-24" } as const;
  return foldRun([{ ...started, networks: cards }, ...told, ...ended], "live")!;
}

describe("a paper's statement", () => {
  const pairs = [0, 1, 2];
  const run = runOf(
    Object.fromEntries(
      pairs.flatMap((pair) => [
        [
          `taught/${pair}`,
          [
            { step: 2, errors: 9 + pair },
            { step: 4, errors: 5 + pair, entropy: 0.5 + pair / 100 },
          ],
        ],
        [
          `taught/${pair}/peer 2`,
          [
            { step: 2, errors: 30 },
            { step: 4, errors: 8 + 2 * pair },
          ],
        ],
        [
          `plain/${pair}`,
          [
            { step: 2, errors: 20 + 2 * pair },
            { step: 4, errors: 4 + 2 * pair, entropy: 0.1 },
          ],
        ],
      ]),
    ),
  );
  const decided = (claim: Omit<Claim, "text">) => claimVerdicts(run, [{ text: "it is so", ...claim }])[0]!;
  const [taught, plain] = [{ arm: "taught" }, { arm: "plain" }];

  it("is decided by errors at the end, at a step on the way, and by entropy, where more is meant", () => {
    expect(decided({ better: taught, than: plain, by: "errors" }).verdict).toMatchObject({ mean: 0, pairs: 3 });
    expect(decided({ better: taught, than: plain, by: { errorsAtStep: 1 } }).verdict).toMatchObject({
      mean: 12,
      word: "helps",
    });
    const calm = decided({ better: taught, than: plain, by: "entropy" }).verdict!;
    expect([calm.word, calm.mean]).toEqual(["helps", expect.closeTo(0.41, 10)]);
  });

  it("may speak of an answer that its job is not judged by", () => {
    const member: ClaimSide = { arm: "taught", output: "peer 2" };
    expect(decided({ better: taught, than: member, by: "errors" }).verdict).toMatchObject({ mean: 4, word: "helps" });
    expect(decided({ better: member, than: taught, by: "errors" }).verdict).toMatchObject({ mean: -4, word: "hurts" });
  });

  it("of an arm that is not trained is undecided, and the arm is named", () => {
    const told = decided({ better: taught, than: { arm: "born-twice" }, by: "errors" });
    expect(told).toMatchObject({ verdict: null, missing: ["born-twice"] });
  });

  it("of the usual kind says what the verdict says", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 1, maxLength: 10 }), (differences) => {
        const told = foldRun(logOf(differences), "live")!;
        const [claimed] = claimVerdicts(told, [{ text: "", better: taught, than: plain, by: "errors" }]);
        expect(claimed!.verdict).toEqual(verdictOf(told));
      }),
      { numRuns: 50 },
    );
  });

  it("is none of Hinton's own beside the usual verdict", () => {
    expect(claimVerdicts(run)).toEqual([]);
  });
});

describe("a log", () => {
  it("that is damaged or newer names the line", () => {
    expect(() => decodeLog('{"type":"finished","reason":"completed"}\n{')).toThrow(/line 2 of the log is damaged/);
    expect(() => decodeLog('{"type":"telepathy"}')).toThrow(/line 1 of the log is a "telepathy"/);
  });
});

function fakeWorker() {
  const sent: Command[] = [];
  const worker: WorkerLike = {
    postMessage: (command) => void sent.push(command),
    terminate: () => {},
    onmessage: null,
    onerror: null,
    onmessageerror: null,
  };
  const say = (message: Message) => worker.onmessage?.({ data: message } as MessageEvent<Message>);
  return { worker, sent, say };
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
    const { worker, sent, say } = fakeWorker();
    const fetcher = (async () => new Response("", { status: 404 })) as typeof fetch;
    const store = createPlaygroundStore({
      spawn: () => worker,
      storage: noStorage,
      base: "http://localhost/",
      hash,
      fetch: fetcher,
    });
    // However it opens, it asks for a recorded run in the end, which is not there.
    await vi.waitFor(() => expect(store.getState().notices.map(({ code }) => code)).toContain("recording-missing"));
    return { store, sent, say };
  };

  it("takes the experiment of a link, and keeps the first one where the link is bad, with a notice", async () => {
    const linked = { ...base, seed: 99 };
    expect((await open(await hashOf(linked, base))).store.getState().experiment).toEqual(linked);
    const { store } = await open("#v=1&c=%%%");
    expect(store.getState().experiment).toEqual(base);
    expect(store.getState().notices.map(({ code }) => code)).toContain("link-damaged");
  });

  it("shows the recorded run that was asked for last, in whatever order they come and however early one chooses", async () => {
    const arrivals: Record<string, () => void> = {};
    const fetcher: typeof fetch = async (address) => {
      const id = /runs\/(.+)\.jsonl/.exec(String(address))![1]!;
      const started = { ...logOf([1])[0]!, version: id };
      await new Promise<void>((arrive) => {
        arrivals[id] = arrive;
      });
      return new Response(encodeEvent(started as TrainingEvent));
    };
    const store = createPlaygroundStore({
      spawn: () => fakeWorker().worker,
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
    const { store, sent, say } = await open();
    store.getState().train();
    const [started] = logOf([1]);
    say({ type: "events", run: 1, seq: 1, events: [started!] });
    store.getState().setLive("temperature", 20);
    expect(sent.at(-1)).toEqual({ type: "set", run: 1, param: "temperature", value: 20 });
    expect(isOutdated(store.getState())).toBe(false);
    store.getState().edit((experiment) => ({ ...experiment, seed: 4 }));
    expect(isOutdated(store.getState())).toBe(true);
    expect(sent.filter((command) => command.type === "start").length).toBe(1);
  });

  it("takes up a method's own experiment when it is chosen, but keeps the seed and the images", async () => {
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
    const run = foldRun(logOf([1]), "live")!;
    const outdated = (params: Experiment["method"]["params"]) =>
      isOutdated({ run, phase: "idle", experiment: { ...base, method: { id: "hinton", params } } });
    expect(outdated({ ...base.method.params, temperature: 9 })).toBe(false);
    expect(outdated({ ...base.method.params, mistake: "swapped-kl" })).toBe(true);
  });

  it("sends along which backend won a measurement, until one is chosen by hand or all are forgotten", async () => {
    const { store, sent, say } = await open();
    const remembered = () => {
      store.getState().train();
      const start = sent.findLast((command) => command.type === "start");
      return start?.type === "start" ? start.remembered : null;
    };
    const measure = (run: number) => {
      const [started] = logOf([1]);
      if (started?.type !== "started") throw new RangeError("a log begins with started");
      const backend = { ...started.backend, name: "webgpu", measured: true } as const;
      say({ type: "events", run, seq: 1, events: [{ ...started, experiment: base, backend }] });
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
    store.getState().forgetChoices();
    expect(remembered()).toBeUndefined();
  });

  it("refuses what cannot be run, says why, and changes nothing", async () => {
    const { store } = await open();
    store.getState().edit((experiment) => ({ ...experiment, pairs: 99 }));
    expect(store.getState().experiment).toEqual(base);
    expect(store.getState().notices.at(-1)).toMatchObject({
      code: "bad-experiment",
      detail: expect.stringContaining("pairs is 99"),
    });
  });

  it("keeps the finished run when the next one fails", async () => {
    const { store, say } = await open();
    store.getState().train();
    for (const [seq, event] of logOf([3, 4]).entries()) say({ type: "events", run: 1, seq, events: [event] });
    store.getState().train();
    say({
      type: "events",
      run: 2,
      seq: 1,
      events: [{ type: "failed", code: "bad-data", detail: "no", fault: "missing" }],
    });
    expect(store.getState().run!.networks.length).toBe(4);
    expect(store.getState().phase).toBe("idle");
  });
});
