/** Loads the compiled kernels: the fastest binary that this machine accepts. */

/** What the binaries export; see ./assembly for what each computes. Addresses are bytes, sizes are floats. */
export interface Kernels {
  clear(to: number, count: number): void;
  packLeft(to: number, from: number, rows: number, depth: number, rowStep: number, depthStep: number): void;
  packRight(to: number, from: number, columns: number, depth: number, columnStep: number, depthStep: number): void;
  multiply(...numbers: readonly number[]): void;
  list(...numbers: readonly number[]): number;
  listBytes(...numbers: readonly number[]): number;
  turnList(...numbers: readonly number[]): void;
  multiplyListed(...numbers: readonly number[]): void;
  scatterListed(...numbers: readonly number[]): void;
  padImage(to: number, from: number, height: number, width: number, channels: number, border: number): void;
  turnFilter(to: number, from: number, kernel: number, channels: number, filters: number): void;
  convolve(...numbers: readonly number[]): void;
  filterGradient(...numbers: readonly number[]): void;
  depthwise(...numbers: readonly number[]): void;
  depthwiseFilterGradient(...numbers: readonly number[]): void;
  binary(...numbers: readonly number[]): void;
  pad(to: number, from: number, outer: number, before: number, size: number, length: number): void;
  unary(operation: number, to: number, from: number, count: number): void;
  sum(to: number, from: number, outer: number, middle: number, inner: number, scratch: number): void;
  softmax(to: number, from: number, rows: number, classes: number): void;
  logSoftmax(to: number, from: number, rows: number, classes: number): void;
  rowMax(to: number, from: number, rows: number, classes: number): void;
  maxPool(...numbers: readonly number[]): void;
  maxPoolGradient(...numbers: readonly number[]): void;
  dropoutMask(to: number, key: number, least: number, kept: number, count: number): void;
  gather(to: number, bytes: number, count: number, height: number, width: number, jitter: number, key: number): void;
  adam(...numbers: readonly number[]): void;
  momentum(weights: number, gradient: number, m: number, count: number, rate: number, decay: number): void;
  maxNorm(weights: number, rows: number, units: number, longest: number, scratch: number): void;
}

/** The kernels' module, compiled, and whether it multiplies and adds in one rounding (relaxed SIMD). */
export interface KernelModule {
  readonly module: WebAssembly.Module;
  readonly relaxed: boolean;
}

/** Addresses of the two binaries. */
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
    const answer = await fetch(paths[variant]);
    if (!answer.ok) throw new Error(`the kernels could not be fetched (${answer.status} for ${paths[variant]})`);
    const bytes = await answer.arrayBuffer();
    if (WebAssembly.validate(bytes))
      return { module: await WebAssembly.compile(bytes), relaxed: variant === "relaxed" };
  }
  throw new Error("this machine has no WASM SIMD");
}

/** A memory with kernels that work in it. */
export interface KernelMemory {
  readonly kernels: Kernels;
  /** bytes in use */
  size(): number;
  /** reserves floats, all 0, with slack behind them, for as long as the workshop stands; @returns their address */
  reserve(count: number): number;
  /** the numbers at an address; valid until the next `reserve` */
  floats(address: number, count: number): Float32Array;
  bytes(address: number, count: number): Uint8Array;
}

const PAGE = 65_536;
/** Kernels may read a panel of 32 columns past the end of what they are given. */
const SLACK_BYTES = 128;

/** Opens an empty memory. @throws RangeError when the machine has no more memory to give */
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
