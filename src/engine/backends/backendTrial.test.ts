import { describe, expect, it } from "vitest";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import { dense } from "../../domain/namedArchitectures.ts";
import { manualExecutor } from "../../testing/manualExecutor.ts";
import { distrustOf, fasterOf, timeStep } from "./backendTrial.ts";

const experiment = { ...defaultExperiment, student: { ...defaultExperiment.student, architecture: dense(8) } };

describe("the time of a step", () => {
  it("is the clock's time divided by the steps, without those in which programs are compiled", async () => {
    for (const stepsAhead of [1, 3]) {
      const { executor, clock, pending } = manualExecutor((step) => (step <= 3 ? 5000 : 8), stepsAhead);
      expect((await timeStep(executor, experiment, clock)).ms).toBe(8);
      expect(pending()).toBe(0);
    }
  });

  it("is measured over a fifth of a second, and over one step where that takes longer", async () => {
    const fast = manualExecutor(() => 8);
    await timeStep(fast.executor, experiment, fast.clock);
    expect(fast.clock()).toBe(3 * 8 + 26 * 8);
    const slow = manualExecutor(() => 900);
    expect((await timeStep(slow.executor, experiment, slow.clock)).ms).toBe(900);
    expect(slow.clock()).toBe(4 * 900);
  });
});

describe("the losses of a trial", () => {
  const losing = (lossOf: (step: number) => number) =>
    manualExecutor(
      () => 50,
      2,
      (step) => ({ total: Float32Array.of(lossOf(step)) }),
    );

  it("are told by the first one, and are no number as soon as one of them is none", async () => {
    const sound = losing((step) => 3 / step);
    expect((await timeStep(sound.executor, experiment, sound.clock)).loss).toBe(3);
    const broken = losing((step) => (step === 5 ? Number.POSITIVE_INFINITY : 3));
    expect((await timeStep(broken.executor, experiment, broken.clock)).loss).toBeNaN();
  });

  it("are trusted within a tenth of WASM's, and where WASM's are no numbers either", () => {
    for (const [loss, reference] of [
      [2.3, 2.3001],
      [2.1, 2.3],
      [0, 0],
      [Number.NaN, Number.NaN],
      [0, Number.NaN],
    ] as const)
      expect(distrustOf(loss, reference)).toBeNull();
    expect(distrustOf(0, 2.3)).toBe("its first loss is 0.00, but 2.30 on wasm");
    expect(distrustOf(Number.NaN, 2.3)).toBe("its losses are not numbers");
  });
});

describe("the faster backend", () => {
  it("is the one with the shorter step, in either order, and the reason contains both times", () => {
    const [gpu, wasm] = [{ name: "webgpu", ms: 1.25 } as const, { name: "wasm", ms: 16 } as const];
    expect(fasterOf(gpu, wasm)).toEqual(fasterOf(wasm, gpu));
    expect(fasterOf(gpu, wasm).name).toBe("webgpu");
    expect(fasterOf({ ...gpu, ms: 20 }, wasm).name).toBe("wasm");
    expect(fasterOf(gpu, wasm).why).toMatch(/1\.25 ms on webgpu, 16\.00 ms on wasm/);
  });
});
