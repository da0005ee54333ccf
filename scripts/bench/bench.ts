/**
 * `npm run bench`: this engine beside plain tfjs and jax-js, as ratios of one run; fails only where results disagree or
 * a step makes more calls of a GPU than planned. `-- --scaling` measures how cost grows instead.
 * `-- --processor-time` counts, in Node, the time that this process had a core: for machines that others use too.
 * `-- --backend webgpu` measures this engine on a GPU in Node, and with `--kernels` each of its kernels.
 */

import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import "../build/relaxedSimd.ts";
import packageFile from "../../package.json" with { type: "json" };
import { type Effort, measure, type Row } from "../../src/bench/pairedRounds.ts";
import { wasmSides } from "../../src/bench/wasmSides.ts";
import { workloads } from "../../src/bench/workloads.ts";
import { commandArguments, inputError, oneOf, runCommand, someOf } from "../commandLine/commandLine.ts";
import { installation } from "../commandLine/installation.ts";
import { type OutputFile, openOutput } from "../commandLine/outputFile.ts";
import { nodePlatform } from "../lab/nodeWorkerPool.ts";
import { measureFigures } from "./engineFigures.ts";
import { measureScaling } from "./measureScaling.ts";
import type { PlottingCost } from "./plottingCost.ts";
import { replicatedWorkload } from "./replicatesRow.ts";
import { drawScaling } from "./scalingPlot.ts";

const { values } = commandArguments({
  quick: { type: "boolean", default: false },
  out: { type: "string" },
  only: { type: "string" },
  "no-browser": { type: "boolean", default: false },
  scaling: { type: "boolean", default: false },
  "processor-time": { type: "boolean", default: false },
  backend: { type: "string", default: "wasm" },
  kernels: { type: "boolean", default: false },
});
const effort: Effort = values.quick
  ? { rounds: 3, sampleMs: 400, warmUp: 8 }
  : { rounds: 5, sampleMs: 2000, warmUp: 50 };
const processorTime = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const clock = values["processor-time"] ? processorTime : () => performance.now();
const chosen = workloads.filter(({ id }) => !values.only || values.only.split(",").includes(id));

function figure(value: number | null, digits = 1): string {
  return value === null ? "–" : value.toFixed(digits);
}

function printRow(row: Row): void {
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

type Sides = Awaited<ReturnType<typeof wasmSides>>;

const versions = { ...packageFile.dependencies, ...packageFile.devDependencies, node: process.version };
const machineOf = (device: string) => ({
  processor: device,
  cores: cpus().length,
  clock: values["processor-time"] ? "processor time in Node, time that passed in Chromium" : "time that passed",
  date: new Date().toISOString(),
  command: `${installation.call("bench")} ${process.argv.slice(2).join(" ")}`.trim(),
});

/** Figures and plot of how cost grows, into docs. */
async function scale({ sides, device }: Sides): Promise<void> {
  const rounds: Effort = values.quick
    ? { rounds: 1, sampleMs: 50, warmUp: 2, clock }
    : { rounds: 3, sampleMs: 500, warmUp: 4, clock };
  const points = await measureScaling(sides, rounds, ({ title, engine, tfjs }) =>
    console.log(`${title.padEnd(48)} ${engine} steps/s${tfjs === null ? "" : `, plain tfjs ${tfjs}`}`),
  );
  const machine = machineOf(device);
  const second = values["processor-time"] ? "; a second is one of processor time" : "";
  const note = `${device}, one core; Node ${process.version}; ${machine.date.slice(0, 10)}${second}`;
  const folder = join(installation.root, "docs");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "scaling.json"), `${JSON.stringify({ machine, versions, points }, null, 2)}\n`);
  writeFileSync(join(folder, "scaling.svg"), drawScaling(points, note));
}

