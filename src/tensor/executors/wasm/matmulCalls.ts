/** Matrix products as calls of kernels: dense, or with a sparse left side where it has enough zeros. */

import type { PlannedOp, PlannedOpOf } from "../../plan/plannedOps.ts";
import {
  type BufferAddresses,
  epilogueArguments,
  type KernelCall,
  type Keys,
  type Scratch,
} from "./bufferAddresses.ts";
import type { KernelMemory } from "./kernelModule.ts";
import { at, atIfAny, named } from "./kernelSignatures.ts";

/** Share of values other than 0 above which a dense product is faster. */
const MAX_DENSITY = 0.45;
/** Columns below which computing the sparse rows costs more than it saves. */
const MIN_COLUMNS = 16;
/** Columns up to which a transposed product scatters into its result, instead of transposing the sparse rows. */
const MAX_SCATTER_COLUMNS = 32;
/** Rows and columns of the right side that a sparse product has at a time. */
const [PANEL_ROWS, PANEL_COLUMNS] = [192, 32];

type Matmul = PlannedOpOf<"matmul">;

/** Whether a product skips the zeros of its left side, if that has enough of them. Batches of products do not. */
export function skipsZeros(op: PlannedOp, isSparseCandidate: BufferAddresses["isSparseCandidate"]): boolean {
  return op.kind === "matmul" && op.batch === 1 && op.columns >= MIN_COLUMNS && isSparseCandidate(op.left);
}

/** Floats from one column of the right side to the next, and from one summed element to the next. */
function rightStrides({ transposeB, columns, depth }: Matmul) {
  return named({ columnStride: transposeB ? depth : 1, depthStride: transposeB ? 1 : columns });
}

function bindDense(op: Matmul, { kernels }: KernelMemory, addresses: BufferAddresses): KernelCall {
  const { batch, transposeA } = op;
  const { rows, columns, depth } = named({ rows: op.rows, columns: op.columns, depth: op.depth });
  const left = named({
    to: addresses.scratch("left", Math.ceil(rows / 4) * 4 * depth),
    from: addresses.address(op.left),
    rowStride: transposeA ? 1 : depth,
    depthStride: transposeA ? rows : 1,
  });
  const right = named({
    to: addresses.scratch("right", Math.ceil(columns / 8) * 8 * depth),
    from: addresses.address(op.right),
    ...rightStrides(op),
  });
  const product = named({ to: addresses.address(op.to), left: left.to, right: right.to });
  const { bias, relu, mask } = epilogueArguments(op.epilogue, addresses);
  if (batch > 1) {
    const [leftBytes, rightBytes, outBytes] = [4 * rows * depth, 4 * depth * columns, 4 * rows * columns];
    return () => {
      for (let i = 0; i < batch; i++) {
        kernels.packLeft(left.to, at(left.from, i * leftBytes), rows, depth, left.rowStride, left.depthStride);
        kernels.packRight(
          right.to,
          at(right.from, i * rightBytes),
          columns,
          depth,
          right.columnStride,
          right.depthStride,
        );
        const to = at(product.to, i * outBytes);
        const maskHere = atIfAny(mask, i * outBytes);
        kernels.multiply(to, product.left, product.right, rows, columns, depth, bias, relu, maskHere);
      }
    };
  }
  return () => {
    kernels.packLeft(left.to, left.from, rows, depth, left.rowStride, left.depthStride);
    kernels.packRight(right.to, right.from, columns, depth, right.columnStride, right.depthStride);
    kernels.multiply(product.to, product.left, product.right, rows, columns, depth, bias, relu, mask);
  };
}

/** Sparse rows in scratch memory, with room for all values that a matrix [rows, depth] may have other than 0. */
function reserveSparse(use: Scratch, rows: number, room: number, { scratch }: BufferAddresses) {
  const starts = scratch(use, rows + 1 + 2 * room);
  return named({ starts, indices: starts + 4 * (rows + 1), values: starts + 4 * (rows + 1 + room) });
}

type SparseRows = ReturnType<typeof reserveSparse>;

/** The left side of a product as sparse rows, not transposed. */
function bindSparseRows(op: Matmul, { kernels }: KernelMemory, addresses: BufferAddresses) {
  const [rows, depth] = op.transposeA ? [op.depth, op.rows] : [op.rows, op.depth];
  const capacity = Math.floor(rows * depth * MAX_DENSITY);
  const room = capacity + depth + 1;
  const sparse = reserveSparse(`sparse rows ${op.left}`, rows, room, addresses);
  const { starts, indices, values } = sparse;
  const matrix = named({ from: addresses.address(op.left), rows, depth, capacity });
  const images = named({ count: rows, size: depth });
  const state = addresses.sparseRows(op.left);
  const staged = addresses.staged(op.left);
  const compute = (): boolean => {
    if (!staged?.gather)
      return kernels.sparseRows(starts, indices, values, matrix.from, matrix.rows, matrix.depth, matrix.capacity) !== 0;
    const { bytes } = staged;
    if (kernels.sparseRowsOfBytes(starts, indices, values, bytes, images.count, images.size, matrix.capacity) !== 0)
      return true;
    staged.gather();
    staged.gather = null;
    return false;
  };
  return {
    ...sparse,
    rows: matrix.rows,
    depth: matrix.depth,
    room,
    /** computes the rows at the first product of a run that needs them; @returns false where there are too few zeros */
    fits(run: Keys): boolean {
      if (state.run !== run) {
        state.run = run;
        state.fits = compute();
      }
      return state.fits;
    },
  };
}

/** The call that computes a product, or each product of a batch. */
export function bindMatmul(op: Matmul, memory: KernelMemory, addresses: BufferAddresses): KernelCall {
  const dense = bindDense(op, memory, addresses);
  if (!skipsZeros(op, addresses.isSparseCandidate)) return dense;
  const { kernels } = memory;
  const left = bindSparseRows(op, memory, addresses);
  const { to, right } = named({ to: addresses.address(op.to), right: addresses.address(op.right) });
  const { rows, columns, depth } = named({ rows: op.rows, columns: op.columns, depth: op.depth });
  const { columnStride, depthStride } = rightStrides(op);
  const bounds = (Math.ceil(op.depth / PANEL_ROWS) + 1) * op.rows;
  const { room } = named({ room: addresses.scratch("right", PANEL_COLUMNS * (PANEL_ROWS + op.rows) + bounds) });
  const { bias, relu, mask } = epilogueArguments(op.epilogue, addresses);
  const multiply = ({ starts, indices, values }: SparseRows) => {
    const sides = [to, starts, indices, values, right, room] as const;
    kernels.multiplySparse(...sides, rows, columns, depth, columnStride, depthStride, bias, relu, mask);
  };
  if (!op.transposeA)
    return (keys) => {
      if (!left.fits(keys)) return dense(keys);
      multiply(left);
    };
  const { starts, indices, values } = left;
  if (!op.transposeB && columns <= MAX_SCATTER_COLUMNS && bias === 0 && relu === 0 && mask === 0)
    return (keys) => {
      if (!left.fits(keys)) return dense(keys);
      kernels.scatterSparse(to, starts, indices, values, right, left.rows, left.depth, columns);
    };
  const transposed = reserveSparse("transposed sparse rows", rows, left.room, addresses);
  const { toStarts, toIndices, toValues } = named({
    toStarts: transposed.starts,
    toIndices: transposed.indices,
    toValues: transposed.values,
  });
  return (keys) => {
    if (!left.fits(keys)) return dense(keys);
    kernels.transposeSparse(toStarts, toIndices, toValues, starts, indices, values, left.rows, left.depth);
    multiply(transposed);
  };
}
