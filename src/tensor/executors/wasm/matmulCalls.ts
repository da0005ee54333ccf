/** Matrix products as calls of kernels: dense, or from sparse rows where the left side has enough zeros. */

import type { PlannedOp } from "../../plan/plannedOps.ts";
import { type BufferAddresses, epilogueOf, type KernelCall, type Scratch } from "./bufferAddresses.ts";
import type { KernelMemory } from "./kernelModule.ts";

/** Share of values other than 0 above which a dense product is faster. */
const MAX_DENSITY = 0.4;
/** Columns below which the list costs more than it saves. */
const MIN_COLUMNS = 16;
/** Columns up to which the result of a transposed list is added to in place, instead of turning the list. */
const MAX_SCATTER_COLUMNS = 32;

/** True for products that skip the zeros of their left side, if it has enough of them. */
export function skipsZeros(work: PlannedOp, sparse: BufferAddresses["sparse"]): boolean {
  return work.kind === "matmul" && !work.transposeB && work.columns >= MIN_COLUMNS && sparse(work.left);
}

/** The call that computes a product, or one product after the other. */
export function bindMatmul(
  work: Extract<PlannedOp, { kind: "matmul" }>,
  { kernels }: KernelMemory,
  places: BufferAddresses,
): KernelCall {
  const { batch, rows, columns, depth, transposeA, transposeB } = work;
  const [to, left, right] = [work.to, work.left, work.right].map(places.address) as [number, number, number];
  const packedLeft = places.scratch("left", Math.ceil(rows / 4) * 4 * depth);
  const packedRight = places.scratch("right", Math.ceil(columns / 8) * 8 * depth);
  const [bias, relu, mask] = epilogueOf(work.epilogue, places);
  const [rowStep, leftDepth] = transposeA ? [1, rows] : [depth, 1];
  const [columnStep, rightDepth] = transposeB ? [depth, 1] : [1, columns];
  if (batch > 1) {
    const [leftBytes, rightBytes, outBytes] = [4 * rows * depth, 4 * depth * columns, 4 * rows * columns];
    return () => {
      for (let i = 0; i < batch; i++) {
        kernels.packLeft(packedLeft, left + i * leftBytes, rows, depth, rowStep, leftDepth);
        kernels.packRight(packedRight, right + i * rightBytes, columns, depth, columnStep, rightDepth);
        const gate = mask === 0 ? 0 : mask + i * outBytes;
        kernels.multiply(to + i * outBytes, packedLeft, packedRight, rows, columns, depth, bias, relu, gate);
      }
    };
  }
  const dense: KernelCall = () => {
    kernels.packLeft(packedLeft, left, rows, depth, rowStep, leftDepth);
    kernels.packRight(packedRight, right, columns, depth, columnStep, rightDepth);
    kernels.multiply(to, packedLeft, packedRight, rows, columns, depth, bias, relu, mask);
  };
  if (!skipsZeros(work, places.sparse)) return dense;
  // The left side as it lies: its own rows, which a transposed product sums over.
  const [lying, across] = transposeA ? [depth, rows] : [rows, depth];
  const most = Math.floor(lying * across * MAX_DENSITY);
  const listOf = (use: Scratch, of: number) => {
    const room = most + across + 1;
    const starts = places.scratch(use, of + 1 + 2 * room);
    return [starts, starts + 4 * (of + 1), starts + 4 * (of + 1 + room)] as const;
  };
  const own = listOf(`list ${work.left}`, lying);
  const rowsState = places.sparseRows(work.left);
  const scatters = transposeA && columns <= MAX_SCATTER_COLUMNS && bias === 0 && relu === 0 && mask === 0;
  const turned = transposeA && !scatters ? listOf("turned", rows) : own;
  const staged = places.staged(work.left);
  const list = (): boolean => {
    if (!staged?.gather) return kernels.list(...own, left, lying, across, most) !== 0;
    if (kernels.listBytes(...own, staged.bytes, lying, across, most) !== 0) return true;
    staged.gather();
    staged.gather = null;
    return false;
  };
  return (keys) => {
    // One list a run serves every product with this left side.
    if (rowsState.of !== keys) {
      rowsState.of = keys;
      rowsState.fits = list();
    }
    if (!rowsState.fits) return dense(keys);
    if (scatters) return kernels.scatterListed(to, ...own, right, lying, across, columns);
    if (transposeA) kernels.turnList(...turned, ...own, lying, across);
    kernels.multiplyListed(to, ...turned, right, rows, columns, bias, relu, mask);
  };
}
