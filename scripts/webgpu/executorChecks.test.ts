import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ReplicateComparison } from "../../src/testing/webgpu/replicateComparison.ts";
import type { WorstCase } from "../../src/testing/webgpu/variantParity.ts";
import { swiftShaderVariables } from "./swiftShader.ts";

/** For float32 sums in another order, and for a device's own exp and log. */
const TOLERANCE = 1e-3;

const variables = swiftShaderVariables();
const isInstalled = await import("webgpu").then(
  () => true,
  () => false,
);

/** What a check found on the software device. */
function found<T>(check: string): T {
  const args = ["--import", "tsx", join(import.meta.dirname, "executorChecks.ts"), check];
  const ended = spawnSync(process.execPath, args, { encoding: "utf8", env: { ...process.env, ...variables } });
  expect(ended.status, ended.stderr).toBe(0);
  return JSON.parse(ended.stdout.trim().split("\n").at(-1)!);
}

describe.skipIf(!variables || !isInstalled)("the WebGPU executor in Node", { timeout: 240_000 }, () => {
  it("computes sums, maxima and softmax of random shapes as the reference does, whatever shares them", () => {
    const variants = found<readonly (WorstCase & { readonly variant: unknown })[]>("reductions");
    expect(variants.length).toBeGreaterThan(3);
    for (const { variant, seed, deviation } of variants)
      expect(deviation, `${JSON.stringify(variant)}, seed ${seed}`).toBeLessThan(TOLERANCE);
  });

  it("computes replicates as each alone, bit for bit, with a third of the dispatches where they are in step", () => {
    const comparisons = found<readonly ReplicateComparison[]>("replicates");
    expect(comparisons).toHaveLength(4);
    for (const { values, different, differentLosses, shared } of comparisons) {
      expect(values).toBeGreaterThan(10_000);
      expect([different, differentLosses, shared]).toEqual([0, 0, 0]);
    }
    const [inStep, lagging] = comparisons;
    expect(inStep!.dispatches).toBe(inStep!.dispatchesAlone / 3);
    expect(lagging!.dispatches).toBeLessThan(lagging!.dispatchesAlone);
  });

  it("computes every operation of replicates as of each alone, bit for bit", () => {
    expect(found<readonly string[]>("vocabulary")).toEqual([]);
  });
});