/** In a real browser: rows, counts on a software GPU, and what plotting costs. */
async function inBrowser(take: (rows: readonly Row[]) => void): Promise<PlottingCost | null> {
  const ids = chosen.map(({ id }) => id);
  const order = (backend: "wasm" | "webgpu", only: readonly string[], { rounds, sampleMs, warmUp }: Effort) => {
    const workloads = only.filter((id) => ids.includes(id)).join();
    const query = `workloads=${workloads}&rounds=${rounds}&sample=${sampleMs}&warm=${warmUp}`;
    return workloads ? [{ backend, query }] : [];
  };
  // A software adapter takes seconds for a step of tfjs: few steps, of the rows that the table shows.
  const short: Effort = { rounds: 1, sampleMs: 1, warmUp: 0 };
  const orders = [...order("wasm", ["W2", "W3", "W4", "W5"], effort), ...order("webgpu", ["W2", "W3", "W5"], short)];
  const { benchInChromium } = await import("./benchInChromium.ts");
  const cost = await benchInChromium(orders, take, values.only ? 0 : values.quick ? 1 : 3);
  if (cost)
    console.log(
      `the page's default run: ${cost.shown.toFixed(0)} steps/s with everything in view, ${cost.hidden.toFixed(0)}` +
        ` with its regions hidden; ${cost.node.toFixed(0)} without a page, in Node`,
    );
  return cost;
}

/** Ends the process: 1 where this engine fails, a row's losses differ, a step makes more calls than planned, or the figures were not written. */
function conclude(rows: readonly Row[], unwritten: string | null): never {
  const failed = rows.filter(({ side, loss }) => side === "engine" && loss === null);
  const void_ = rows.filter(({ valid }) => !valid);
  const counted = rows.filter((row) => row.side === "engine" && row.dispatchesPerStep !== null);
  const limits = counted.filter(
    ({ workload, dispatchesPerStep, submitsPerStep, buffersPerStep }) =>
      buffersPerStep! > 0 || submitsPerStep! > 1 || (["W2", "W3"].includes(workload) && dispatchesPerStep! > 16),
  );
  for (const { workload, why } of failed) console.error(`${workload}: this engine has failed (${why})`);
  for (const { workload, side } of void_) console.error(`${workload}: ${side} computes something else`);
  for (const { workload } of limits) console.error(`${workload}: more calls of the device than planned`);
  if (unwritten !== null) console.error(unwritten);
  process.exit(failed.length + void_.length + limits.length > 0 || unwritten !== null ? 1 : 0);
}

/** This engine on a GPU in Node. */
async function onWebgpu(out: OutputFile | null): Promise<never> {
  const { benchKernels, benchRows } = await import("./benchOnWebgpu.ts");
  const order = { only: values.only?.split(",") ?? null, effort };
  const rows: Row[] = [];
  // Written after each row, as on WASM.
  const save = (device: string, kernels: object | null) =>
    out?.write(`${JSON.stringify({ machine: machineOf(device), versions, rows, kernels }, null, 2)}\n`) ?? null;
  const device = await benchRows(order, console.log, (found, adapter) => {
    rows.push(...found);
    save(adapter, null);
    for (const row of found) printRow(row);
  });
  conclude(rows, save(device, values.kernels ? await benchKernels(order, console.log) : null));
}

async function main(): Promise<void> {
  const backend = oneOf("--backend", values.backend, ["wasm", "webgpu"]);
  if (values.kernels && backend !== "webgpu") throw inputError("--kernels is for --backend webgpu; add it");
  if (backend === "webgpu" && (values.scaling || values["processor-time"]))
    throw inputError("--scaling and --processor-time are for WASM; leave them out, or --backend webgpu");
  if (values.only !== undefined)
    someOf(
      "--only",
      values.only,
      [...workloads, ...(backend === "webgpu" ? [replicatedWorkload] : [])].map(({ id }) => id),
    );
  const out = values.out === undefined ? null : openOutput(values.out);
  if (backend === "webgpu") return onWebgpu(out);
  const opened = await wasmSides(nodePlatform);
  if (values.scaling) {
    await scale(opened);
    process.exit(0);
  }
  const { sides, device, engine } = opened;
  const rows: Row[] = [];
  let unwritten: string | null = null;
  // Written after each row: a benchmark is long, and may be interrupted.
  const save = (more: object) => {
    const found = { machine: machineOf(device), versions, rows, ...more };
    unwritten = out?.write(`${JSON.stringify(found, null, 2)}\n`) ?? null;
  };
  const take = (found: readonly Row[]) => {
    rows.push(...found);
    save({});
    for (const row of found) printRow(row);
  };
  console.log(`${device}; Node ${process.version}; ${effort.rounds} rounds`);
  for (const workload of chosen) take(await measure(workload, "wasm, Node", sides, { ...effort, clock }, null));
  const plotting = values["no-browser"] || !installation.drivesBrowsers ? null : await inBrowser(take);
  const figures = values.only ? null : await measureFigures(engine, values.quick ? 1 : 3, clock, console.log);
  save({ figures, plotting });
  conclude(rows, unwritten);
}

runCommand(main);
