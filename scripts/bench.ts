/** `npm run bench`: this engine beside plain tfjs and jax-js, as ratios of one run; fails only where results disagree. */

import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import "./relaxedSimd.ts";
import packageFile from "../package.json" with { type: "json" };
import { type Effort, measure, type Row } from "../src/bench/rounds.ts";
import { wasmSides } from "../src/bench/wasmSides.ts";
import { workloads } from "../src/bench/workloads.ts";
import { benchInChromium } from "./benchChromium.ts";
import { nodePlatform } from "./nodeCrew.ts";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    out: { type: "string" },
    only: { type: "string" },
    "no-browser": { type: "boolean", default: false },
  },
});
const effort: Effort = values.quick
  ? { rounds: 3, sampleMs: 400, warmUp: 8 }
  : { rounds: 7, sampleMs: 2000, warmUp: 50 };
const chosen = workloads.filter(({ id }) => !values.only || values.only.split(",").includes(id));

function figure(value: number | null, digits = 1): string {
  return value === null ? "–" : value.toFixed(digits);
}

function tell(row: Row): void {
  const cells = [
    row.workload.padEnd(4),
    row.backend.padEnd(22),
    row.side.padEnd(15),
    `${figure(row.msPerStep, 2)} ms`.padStart(12),
    `${figure(row.speedup.tfjs)}x tfjs`.padStart(12),
    `${figure(row.speedup.jax)}x jax`.padStart(12),
    row.dispatchesPerStep === null
      ? ""
      : `${figure(row.dispatchesPerStep, 0)} dispatches, ${figure(row.submitsPerStep, 2)} submits, ${figure(row.buffersPerStep, 2)} buffers, ${figure(row.scriptMsPerStep, 2)} ms script`,
    row.why ?? (row.valid ? "" : "VOID: another result"),
  ];
  console.log(cells.join(" ").trimEnd());
}

async function main(): Promise<void> {
  const rows: Row[] = [];
  const take = (found: readonly Row[]) => {
    for (const row of found) tell(row);
    rows.push(...found);
  };
  const { sides, device } = await wasmSides(nodePlatform);
  const backend = "wasm, Node";
  console.log(`${device}; Node ${process.version}; ${effort.rounds} rounds`);
  for (const workload of chosen) take(await measure(workload, backend, sides, effort, null));
  if (!values["no-browser"]) {
    const ids = chosen.map(({ id }) => id);
    const order = (backend: "wasm" | "webgpu", only: readonly string[], { rounds, sampleMs, warmUp }: Effort) => {
      const workloads = only.filter((id) => ids.includes(id)).join();
      const query = `workloads=${workloads}&rounds=${rounds}&sample=${sampleMs}&warm=${warmUp}`;
      return workloads ? [{ backend, query }] : [];
    };
    // A software adapter takes seconds for a step of tfjs: few steps, of the rows that the table asks for.
    const short: Effort = { rounds: 1, sampleMs: 1, warmUp: 0 };
    const orders = [...order("wasm", ["W2", "W3", "W4", "W5"], effort), ...order("webgpu", ["W2", "W3", "W5"], short)];
    await benchInChromium(orders, take);
  }
  const versions = { ...packageFile.dependencies, ...packageFile.devDependencies, node: process.version };
  const machine = { processor: device, cores: cpus().length, date: new Date().toISOString() };
  if (values.out) writeFileSync(values.out, `${JSON.stringify({ machine, versions, rows }, null, 2)}\n`);
  const void_ = rows.filter(({ valid }) => !valid);
  const counted = rows.filter((row) => row.side === "engine" && row.dispatchesPerStep !== null);
  const limits = counted.filter(
    ({ workload, dispatchesPerStep, submitsPerStep, buffersPerStep }) =>
      buffersPerStep! > 0 || submitsPerStep! > 1 || (["W2", "W3"].includes(workload) && dispatchesPerStep! > 16),
  );
  for (const { workload, side } of void_) console.error(`${workload}: ${side} computes something else`);
  for (const { workload } of limits) console.error(`${workload}: more calls of the device than planned`);
  process.exit(void_.length + limits.length > 0 ? 1 : 0);
}

await main();
