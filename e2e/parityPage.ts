/** The page's side of the WebGPU tests: cases of the vocabulary on the browser's device and the float64 reference. */

import type { Inputs, Program } from "../src/tensor/executor.ts";
import { openFloat64 } from "../src/tensor/executors/float64/float64Executor.ts";
import type { DeviceProfile, ProductKernels, ReductionKernels } from "../src/tensor/executors/webgpu/deviceProfile.ts";
import { openWebgpu } from "../src/tensor/executors/webgpu/webgpuExecutor.ts";
import { openGraph } from "../src/tensor/graph.ts";
import { largestDeviation, lossProgram, relativeDeviation } from "../src/testing/executorParity.ts";
import { cases, shapes, valuesOf } from "../src/testing/vocabularyCases.ts";
import { randomReduction } from "../src/testing/webgpu/randomReductions.ts";
import {
  deviationOfCase,
  type SizedCase,
  validated,
  type WorstCase,
  worstOfSeeds,
} from "../src/testing/webgpu/variantParity.ts";
import { randomProduct } from "./parity/randomProducts.ts";

async function openDevice(): Promise<GPUDevice> {
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter) throw new Error("this browser gives no WebGPU adapter");
  return adapter.requestDevice();
}
const device = await openDevice();

/** A case of the vocabulary: result, gradients and three steps of each optimiser. @returns the largest deviation */
export function largestDeviationOfCase(name: string): Promise<number> {
  return validated(device, async () => {
    let worst = 0;
    for (const optimizer of ["adam", "momentum", "sgd"] as const) {
      const program = lossProgram(shapes, cases[name]!, { optimizer, maxNorm: 1.5 });
      const executor = openWebgpu(device);
      worst = Math.max(worst, await largestDeviation(executor, shapes, program, 3));
      executor.dispose();
    }
    return worst;
  });
}

const matrices = (batch: readonly number[]) =>
  ({
    shapes: { a: [...batch, 5, 70], b: [...batch, 163, 5], bias: [...batch.map(() => 1), 1, 163] },
    build: (ops, p) => ops.relu(ops.add(ops.matmul(p.a!, p.b!, true, true), p.bias!)),
  }) satisfies SizedCase;

/** Sizes at which kernels tile, split or share invocations, and which are not multiples of the tiles. */
const largeCases: Readonly<Record<string, SizedCase>> = {
  "a product in tiles": { ...matrices([]), shapes: { a: [5, 211], b: [163, 5], bias: [1, 163] } },
  "batched products in tiles": matrices([3]),
  "an element broadcast over the values it comes from": {
    shapes: { a: [97, 101] },
    build: (ops, p) => {
      const grown = ops.exp(p.a!);
      return ops.multiply(grown, ops.slice(ops.slice(grown, 0, 50, 1), 1, 3, 1));
    },
  },
  "a slice of what has just been computed": {
    shapes: { a: [97, 202], b: [97, 101] },
    build: (ops, p) => ops.multiply(ops.exp(p.b!), ops.slice(ops.exp(p.a!), 1, 77, 101)),
  },
  "the largest value of a long row": {
    shapes: { a: [2, 3 * 1031], b: [2, 5] },
    build: (ops, p) => ops.multiply(p.b!, ops.max(p.a!)),
  },
  "a long sum of everything": {
    shapes: { a: [97, 130] },
    build: (ops, p) => ops.total(ops.multiply(p.a!, p.a!)),
  },
  "sums over many rows": {
    shapes: { a: [1290, 37] },
    build: (ops, p) => ops.sum(ops.exp(p.a!), [0]),
  },
  "depthwise filters over odd images": {
    shapes: { a: [7, 11, 13, 5], b: [5, 5, 5] },
    build: (ops, p) => ops.depthwise(ops.relu(p.a!), p.b!),
  },
  "a long product of few values": {
    shapes: { a: [67, 801], b: [801, 10], bias: [1, 10] },
    build: (ops, p) => ops.relu(ops.add(ops.matmul(p.a!, p.b!), p.bias!)),
  },
  "a long product of few rows": {
    shapes: { a: [901, 7], b: [133, 901] },
    build: (ops, p) => ops.matmul(ops.relu(p.a!), p.b!, true, true),
  },
  "batched long products": {
    shapes: { a: [3, 41, 515], b: [3, 515, 35], bias: [1, 1, 35] },
    build: (ops, p) => ops.relu(ops.add(ops.matmul(p.a!, p.b!), p.bias!)),
  },
  "a product that tiles of invocations divide": {
    shapes: { a: [176, 40], b: [40, 200], bias: [1, 200] },
    build: (ops, p) => ops.relu(ops.add(ops.matmul(p.a!, p.b!), p.bias!)),
  },
  "convolved images that tiles of invocations divide": {
    shapes: { a: [14, 14, 14, 8], b: [3, 3, 8, 16], bias: [1, 1, 1, 16] },
    build: (ops, p) => ops.relu(ops.add(ops.convolve(ops.relu(p.a!), p.b!, "same"), p.bias!)),
  },
  "convolved odd images": {
    shapes: { a: [9, 13, 11, 5], b: [3, 3, 5, 7], bias: [1, 1, 1, 7] },
    build: (ops, p) => ops.relu(ops.add(ops.convolve(p.a!, p.b!, "same"), p.bias!)),
  },
  "grey images under even filters": {
    shapes: { a: [19, 12, 14, 1], b: [4, 4, 1, 33] },
    build: (ops, p) => ops.convolve(ops.relu(p.a!), p.b!, "valid"),
  },
  "filters as large as the image": {
    shapes: { a: [7, 6, 9, 5], b: [6, 6, 5, 3] },
    build: (ops, p) => ops.relu(ops.convolve(p.a!, p.b!, "valid")),
  },
};

