import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import type { ReplicateComparison } from "../../src/testing/webgpu/replicateComparison.ts";
import type { TogetherComparison } from "../../src/testing/webgpu/studentsTogether.ts";
import type { WorstCase } from "../../src/testing/webgpu/variantParity.ts";
import { swiftShaderVariables } from "./swiftShader.ts";

/** For float32 sums in another order, and for a device's own exp and log. */
const TOLERANCE = 1e-3;

const variables = swiftShaderVariables();
const isInstalled = await import("webgpu").then(
  () => true,
  () => false,
);

/** What a check found on the software device. @throws Error with what the process wrote where it failed */
async function found<T>(check: string, ...of: readonly string[]): Promise<T> {
  const args = ["--import", "tsx", join(import.meta.dirname, "executorChecks.ts"), check, ...of];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...process.env, ...variables } });
  return JSON.parse(stdout.trim().split("\n").at(-1)!);
}

describe.skipIf(!variables || !isInstalled)("the WebGPU executor in Node", { timeout: 240_000 }, () => {
  it("computes sums, maxima and softmax of random shapes as the reference does, whatever shares them", async () => {
    const variants = await found<readonly (WorstCase & { readonly variant: unknown })[]>("reductions");
    expect(variants.length).toBeGreaterThan(3);
    for (const { variant, seed, deviation } of variants)
      expect(deviation, `${JSON.stringify(variant)}, seed ${seed}`).toBeLessThan(TOLERANCE);
  });

  it("computes replicates as each alone, bit for bit, with a third of the dispatches where they are in step", async () => {
    const comparisons = await found<readonly ReplicateComparison[]>("replicates");
    expect(comparisons).toHaveLength(2);
    for (const { values, different, differentLosses, shared } of comparisons) {
      expect(values).toBeGreaterThan(10_000);
      expect([different, differentLosses, shared]).toEqual([0, 0, 0]);
    }
    const [inStep, lagging] = comparisons;
    expect(inStep!.dispatches).toBe(inStep!.dispatchesAlone / 3);
    expect(lagging!.dispatches).toBeLessThan(lagging!.dispatchesAlone);
  });

  it("computes every operation of replicates as of each alone, bit for bit", async () => {
    expect(await found<readonly string[]>("vocabulary")).toEqual([]);
  });

  const expectSameEvents = ({ method, jobs, alone, together, different }: TogetherComparison) => {
    expect([alone.finished, together.finished], method).toEqual([jobs, jobs]);
    expect(different, method).toEqual([]);
  };

  it("trains the students of an arm in the same dispatches, with the events of each alone", async () => {
    const [comparison] = await found<readonly TogetherComparison[]>("students", "small");
    expectSameEvents(comparison!);
    // A third of the students' dispatches, and all of the teacher's; some may be apart on a machine with other load.
    expect(comparison!.together.dispatches).toBeLessThan(comparison!.alone.dispatches / 2);
  });

  it("trains students together whose stages grow networks, or update them in turn", async () => {
    const comparisons = await found<readonly TogetherComparison[]>("students", "net2net", "mutual");
    expect(comparisons).toHaveLength(2);
    for (const comparison of comparisons) expectSameEvents(comparison);
  });
});
