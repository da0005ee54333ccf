/** Loads the compiled kernels, in the fastest binary that the machine supports, and opens their memory. */

import type { Kernels } from "./kernelSignatures.ts";

/** The kernels' module, compiled, and whether it multiplies and adds in one rounding (relaxed SIMD). */
export interface KernelModule {
  readonly module: WebAssembly.Module;
  readonly relaxed: boolean;
}

/** URLs of the two binaries. */
export interface KernelPaths {
  readonly simd: string;
  readonly relaxed: string;
}

/**
 * Fetches and compiles the kernels: with relaxed SIMD where the machine has it, else with plain SIMD.
 * @throws Error where a binary cannot be fetched or this machine has no WASM SIMD
 */
export async function loadKernels(paths: KernelPaths): Promise<KernelModule> {
  for (const variant of ["relaxed", "simd"] as const) {
    const response = await fetch(paths[variant]);
    if (!response.ok) throw new Error(`the kernels could not be fetched (${response.status} for ${paths[variant]})`);
    const bytes = await response.arrayBuffer();
    if (WebAssembly.validate(bytes))
      return { module: await WebAssembly.compile(bytes), relaxed: variant === "relaxed" };
  }
  throw new Error("this machine has no WASM SIMD");
}

/** A memory, and the kernels that read and write it. */
export interface KernelMemory {
  readonly kernels: Kernels;
  /** size of the memory in bytes */
  size(): number;
  /** reserves floats, all 0, with slack behind them, for the lifetime of the memory; @returns their address in bytes */
  reserve(count: number): number;
  /** a view of the floats at an address in bytes; valid until the next `reserve` */
  floats(address: number, count: number): Float32Array;
  /** the same for bytes */
  bytes(address: number, count: number): Uint8Array;
}

/** Bytes by which the memory grows. */
const PAGE = 65_536;
/** Kernels may read a panel of 32 columns past the end of their inputs. */
const SLACK_BYTES = 128;

/** Opens an empty memory. @throws RangeError when the machine has no more memory */
export function openKernelMemory({ module }: KernelModule): KernelMemory {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const kernels = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Kernels;
  let top = SLACK_BYTES;
  return {
    kernels,
    size: () => memory.buffer.byteLength,
    reserve(count) {
      const address = top;
      top += Math.ceil((count * 4 + SLACK_BYTES) / SLACK_BYTES) * SLACK_BYTES;
      const missing = top - memory.buffer.byteLength;
      if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
      return address;
    },
    floats: (address, count) => new Float32Array(memory.buffer, address, count),
    bytes: (address, count) => new Uint8Array(memory.buffer, address, count),
  };
}
