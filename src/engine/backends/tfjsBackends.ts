/** Opens the backends that tfjs computes. Imported only when one of them is opened: the planned ones need no tfjs. */

import * as tf from "@tensorflow/tfjs-core";
import { openTfjs } from "../../tensor/executors/tfjs/tfjsExecutor.ts";
import { type OpenBackend, type Platform, withoutDevice } from "./backendTypes.ts";
import { backendOnDevice, type GpuSource, requestDevice } from "./webgpuDevice.ts";

/** tfjs on WebGPU. @throws Error where there is no device to take */
export async function openTfjsWebgpu(why: string, gpu: GpuSource): Promise<OpenBackend> {
  const requested = await requestDevice(why, gpu);
  if (!globalThis.navigator?.gpu)
    throw new Error("tfjs takes a browser's WebGPU alone; webgpu, the engine's own, runs here");
  const { WebGPUBackend } = await import("@tensorflow/tfjs-backend-webgpu");
  tf.removeBackend("webgpu");
  tf.registerBackend("webgpu", () => new WebGPUBackend(requested.device, requested.info));
  await tf.setBackend("webgpu");
  return backendOnDevice("tfjs-webgpu", why, requested, () => openTfjs({ transposeFirst: false }));
}

/** tfjs' own WASM kernels on one thread. @throws Error where they do not start */
export async function openTfjsWasm(platform: Platform, why: string): Promise<OpenBackend> {
  const { BackendWasm } = await import("@tensorflow/tfjs-backend-wasm");
  await setUpTfjsWasm(platform);
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
    ...withoutDevice,
  };
}

/**
 * Gives tfjs the paths of its WASM binaries and switches its threads off: jobs run side by side in workers of their
 * own, and the threaded binary can hang.
 */
export async function setUpTfjsWasm({ wasmPaths }: Pick<Platform, "wasmPaths">): Promise<void> {
  const { setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  // tfjs requires an entry for the threaded binary, which is never fetched without threads.
  setWasmPaths({ ...wasmPaths, "tfjs-backend-wasm-threaded-simd.wasm": "" });
}

/** tfjs' kernels in plain JavaScript. */
export async function openTfjsCpu({ processor }: Platform, why: string): Promise<OpenBackend> {
  await import("@tensorflow/tfjs-backend-cpu");
  await tf.setBackend("cpu");
  return {
    card: { name: "cpu", device: processor, why },
    openExecutor: () => openTfjs({ transposeFirst: false }),
    ...withoutDevice,
  };
}