/** Names of the large cases. */
export const largeNames: readonly string[] = Object.keys(largeCases);

/**
 * Profiles that force each way of computing a product, by each invocation alone, in tiles and parts, in the largest tiles,
 * and of a reduction: by each invocation alone, shared where that is shorter, by eight invocations.
 */
const profiles = {
  direct: { products: "direct", reductions: "direct", workgroups: 1, updatesEach: 16 },
  parts: { products: "tiled", reductions: "shared", workgroups: 256, updatesEach: 1 },
  tiles: { products: "tiled", reductions: { lanes: 8 }, workgroups: 1, updatesEach: 1 },
} as const satisfies Readonly<Record<string, DeviceProfile>>;

/** A large case: its result and gradients. @returns the largest deviation */
export function largestDeviationOfLarge(name: string, profile: keyof typeof profiles): Promise<number> {
  return deviationOfCase(device, profiles[profile], largeCases[name]!);
}

/** Products of random shapes, their gradients among them, all computed by one variant. */
export function largestDeviationOfRandom(products: ProductKernels, seeds: readonly number[]): Promise<WorstCase> {
  const profile = { products, reductions: "direct", workgroups: 1, updatesEach: 3 } as const;
  return worstOfSeeds(device, profile, randomProduct, seeds);
}

/** Sums, maxima and softmax of random shapes, all computed by one variant. */
export function largestDeviationOfReductions(
  reductions: ReductionKernels,
  seeds: readonly number[],
): Promise<WorstCase> {
  const profile = { products: "direct", reductions, workgroups: 256, updatesEach: 1 } as const;
  return worstOfSeeds(device, profile, randomReduction, seeds);
}

/** Rounding of halves and quarters, and a dropout mask. @returns the largest deviation, which must be 0 */
export function largestDeviationOfExactOps(): Promise<number> {
  const { ops, nodes } = openGraph();
  const x = valuesOf("quarters", 203).map((value) => Math.round(8 * value) / 4);
  const outputs = {
    rounded: ops.round(ops.input("x", [203])).id,
    mask: ops.dropoutMask(ops.key("key"), 0.3, [41, 53]).id,
  };
  const program: Program = { nodes, outputs, assignments: [], updates: [] };
  const inputs: Inputs = { x, key: 0xdeadbeef };
  return validated(device, async () => {
    const executor = openWebgpu(device);
    const [expected, found] = await Promise.all(
      [openFloat64(), executor].map((one) => one.compile(program).run(inputs)),
    );
    executor.dispose();
    return Math.max(...Object.keys(outputs).map((name) => relativeDeviation(expected![name]!, found![name]!)));
  });
}
