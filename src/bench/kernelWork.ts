/**
 * What a kernel has to do at least: floating-point operations, and bytes of device memory that are read and written once.
 * The larger of both, divided by the device's rates, is a floor of its time.
 */

import type { DeviceProfile } from "../tensor/executors/webgpu/deviceProfile.ts";
import {
  convolvedSides,
  directTileOf,
  isProduct,
  productSize,
  tilingOf,
} from "../tensor/executors/webgpu/productTiling.ts";
import type { KernelContents, ProgramLayout } from "../tensor/executors/webgpu/programLayout.ts";
import { volume } from "../tensor/graph.ts";
import { type BufferId, buffersReadBy, type PlannedOp } from "../tensor/plan/plannedOps.ts";

/** The work of one kernel. */
export interface KernelWork {
  /** the operations in it, such as "matmul 128x800x784" */
  readonly title: string;
  /** floating-point operations; a multiplication and an addition count as two, and exponentials and logarithms as one */
  readonly flops: number;
  readonly bytes: number;
  /** floats that products read from memory, each as often as an invocation or a workgroup reads it; 0 in other kernels */
  readonly loads: number;
  readonly workgroups: number;
}

/**
 * The share of a device's processors that have work, 0..1, where each runs one workgroup at a time and all take as long: the
 * last of several rounds is seldom full.
 */
export function occupancy(workgroups: number, processors: number): number {
  return workgroups / (Math.ceil(workgroups / processors) * processors);
}

/** Floats that a product reads: by an invocation for each tile, or by a workgroup for each. */
function productLoads(op: PlannedOp, profile: DeviceProfile): number {
  if (!isProduct(op)) return 0;
  const { batch, rows, columns, depth } = productSize(op);
  const [high, wide] = tilingOf(op, profile)?.tile ?? directTileOf(op, profile);
  return batch * Math.ceil(rows / high) * Math.ceil(columns / wide) * (high + wide) * depth;
}

/** Passes over its row by each element of a softmax: the maximum, a difference, the exponential, their sum, a quotient. */
const SOFTMAX_PASSES = 5;
/** Operations of an update for each parameter, as the kernel has them. */
const UPDATE_FLOPS = { adam: 14, momentum: 4, sgd: 2 } as const;
/** Floats that an update reads and writes for each parameter, its gradient among them. */
const UPDATE_FLOATS = { adam: 7, momentum: 5, sgd: 3 } as const;

type SizeOf = (buffer: BufferId) => number;

function operationFlops(op: PlannedOp, sizeOf: SizeOf): number {
  const out = sizeOf(op.to);
  switch (op.kind) {
    case "matmul": {
      const { bias, relu, mask } = op.epilogue;
      const afterwards = [bias !== null, relu, mask !== null].filter(Boolean).length;
      return 2 * op.batch * op.rows * op.columns * op.depth + afterwards * out;
    }
    case "convolve":
    case "convolveInputGradient":
    case "convolveFilterGradient": {
      const [high, wide] = convolvedSides(op);
      return 2 * op.images[0]! * high * wide * volume(op.filter);
    }
    case "depthwise":
    case "depthwiseInputGradient":
    case "depthwiseFilterGradient":
      return 2 * volume(op.images) * op.kernel ** 2;
    case "binary":
      return op.operation === "copy" ? 0 : out;
    case "unary":
    case "maxPoolGradient":
      return out;
    case "sum":
      return op.outer * op.middle * op.inner;
    case "softmax":
    case "logSoftmax":
      return SOFTMAX_PASSES * out;
    case "max":
    case "maxPool":
      return sizeOf(op.from);
    case "pad":
    case "dropoutMask":
      return 0;
    default:
      return op satisfies never;
  }
}

/** Floats of a buffer that an operation reads: a slice is smaller than its buffer, and a broadcast buffer is read once. */
function floatsRead(op: PlannedOp, buffer: BufferId, sizeOf: SizeOf): number {
  return op.kind === "binary" ? Math.min(sizeOf(buffer), volume(op.shape)) : sizeOf(buffer);
}

const inParts = ({ parts }: { readonly parts: number }) => (parts === 1 ? "" : ` in ${parts} parts`);

function titleOf({ gathers, operations, updates, limited }: KernelContents): string {
  if (limited > 0) return "norm limit";
  if (updates.length > 0) return `update (${[...new Set(updates.map(({ update }) => update.optimizer))].join(", ")})`;
  const names = [
    ...gathers.map(({ count }) => `gather ${count} images`),
    ...operations.map((op) => {
      if (op.kind === "matmul")
        return `matmul ${op.batch > 1 ? `${op.batch}x` : ""}${op.rows}x${op.columns}x${op.depth}${inParts(op)}`;
      if ("filter" in op) return `${op.kind} ${op.images.join("x")} by ${op.filter.join("x")}${inParts(op)}`;
      return op.kind === "binary" || op.kind === "unary" ? op.operation : op.kind;
    }),
  ];
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => (count > 1 ? `${count} ${name}` : name)).join(", ");
}

function bytesOf({ gathers, operations, updates, limited }: KernelContents, sizeOf: SizeOf): number {
  const pixels = gathers.reduce(
    (sum, { count, height, width, channels }) => sum + count * height * width * channels,
    0,
  );
  const written = new Set<BufferId>(gathers.map(({ to }) => to));
  const read = new Map<BufferId, number>();
  for (const op of operations) {
    for (const buffer of buffersReadBy(op))
      if (!written.has(buffer)) read.set(buffer, Math.max(read.get(buffer) ?? 0, floatsRead(op, buffer, sizeOf)));
    written.add(op.to);
  }
  const floats =
    [...read.values()].reduce((sum, size) => sum + size, 0) +
    [...written].reduce((sum, buffer) => sum + sizeOf(buffer), 0) +
    updates.reduce((sum, { update, size }) => sum + UPDATE_FLOATS[update.optimizer] * size, 0) +
    2 * limited;
  // The gathered pixels are read as bytes.
  return 4 * floats + pixels;
}

/** The work of each kernel of a program, in their order. */
export function kernelWorkOf(
  { contents, sizes, kernels }: Pick<ProgramLayout, "contents" | "sizes" | "kernels">,
  profile: DeviceProfile,
): readonly KernelWork[] {
  const sizeOf = (buffer: BufferId) => sizes.get(buffer)!;
  return contents.map((kernel, i) => ({
    title: titleOf(kernel),
    flops:
      kernel.operations.reduce((sum, op) => sum + operationFlops(op, sizeOf), 0) +
      kernel.updates.reduce((sum, { update, size }) => sum + UPDATE_FLOPS[update.optimizer] * size, 0) +
      3 * kernel.limited,
    bytes: bytesOf(kernel, sizeOf),
    loads: kernel.operations.reduce((sum, op) => sum + productLoads(op, profile), 0),
    workgroups: kernels[i]!.workgroups,
  }));
}
