/** Chooses and opens what computes: WebGPU on a hardware adapter, else WASM, else the processor in plain JavaScript. */

import * as tf from "@tensorflow/tfjs-core";
import type { Backend, BackendChoice } from "../../protocol/backends.ts";
import type { BackendCard } from "../../protocol/events.ts";
import { EngineError } from "../../protocol/failures.ts";
import type { Executor } from "../../tensor/executor.ts";
import { openTfjs } from "../../tensor/executors/tfjs/tfjsExecutor.ts";
import { type KernelPaths, loadKernels } from "../../tensor/executors/wasm/kernelModule.ts";
import { openWasm } from "../../tensor/executors/wasm/wasmExecutor.ts";
import { openWebgpu } from "../../tensor/executors/webgpu/webgpuExecutor.ts";
import { fasterOf, type Trial, timeStep } from "./backendTrial.ts";

/** What differs between a browser worker and Node. */
export interface Platform {
  /** addresses of tfjs' three WASM binaries by file name */
  readonly wasmPaths: Readonly<Record<string, string>>;
  readonly kernels: KernelPaths;
  /** the processor, as far as the platform tells */
  readonly processor: string;
}

/** A backend that is ready. */
export interface OpenBackend {
  readonly card: Omit<BackendCard, "workers">;
  openExecutor(): Executor;
  /** resolves when the device is gone, with the reason; never on WASM or CPU */
  readonly lost: Promise<string>;
}

/** Longest wait for a backend to come up, in milliseconds: some never answer. */
const PATIENCE = 15_000;

const never = new Promise<string>(() => {});

async function within<T>(promise: Promise<T>, what: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    const message = `${what} did not answer within ${PATIENCE / 1000} s`;
    timer = setTimeout(() => reject(new Error(message)), PATIENCE);
  });
  return Promise.race([promise, tooLate]).finally(() => clearTimeout(timer));
}

/** True for adapters that only imitate a GPU on the processor. */
export function isSoftwareAdapter(
  info: Pick<GPUAdapterInfo, "vendor" | "architecture" | "device" | "description">,
): boolean {
  const name = [info.vendor, info.architecture, info.device, info.description].join(" ");
  return /swiftshader|llvmpipe|lavapipe|softpipe|basic render|warp/i.test(name);
}

const BY_HAND = "chosen by hand";

/** A device with all the room that its adapter has. @throws Error where there is none, or only a software one unasked */
async function requestDevice(why: string): Promise<{ readonly device: GPUDevice; readonly info: GPUAdapterInfo }> {
  const gpu = globalThis.navigator?.gpu;
  if (!gpu) throw new Error("this browser offers no WebGPU here");
  const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter) throw new Error("WebGPU found no adapter");
  const { info, limits } = adapter;
  if (why !== BY_HAND && isSoftwareAdapter(info))
    throw new Error(`the only WebGPU adapter (${info.architecture}) is software`);
  const device = await adapter.requestDevice({
    requiredLimits: {
      maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
      maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      maxBufferSize: limits.maxBufferSize,
      maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
      maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
    },
  });
  return { device, info };
}

function opened(
  name: Backend,
  why: string,
  device: GPUDevice,
  info: GPUAdapterInfo,
  open: () => Executor,
): OpenBackend {
  const adapter = info.description || [info.vendor, info.architecture].filter(Boolean).join(" ") || "WebGPU adapter";
  return {
    card: { name, device: adapter, why },
    openExecutor: open,
    lost: device.lost.then((reason) => `${reason.reason}: ${reason.message || "no reason given"}`),
  };
}

async function openPlannedWebgpu(why: string): Promise<OpenBackend> {
  const { device, info } = await requestDevice(why);
  return opened("webgpu", why, device, info, () => openWebgpu(device));
}

async function openTfjsWebgpu(why: string): Promise<OpenBackend> {
  const { device, info } = await requestDevice(why);
  const { WebGPUBackend } = await import("@tensorflow/tfjs-backend-webgpu");
  tf.removeBackend("webgpu");
  tf.registerBackend("webgpu", () => new WebGPUBackend(device, info));
  await tf.setBackend("webgpu");
  return opened("tfjs-webgpu", why, device, info, () => openTfjs({ transposeFirst: false }));
}

