/** The two variants of the wasm kernels, and what their tests share. */

import fc from "fast-check";
import { kernelFiles } from "../../scripts/build/kernelFiles.ts";
import "../../scripts/build/relaxedSimd.ts";
import { loadKernels } from "../tensor/executors/wasm/kernelModule.ts";
import { openWasm } from "../tensor/executors/wasm/wasmExecutor.ts";

const plain = await loadKernels({ simd: kernelFiles.simd, relaxed: kernelFiles.simd });
const best = await loadKernels(kernelFiles);

/** Opens an executor with each variant of the kernels, by its name. */
export const kernelVariants = [
  ["plain SIMD", () => openWasm(plain)],
  ["the best variant of this machine", () => openWasm(best)],
] as const;

/** Largest relative deviation of float32 sums of some hundred terms, which may nearly cancel. */
export const TOLERANCE = 1e-4;

fc.configureGlobal({ seed: 20261124 });

/** Whole numbers from 1 to `most`. */
export const upTo = (most: number) => fc.integer({ min: 1, max: most });
