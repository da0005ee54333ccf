/**
 * Requests a WebGPU device with the limits of its adapter, and refuses software adapters unless the user chose WebGPU.
 * Where WebGPU comes from is given: a browser's own, or in Node what a package brings.
 */

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

/** Where a program finds WebGPU. */
export interface GpuSource {
  /**
   * The entry to WebGPU, with the globals that its programs name, such as GPUBufferUsage.
   * @throws Error naming what is missing and what to do
   */
  open(): Promise<GPU>;
  /** why the opened WebGPU may have no adapter, and what to do */
  noAdapter(): string;
}

/** A browser's own WebGPU. */
export const browserGpu: GpuSource = {
  async open() {
    const gpu = globalThis.navigator?.gpu;
    if (!gpu) throw new Error("this browser offers no WebGPU here");
    return gpu;
  },
  noAdapter: () => "WebGPU found no adapter",
};

/** A device with the adapter that it comes from. */
export interface RequestedDevice {
  readonly device: GPUDevice;
  readonly info: GPUAdapterInfo;
  /** resolves with the first error that the device reports instead of throwing it */
  readonly faulted: Promise<string>;
}

/**
 * Requests a device with the largest limits that its adapter has.
 * @param why the reason for opening the backend
 * @param features further features that the device has where its adapter has them
 * @throws Error where there is no adapter, or only a software one that the user did not choose
 */
export async function requestDevice(
  why: string,
  source: GpuSource,
  features: readonly GPUFeatureName[] = [],
): Promise<RequestedDevice> {
  const gpu = await source.open();
  const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter) throw new Error(source.noAdapter());
  const { info, limits } = adapter;
  if (why !== CHOSEN_BY_USER && isSoftwareAdapter(info))
    throw new Error(`the only WebGPU adapter (${info.architecture}) is software`);
  const device = await adapter.requestDevice({
    requiredFeatures: features.filter((feature) => adapter.features.has(feature)),
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

/** The adapter's name and driver as far as it gives them: browsers give less than Dawn does in Node. */
export function adapterName({
  vendor,
  architecture,
  device,
  description,
}: Pick<GPUAdapterInfo, "vendor" | "architecture" | "device" | "description">): string {
  // A browser's device is at most a number of its vendor.
  const named = [/^0x/.test(device) ? "" : device, description].filter(Boolean).join(", ");
  return named || [vendor, architecture].filter(Boolean).join(" ") || "WebGPU adapter";
}

/** An open backend on a WebGPU device. */
export function backendOnDevice(
  name: Backend,
  why: string,
  { device, info, faulted }: RequestedDevice,
  openExecutor: () => Executor,
): OpenBackend {
  return {
    card: { name, device: adapterName(info), why },
    openExecutor,
    lost: device.lost.then((reason) => `${reason.reason}: ${reason.message || "no reason given"}`),
    faulted,
    close: () => device.destroy(),
  };
}
