import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { engineSide } from "../../src/bench/engineSide.ts";
import { prepare, workloads } from "../../src/bench/workloads.ts";
import { openBackend } from "../../src/engine/backends/openBackend.ts";
import { nodePlatform } from "../lab/nodeWorkerPool.ts";
import { swiftShaderVariables } from "../webgpu/swiftShader.ts";
import type { KernelTable } from "./kernelTable.ts";

const folder = mkdtempSync(join(tmpdir(), "bench-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const variables = swiftShaderVariables();
const isInstalled = await import("webgpu").then(
  () => true,
  () => false,
);

function bench(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const program = join(import.meta.dirname, "bench.ts");
  const options = { encoding: "utf8", env: { ...process.env, ...env } } as const;
  return spawnSync(process.execPath, ["--import", "tsx", program, ...args], options);
}

/** The loss of a workload's step on WASM. */
async function lossOnWasm(id: string, steps: number): Promise<number> {
  const workload = workloads.find((one) => one.id === id)!;
  const executor = (await openBackend("wasm", nodePlatform)).openExecutor();
  const side = engineSide(executor, workload, prepare(workload));
  for (let step = 1; step <= steps; step++) await side.step(step);
  const loss = await side.finish();
  side.dispose();
  return loss;
}

describe("the benchmark on a GPU in Node", { timeout: 240_000 }, () => {
  it.skipIf(!variables || !isInstalled)(
    "names the adapter, reaches the losses of WASM, and times each kernel of the same steps",
    async () => {
      const out = join(folder, "figures.json");
      const args = ["--backend", "webgpu", "--only", "W3,W3x8", "--kernels", "--out", out];
      const { status, stdout, stderr } = bench(args, variables!);
      expect(status, stderr).toBe(0);
      expect(stdout).toMatch(/SwiftShader.*software, so that few steps are taken/);
      const { machine, rows, kernels } = JSON.parse(readFileSync(out, "utf8"));
      expect(machine.processor).toMatch(/swiftshader/i);
      const sides = [
        ["engine on WASM", "wasm, Node", true],
        ["engine", "webgpu, Node", true],
      ];
      expect(rows.map(({ side, backend, valid }: Record<string, unknown>) => [side, backend, valid])).toEqual([
        ...sides,
        ...sides,
      ]);
      // Eight students take their steps in the dispatches and the submit of one.
      expect(rows[3].dispatchesPerStep).toBe(rows[1].dispatchesPerStep / 8);
      expect(rows[3].submitsPerStep).toBe(rows[1].submitsPerStep / 8);
      const [table] = kernels.tables as readonly KernelTable[];
      expect(table!.rows).toHaveLength(rows[1].dispatchesPerStep);
      for (const row of table!.rows) expect([row.title, row.ms > 0]).toEqual([row.title, true]);
      for (const rate of Object.values(kernels.rates)) expect(rate).toBeGreaterThan(0);
      // One step before the three that are timed.
      expect(table!.loss / (await lossOnWasm("W3", 1 + table!.steps))).toBeCloseTo(1, 2);
    },
  );

  it.each([
    [["--kernels"], /--kernels is for --backend webgpu; add it/],
    [["--backend", "webgpu", "--scaling"], /--scaling and --processor-time are for WASM; leave them out/],
    [["--backend", "cuda"], /--backend is "cuda", but may be wasm, webgpu/],
  ])("refuses %j", (args, message) => {
    const { status, stderr } = bench(args);
    expect(stderr).toMatch(message);
    expect(status).toBe(2);
  });
});
