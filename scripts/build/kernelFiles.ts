/** The compiled kernels as data URLs, for tests and commands in Node. */

import { readFileSync } from "node:fs";
import type { KernelPaths } from "../../src/tensor/executors/wasm/kernelModule.ts";
import { compileKernels, kernelFile } from "./kernels.mjs";

await compileKernels();

function inlined(variant: "simd" | "relaxed"): string {
  const bytes = readFileSync(kernelFile(variant));
  return `data:application/wasm;base64,${bytes.toString("base64")}`;
}

/** Both binaries; their addresses need no server. */
export const kernelFiles: KernelPaths = { simd: inlined("simd"), relaxed: inlined("relaxed") };
