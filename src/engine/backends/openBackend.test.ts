import { afterEach, describe, expect, it, vi } from "vitest";
import { nodePlatform } from "../../../scripts/lab/nodeWorkerPool.ts";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import { dense } from "../../domain/namedArchitectures.ts";
import { BACKENDS, type Backend } from "../../protocol/backends.ts";
import { EngineError } from "../../protocol/failures.ts";
import { isSoftwareAdapter } from "../../tensor/executors/webgpu/deviceProfile.ts";
import { type ManualExecutor, manualExecutor } from "../../testing/manualExecutor.ts";
import { type OpenBackend, withoutDevice } from "./backendTypes.ts";
import { type BackendOpeners, openBackend } from "./openBackend.ts";

const experiment = { ...defaultExperiment, student: { ...defaultExperiment.student, architecture: dense(8) } };
const trial = { experiment, sideBySide: 2 };
const AUTO_ORDER = ["webgpu", "wasm", "tfjs-wasm", "cpu"] as const;

const opened = (name: Backend, why: string, openExecutor = () => manualExecutor(() => 1).executor): OpenBackend => ({
  card: { name, device: `a device for ${name}`, why },
  openExecutor,
  ...withoutDevice,
});

/** Openers of which some fail, with the names of those that were called, in order. */
function openersWith(failing: readonly Backend[], changes: Partial<BackendOpeners> = {}) {
  const called: Backend[] = [];
  const openers = Object.fromEntries(
    BACKENDS.map((name): [Backend, BackendOpeners[Backend]] => [
      name,
      async (platform, why) => {
        called.push(name);
        if (failing.includes(name)) throw new Error(`${name} is out of order`);
        return changes[name]?.(platform, why) ?? opened(name, why);
      },
    ]),
  ) as BackendOpeners;
  let time = 0;
  const now = () => {
    time += 30;
    return time;
  };
  return { openers, called, now };
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe("the automatic choice of a backend", () => {
  it.each(AUTO_ORDER.map((_, failing) => [failing]))(
    "takes the next where the first %d fail, and states why",
    async (failing) => {
      const sources = openersWith(AUTO_ORDER.slice(0, failing));
      const { card } = await openBackend("auto", nodePlatform, undefined, sources);
      expect(card.name).toBe(AUTO_ORDER[failing]);
      expect(sources.called).toEqual(AUTO_ORDER.slice(0, failing + 1));
      if (failing === 0) expect(card.why).toBe("the first one tried");
      for (const name of AUTO_ORDER.slice(0, failing)) expect(card.why).toContain(`${name}: ${name} is out of order`);
    },
  );

  it("fails as no-backend with the reason of each where none opens", async () => {
    const choice = openBackend("auto", nodePlatform, undefined, openersWith(BACKENDS));
    const error = await choice.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(EngineError);
    expect(error).toMatchObject({ code: "no-backend" });
    for (const name of AUTO_ORDER) expect((error as EngineError).message).toContain(`${name}: ${name} is out of order`);
  });

  it("passes over a backend that has not opened after 15 seconds", async () => {
    vi.useFakeTimers();
    const sources = openersWith([], { webgpu: () => new Promise(() => {}) });
    const choice = openBackend("auto", nodePlatform, undefined, sources);
    await vi.advanceTimersByTimeAsync(14_999);
    expect(sources.called).toEqual(["webgpu"]);
    await vi.advanceTimersByTimeAsync(1);
    expect((await choice).card).toMatchObject({ name: "wasm", why: "webgpu: webgpu did not answer within 15 s" });
  });

  it("in Node falls to WASM, and states that there is no WebGPU", async () => {
    const { card } = await openBackend("auto", nodePlatform, trial);
    expect(card.name).toBe("wasm");
    expect(card.why).toContain("no WebGPU");
  });
});

describe("a trial of WebGPU and WASM", () => {
  it.each([
    [1, 16, "webgpu", "measured: a step takes 1.00 ms on webgpu, 8.00 ms on wasm"],
    [10, 16, "wasm", "measured: a step takes 8.00 ms on wasm, 10.00 ms on webgpu"],
  ] as const)(
    "takes the faster of %d ms and %d ms with two students side by side, and leaves no executor open",
    async (webgpuMs, wasmMs, name, why) => {
      const [webgpu, wasm] = [manualExecutor(() => webgpuMs), manualExecutor(() => wasmMs)];
      const sources = {
        ...openersWith([], {
          webgpu: async (_, reason) => opened("webgpu", reason, () => webgpu.executor),
          wasm: async (_, reason) => opened("wasm", reason, () => wasm.executor),
        }),
        now: () => webgpu.clock() + wasm.clock(),
      };
      const { card } = await openBackend("auto", nodePlatform, trial, sources);
      expect(card).toMatchObject({ name, why, measured: true });
      expect([webgpu.disposed(), wasm.disposed()]).toEqual([true, true]);
    },
  );

  it("counts the time of a student where a GPU trains the pairs of an arm together", async () => {
    let time = 0;
    const share = (ms: number) => () => {
      time += ms;
      return 0;
    };
    // A step of three students takes 12 ms, in which no other can be taken.
    const onGpu = [4, 4, 4].map((ms) => manualExecutor(share(ms)));
    const wasm = manualExecutor(share(16));
    const replicates = {
      most: 8,
      bytes: 2 ** 30,
      open: (count: number) => onGpu.slice(0, count).map((one) => one.executor),
    };
    const sources = {
      ...openersWith([], {
        webgpu: async (_, reason) => ({ ...opened("webgpu", reason), replicates }),
        wasm: async (_, reason) => opened("wasm", reason, () => wasm.executor),
      }),
      now: () => time,
    };
    const three = { ...trial, experiment: { ...experiment, pairs: 3 } };
    const { card } = await openBackend("auto", nodePlatform, three, sources);
    expect(card.name).toBe("webgpu");
    expect(card.why).toMatch(/^measured: a step takes 4\.\d\d ms on webgpu, 8\.00 ms on wasm$/);
    expect(onGpu.map(({ disposed }) => disposed())).toEqual([true, true, true]);
  });

  it("takes WebGPU where there is no WASM to compare it with", async () => {
    const { card } = await openBackend("auto", nodePlatform, trial, openersWith(["wasm"]));
    expect(card).toMatchObject({ name: "webgpu", why: "the first one tried" });
    expect(card.measured).toBeUndefined();
  });

  const totals = (value: number) => () => ({ total: Float32Array.of(value) });
  /** Sources with a GPU that does as told, and WASM, unless it is missing; whether the GPU was given back. */
  const sourcesWith = (gpu: ManualExecutor["executor"], faults: Partial<OpenBackend> = {}, missing: Backend[] = []) => {
    let isClosed = false;
    const webgpu = (why: string): OpenBackend => ({
      ...opened("webgpu", why, () => gpu),
      close: () => {
        isClosed = true;
      },
      ...faults,
    });
    const wasm = manualExecutor(() => 8, 1, totals(2.3));
    const sources = openersWith(missing, {
      webgpu: async (_, why) => webgpu(why),
      wasm: async (_, why) => opened("wasm", why, () => wasm.executor),
    });
    return { sources, isClosed: () => isClosed };
  };
  const throwing = () => {
    throw new Error("no such shader");
  };

  it.each([
    ["throws", manualExecutor(() => 1, 1, throwing), {}, "no such shader"],
    ["computes no numbers", manualExecutor(() => 1, 1, totals(Number.NaN)), {}, "its losses are not numbers"],
    ["computes zeros", manualExecutor(() => 1, 1, totals(0)), {}, "its first loss is 0.00, but 2.30 on wasm"],
    [
      "reports an invalid pipeline",
      manualExecutor(() => 1, 1, totals(2.3)),
      { faulted: Promise.resolve("GPUValidationError: invalid pipeline") },
      "the GPU reported an error (GPUValidationError: invalid pipeline)",
    ],
    [
      "goes away",
      manualExecutor(() => 1, 1, throwing),
      { lost: new Promise<string>((resolve) => setTimeout(() => resolve("destroyed: no reason given"), 50)) },
      "the GPU went away (destroyed: no reason given)",
    ],
  ] as const)("gives a GPU that %s up for WASM, and says why", async (_, { executor }, faults, reason) => {
    const { sources, isClosed } = sourcesWith(executor, faults);
    const { card } = await openBackend("auto", nodePlatform, trial, sources);
    expect(card.name).toBe("wasm");
    expect(card.why).toContain(`webgpu: given up in its trial: ${reason}`);
    expect(isClosed()).toBe(true);
  });

  it("gives a GPU that hangs up after 20 seconds", async () => {
    vi.useFakeTimers();
    const hanging = manualExecutor(
      () => 1,
      1,
      () => new Promise(() => {}),
    );
    const choice = openBackend("auto", nodePlatform, trial, sourcesWith(hanging.executor).sources);
    await vi.advanceTimersByTimeAsync(20_000);
    expect((await choice).card).toMatchObject({
      name: "wasm",
      why: "webgpu: given up in its trial: webgpu did not answer within 20 s",
    });
  });

  it("goes on to what is left where a GPU throws and there is no WASM", async () => {
    const { sources } = sourcesWith(manualExecutor(() => 1, 1, throwing).executor, {}, ["wasm"]);
    expect((await openBackend("auto", nodePlatform, trial, sources)).card.name).toBe("tfjs-wasm");
  });

  it("is not repeated where its result is remembered", async () => {
    const sources = openersWith([]);
    const { card } = await openBackend("auto", nodePlatform, { ...trial, remembered: "wasm" }, sources);
    expect(card).toMatchObject({ name: "wasm", why: expect.stringContaining("remembered") });
    expect(sources.called).toEqual(["wasm"]);
  });

  it("is repeated where the remembered backend is gone", async () => {
    const sources = openersWith(["webgpu"]);
    const { card } = await openBackend("auto", nodePlatform, { ...trial, remembered: "webgpu" }, sources);
    expect(card).toMatchObject({ name: "wasm", why: "webgpu: webgpu is out of order" });
    expect(sources.called).toEqual(["webgpu", "webgpu", "wasm"]);
  });
});

describe("a backend that the user chose", () => {
  it.each(BACKENDS)("is opened and no other: %s", async (name) => {
    const sources = openersWith([]);
    expect((await openBackend(name, nodePlatform, trial, sources)).card).toMatchObject({ name, why: "chosen by hand" });
    expect(sources.called).toEqual([name]);
    await expect(openBackend(name, nodePlatform, trial, openersWith([name]))).rejects.toThrow(
      `no backend could be opened (${name}: ${name} is out of order)`,
    );
  });
});

describe("software adapters", () => {
  const info = { vendor: "google", architecture: "swiftshader", device: "", description: "SwiftShader Device" };
  const offerAdapter = (info: object) => {
    const limits = { maxBufferSize: 2 ** 30, maxStorageBufferBindingSize: 2 ** 28 };
    const device = { limits, lost: new Promise(() => {}), addEventListener: () => {} };
    const adapter = { info, limits, features: new Set(), requestDevice: async () => device };
    vi.stubGlobal("navigator", { gpu: { requestAdapter: async () => adapter } });
  };

  it("are known by their names", () => {
    const adapter = (architecture: string, description = "") => ({ vendor: "", architecture, device: "", description });
    for (const name of ["swiftshader", "llvmpipe (LLVM 15)", "Microsoft Basic Render Driver"]) {
      expect(isSoftwareAdapter(adapter(name))).toBe(true);
      expect(isSoftwareAdapter(adapter("", name))).toBe(true);
    }
    for (const name of ["ampere", "apple-7", "gen-12lp"]) expect(isSoftwareAdapter(adapter(name))).toBe(false);
  });

  it("are never taken by the automatic choice, remembered or not", async () => {
    offerAdapter(info);
    for (const remembered of [undefined, "webgpu", "tfjs-webgpu"] as const) {
      const { card } = await openBackend("auto", nodePlatform, { ...trial, ...(remembered ? { remembered } : {}) });
      expect(card).toMatchObject({ name: "wasm", why: "webgpu: the only WebGPU adapter (swiftshader) is software" });
    }
  });

  it("are taken where the user chose WebGPU", async () => {
    offerAdapter(info);
    const { card } = await openBackend("webgpu", nodePlatform);
    expect(card).toEqual({ name: "webgpu", device: "SwiftShader Device", why: "chosen by hand" });
  });

  it("gain nothing by students that train together, of which hardware takes eight, as its buffers have room", async () => {
    for (const [named, most] of [
      [info, 1],
      [{ vendor: "nvidia", architecture: "ampere", device: "", description: "" }, 8],
    ] as const) {
      offerAdapter(named);
      const { replicates } = await openBackend("webgpu", nodePlatform);
      expect(replicates).toMatchObject({ most, bytes: 2 ** 28 });
    }
  });
});
