/**
 * WebGPU in Node: Dawn, which the optional npm package `webgpu` brings as a native file. It is loaded when it is first
 * asked for, so that nothing else needs it.
 */

import packageFile from "../../package.json" with { type: "json" };
import { errorText } from "../../src/domain/errorText.ts";
import type { GpuSource } from "../../src/engine/backends/webgpuDevice.ts";
import { findVulkan, vulkanRemedy } from "./vulkan.ts";

const PACKAGE = `webgpu@${packageFile.optionalDependencies.webgpu}`;

/** What the package exports. */
type DawnPackage = typeof import("webgpu");

/** Options of Dawn: on Linux Vulkan alone is tried; timestamps are as fine as the device gives them. */
const OPTIONS = [
  ...(process.platform === "linux" ? ["backend=vulkan"] : []),
  "disable-dawn-features=timestamp_quantization",
];

/** Why the package could not be loaded, and what to do. */
export function loadingProblem(error: unknown, node = process.version): string {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  const machine = `${process.platform}-${process.arch}`;
  const text = errorText(error);
  if (code === "ERR_MODULE_NOT_FOUND")
    return `WebGPU in Node needs the npm package ${PACKAGE}, which is not installed; install it with npm install --no-save ${PACKAGE} (a bundle is then made anew)`;
  if (code === "MODULE_NOT_FOUND")
    return `the npm package ${PACKAGE} has no native file for ${machine} here; reinstall it on this machine, or make the bundle on a machine of its kind`;
  return `the npm package ${PACKAGE} could not be loaded by Node ${node} on ${machine} (${text}); it needs Node 20.19 or newer and, on Linux, glibc 2.34 or newer`;
}

/** Kept as long as the process lives: Dawn, and every device with it, ends where nothing refers to it. */
let opened: Promise<GPU> | null = null;

/** @throws Error saying what is missing and what to do */
export async function openDawn(load: () => Promise<DawnPackage>): Promise<GPU> {
  const { create, globals } = await load().catch((error: unknown) => {
    throw new Error(loadingProblem(error), { cause: error });
  });
  Object.assign(globalThis, globals);
  return create(OPTIONS);
}

/** Dawn as the source of WebGPU in Node. */
export const dawn: GpuSource = {
  open() {
    opened ??= openDawn(() => import("webgpu"));
    return opened;
  },
  noAdapter() {
    const remedy =
      process.platform === "linux"
        ? vulkanRemedy(findVulkan())
        : "this machine has no GPU that Dawn can use; update its driver";
    return `WebGPU found no adapter: ${remedy}`;
  },
};