async function openPlannedWasm(platform: Platform, why: string): Promise<OpenBackend> {
  const module = await loadKernels(platform.kernels);
  const simd = module.relaxed ? "relaxed SIMD" : "SIMD";
  return {
    card: { name: "wasm", device: `${platform.processor}, ${simd}`, why },
    openExecutor: () => openWasm(module),
    lost: never,
  };
}

async function openTfjsWasm(platform: Platform, why: string): Promise<OpenBackend> {
  const { BackendWasm, setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
  // One thread a worker: jobs run side by side in workers of their own, and tfjs' threaded binary can hang.
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  setWasmPaths(platform.wasmPaths);
  if (!(await tf.setBackend("wasm"))) throw new Error("the WASM backend did not start");
  const backend = tf.backend();
  if (!(backend instanceof BackendWasm)) throw new Error("the WASM backend did not start");
  const memory = (tensor: tf.Tensor) => {
    const view = backend.typedArrayFromHeap(tensor);
    if (view instanceof Float32Array) return view;
    throw new RangeError("only float32 tensors are trained");
  };
  return {
    card: { name: "tfjs-wasm", device: platform.processor, why },
    openExecutor: () => openTfjs({ transposeFirst: true, memory }),
    lost: never,
  };
}

async function openCpu(platform: Platform, why: string): Promise<OpenBackend> {
  await import("@tensorflow/tfjs-backend-cpu");
  await tf.setBackend("cpu");
  return {
    card: { name: "cpu", device: platform.processor, why },
    openExecutor: () => openTfjs({ transposeFirst: false }),
    lost: never,
  };
}

const openers: Readonly<Record<Backend, (platform: Platform, why: string) => Promise<OpenBackend>>> = {
  webgpu: (_, why) => openPlannedWebgpu(why),
  "tfjs-webgpu": (_, why) => openTfjsWebgpu(why),
  wasm: openPlannedWasm,
  "tfjs-wasm": openTfjsWasm,
  cpu: openCpu,
};

/** The found GPU, or WASM where some steps of the experiment say that it is faster. */
async function fasterThanWasm(gpu: OpenBackend, platform: Platform, trial: Trial): Promise<OpenBackend> {
  const timed = async ({ card, openExecutor }: OpenBackend, sideBySide: number) => {
    const executor = openExecutor();
    const ms = (await timeStep(executor, trial.experiment)) / sideBySide;
    executor.dispose();
    return { name: card.name, ms };
  };
  try {
    const wasm = await within(openers.wasm(platform, ""), "wasm");
    const { name, why } = fasterOf(await timed(gpu, 1), await timed(wasm, trial.sideBySide));
    const chosen = name === "webgpu" ? gpu : wasm;
    return { ...chosen, card: { ...chosen.card, why, measured: true } };
  } catch {
    // Without WASM there is nothing to compare with.
    return gpu;
  }
}

/**
 * Opens the chosen backend; "auto" takes the first that comes up and says why the ones before it did not.
 * @param trial where "auto" finds a GPU: what to try on it and on WASM, to take the faster, unless that is remembered
 * @throws EngineError "no-backend" naming what each one answered
 */
export async function openBackend(choice: BackendChoice, platform: Platform, trial?: Trial): Promise<OpenBackend> {
  const order = choice === "auto" ? (["webgpu", "wasm", "tfjs-wasm", "cpu"] as const) : [choice];
  const refusals: string[] = [];
  if (choice === "auto" && trial?.remembered) {
    const { remembered } = trial;
    const why = `remembered: ${remembered} was the faster one when such an experiment was measured here`;
    // What is no longer there is looked for anew.
    const known = await within(openers[remembered](platform, why), remembered).catch(() => null);
    if (known) return known;
  }
  for (const name of order) {
    const why = choice === "auto" ? refusals.join("; ") || "first choice" : BY_HAND;
    try {
      const found = await within(openers[name](platform, why), name);
      return choice === "auto" && name === "webgpu" && trial ? await fasterThanWasm(found, platform, trial) : found;
    } catch (error) {
      refusals.push(`${name}: ${error instanceof Error ? error.message : JSON.stringify(error)}`);
    }
  }
  throw new EngineError(
    "no-backend",
    `no backend could be opened (${refusals.join("; ")}); try another one or another browser`,
  );
}
