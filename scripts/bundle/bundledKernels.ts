/** The compiled kernels of a bundle, as data URLs. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { KernelPaths } from "../../src/tensor/executors/wasm/kernelModule.ts";
import { installation } from "../commandLine/installation.ts";

function inlined(variant: keyof KernelPaths): string {
  const bytes = readFileSync(join(installation.root, `kernels.${variant}.wasm`));
  return `data:application/wasm;base64,${bytes.toString("base64")}`;
}

/** Both binaries; their addresses need no server. */
export const kernelFiles: KernelPaths = { simd: inlined("simd"), relaxed: inlined("relaxed") };
