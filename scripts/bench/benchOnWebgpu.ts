/**
 * `npm run bench -- --backend webgpu`: this engine on a GPU in Node, without a browser, beside itself on WASM, whose
 * losses it has to reach; with `--kernels` the time of each kernel.
 */

import { type DeviceRates, measureRates } from "../../src/bench/deviceRates.ts";
import { engineSide, firstInputs, recordWorkload } from "../../src/bench/engineSide.ts";
import { countDeviceCalls } from "../../src/bench/gpuCallCounts.ts";
import { medianKernelTimes, timeKernels } from "../../src/bench/kernelTimes.ts";
import { kernelWorkOf } from "../../src/bench/kernelWork.ts";
import { type Effort, measure, type Row } from "../../src/bench/pairedRounds.ts";
import { type Material, type OpenSide, prepare, type Workload, workloads } from "../../src/bench/workloads.ts";
import { type OpenBackend, openExecutors } from "../../src/engine/backends/backendTypes.ts";
import { choiceSources, openBackend } from "../../src/engine/backends/openBackend.ts";
import {
  adapterName,
  CHOSEN_BY_USER,
  type RequestedDevice,
  requestDevice,
} from "../../src/engine/backends/webgpuDevice.ts";
import { isSoftwareAdapter, profileOf } from "../../src/tensor/executors/webgpu/deviceProfile.ts";
import { layoutOf } from "../../src/tensor/executors/webgpu/programLayout.ts";
import { openWebgpu } from "../../src/tensor/executors/webgpu/webgpuExecutor.ts";
import { nodePlatform } from "../lab/nodeWorkerPool.ts";
import { dawn } from "../webgpu/dawn.ts";
import { type KernelTable, kernelRow, kernelTableText } from "./kernelTable.ts";
import { REPLICATES, replicatedWorkload, replicatesSide } from "./replicatesRow.ts";

/** The side whose losses are the reference. */
const REFERENCE = "engine on WASM";

/** The workloads that are measured unless others are named: on a GPU, and on an adapter that only imitates one. */
const USUAL = ["W2", "W3", "W4", "W5", replicatedWorkload.id];
const USUAL_IN_SOFTWARE = ["W2", "W3", "W5", replicatedWorkload.id];

/** What to measure. */
export interface WebgpuOrder {
  /** ids of workloads; null for the usual ones */
  readonly only: readonly string[] | null;
  readonly effort: Effort;
}

function chosenWorkloads(only: readonly string[] | null, isSoftware: boolean): readonly Workload[] {
  const ids = only ?? (isSoftware ? USUAL_IN_SOFTWARE : USUAL);
  return [...workloads, replicatedWorkload].filter(({ id }) => ids.includes(id));
}

/** The tables of kernels, and the rates of their floors. */
export interface KernelFigures {
  readonly adapter: string;
  readonly rates: DeviceRates;
  readonly tables: readonly KernelTable[];
}

/** A software adapter takes seconds for a step. */
const SHORT: Effort = { rounds: 1, sampleMs: 1, warmUp: 0 };

/** What a side is opened with. */
type Opened = readonly [workload: Workload, material: Material];

/** A side of an ordinary row, or of the row of replicates. */
function openSide(backend: OpenBackend, ...[workload, material]: Opened): OpenSide {
  if (workload !== replicatedWorkload) return engineSide(backend.openExecutor(), workload, material);
  return replicatesSide(openExecutors(backend, REPLICATES), workload, material);
}

/** Rows of each workload as they come. @returns the adapter's name and driver. @throws EngineError without an adapter */
export async function benchRows(
  { only, effort }: WebgpuOrder,
  say: (line: string) => void,
  take: (rows: readonly Row[], adapter: string) => void,
): Promise<string> {
  const engine = await openBackend("webgpu", nodePlatform, undefined, choiceSources(dawn));
  const wasm = await openBackend("wasm", nodePlatform);
  const counts = countDeviceCalls();
  const { device } = engine.card;
  const isSoftware = isSoftwareAdapter({ vendor: "", architecture: "", device, description: "" });
  say(`${device}; Node ${process.version}${isSoftware ? "; software, so that few steps are taken" : ""}`);
  const sides = [
    { name: REFERENCE, open: (...given: Opened) => openSide(wasm, ...given) },
    { name: "engine", open: (...given: Opened) => openSide(engine, ...given) },
  ];
  for (const workload of chosenWorkloads(only, isSoftware)) {
    const rows = await measure(workload, "webgpu, Node", sides, isSoftware ? SHORT : effort, counts);
    const none = { dispatchesPerStep: null, submitsPerStep: null, buffersPerStep: null, scriptMsPerStep: null };
    take(
      rows.map((row) => (row.side === REFERENCE ? { ...row, ...none, backend: "wasm, Node" } : row)),
      device,
    );
  }
  engine.close();
  return device;
}

/**
 * Times the kernels of each workload, on a device of its own.
 * @returns null where the adapter has no timestamps, which is said
 * @throws Error with what the device reports
 */
export async function benchKernels(order: WebgpuOrder, say: (line: string) => void): Promise<KernelFigures | null> {
  const requested = await requestDevice(CHOSEN_BY_USER, dawn, ["timestamp-query"]);
  const faulted = requested.faulted.then((message): never => {
    throw new Error(`the device refused a kernel: ${message}`);
  });
  return Promise.race([timesOn(requested, order, say), faulted]);
}

async function timesOn(
  { device, info }: RequestedDevice,
  { only }: WebgpuOrder,
  say: (line: string) => void,
): Promise<KernelFigures | null> {
  const adapter = adapterName(info);
  if (!device.features.has("timestamp-query")) {
    say(`no times by kernel: ${adapter} has no timestamp-query`);
    return null;
  }
  const isSoftware = isSoftwareAdapter(info);
  const timer = timeKernels(device);
  const floats = Math.min(isSoftware ? 1 << 22 : 1 << 26, device.limits.maxStorageBufferBindingSize / 4);
  const rates = await measureRates(device, timer, { floats, longEnough: 5, rounds: isSoftware ? 2 : 5 });
  const measured = `${rates.gflops.toPrecision(3)} GFLOP/s in registers and ${rates.gigabytes.toPrecision(3)} GB/s copying`;
  say(`${adapter}: floors at ${measured}, as two shaders measure them here`);
  const [warmUp, steps] = isSoftware ? [1, 3] : [10, 50];
  const tables: KernelTable[] = [];
  // Kernels are timed of one network.
  const alone = chosenWorkloads(only, isSoftware).filter((workload) => workload !== replicatedWorkload);
  for (const workload of alone) {
    const material = prepare(workload);
    const anywhere = { at: () => 0, allocated: () => 0 };
    const layout = layoutOf(recordWorkload(workload, material), firstInputs(material), anywhere, profileOf(device));
    const side = engineSide(openWebgpu(device), workload, material);
    let [step, loss] = [0, Number.NaN];
    const runStep = async () => {
      step++;
      await side.step(step);
      loss = await side.finish();
    };
    while (step < warmUp) await runStep();
    const times = await medianKernelTimes(timer, layout.kernels.length, steps, runStep);
    side.dispose();
    const rows = kernelWorkOf(layout, profileOf(device)).map((work, i) => kernelRow(work, times[i]!, rates));
    const table = { workload: workload.id, title: workload.title, steps, loss, rows };
    tables.push(table);
    say(`\n${kernelTableText(table)}`);
  }
  device.destroy();
  return { adapter, rates, tables };
}
