/** Requests a WebGPU device with the limits of its adapter, and refuses software adapters unless the user chose WebGPU. */

import type { Backend } from "../../protocol/backends.ts";
import type { Executor } from "../../tensor/executor.ts";
import type { OpenBackend } from "./backendTypes.ts";

/** Why a backend is opened that the user chose; a software adapter is accepted for this reason alone. */
export const CHOSEN_BY_USER = "chosen by hand";

/** True for adapters that only imitate a GPU on the processor. */
export function isSoftwareAdapter(
  info: Pick<GPUAdapterInfo, "vendor" | "architecture" | "device" | "description">,
): boolean {
  const name = [info.vendor, info.architecture, info.device, info.description].join(" ");
  return /swiftshader|llvmpipe|lavapipe|softpipe|basic render|warp/i.test(name);
}

/** A device with the adapter that it comes from. */
interface RequestedDevice {
  readonly device: GPUDevice;
  readonly info: GPUAdapterInfo;
  /** resolves with the first error that the device reports instead of throwing it */
  readonly faulted: Promise<string>;
}

/**
 * Requests a device with the largest limits that its adapter has.
 * @param why the reason for opening the backend
 * @throws Error where there is no adapter, or only a software one that the user did not choose
 */
export async function requestDevice(why: string): Promise<RequestedDevice> {
  const gpu = globalThis.navigator?.gpu;
  if (!gpu) throw new Error("this browser offers no WebGPU here");
  const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter) throw new Error("WebGPU found no adapter");
  const { info, limits } = adapter;
  if (why !== CHOSEN_BY_USER && isSoftwareAdapter(info))
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
  const faulted = new Promise<string>((resolve) => {
    device.addEventListener("uncapturederror", ({ error }) => resolve(`${error.constructor.name}: ${error.message}`));
  });
  return { device, info, faulted };
}

/** An open backend on a WebGPU device. */
export function backendOnDevice(
  name: Backend,
  why: string,
  { device, info, faulted }: RequestedDevice,
  openExecutor: () => Executor,
): OpenBackend {
  const adapter = info.description || [info.vendor, info.architecture].filter(Boolean).join(" ") || "WebGPU adapter";
  return {
    card: { name, device: adapter, why },
    openExecutor,
    lost: device.lost.then((reason) => `${reason.reason}: ${reason.message || "no reason given"}`),
    faulted,
    close: () => device.destroy(),
  };
}
