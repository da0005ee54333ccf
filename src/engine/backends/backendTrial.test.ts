import { describe, expect, it } from "vitest";
import { nodePlatform } from "../../../scripts/lab/nodeWorkerPool.ts";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import { dense } from "../../domain/namedArchitectures.ts";
import { openFloat64 } from "../../tensor/executors/float64/float64Executor.ts";
import { fasterOf, timeStep } from "./backendTrial.ts";
import { openBackend } from "./openBackend.ts";

const small = { ...defaultExperiment, student: { ...defaultExperiment.student, architecture: dense(8) } };

const trial = { experiment: small, sideBySide: 2 };

describe("the choice of a backend", () => {
  it("goes to the one with the shorter step, and says both times", () => {
    const [gpu, wasm] = [{ name: "webgpu", ms: 1.25 } as const, { name: "wasm", ms: 16 } as const];
    expect(fasterOf(gpu, wasm)).toEqual(fasterOf(wasm, gpu));
    expect(fasterOf(gpu, wasm).name).toBe("webgpu");
    expect(fasterOf({ ...gpu, ms: 20 }, wasm).name).toBe("wasm");
    expect(fasterOf(gpu, wasm).why).toMatch(/1\.25 ms on webgpu, 16\.00 ms on wasm/);
  });

  it("finds the planned kernels faster than the oracle, in about half a second", async () => {
    const wasm = await openBackend("wasm", nodePlatform);
    const began = performance.now();
    const [planned, oracle] = [await timeStep(wasm.openExecutor(), small), await timeStep(openFloat64(), small)];
    expect(planned).toBeLessThan(oracle);
    expect(performance.now() - began).toBeLessThan(3000);
  });

  it("falls to WASM where there is no WebGPU, and says why", async () => {
    const { card } = await openBackend("auto", nodePlatform, trial);
    expect(card.name).toBe("wasm");
    expect(card.why).toContain("webgpu");
  });

  it("that is remembered is opened at once and says so; where it is gone, another is found", async () => {
    const remembered = await openBackend("auto", nodePlatform, { ...trial, remembered: "wasm" });
    expect(remembered.card).toMatchObject({ name: "wasm", why: expect.stringContaining("remembered") });
    const gone = await openBackend("auto", nodePlatform, { ...trial, remembered: "webgpu" });
    expect(gone.card).toMatchObject({ name: "wasm", why: expect.stringContaining("no WebGPU") });
  });
});
