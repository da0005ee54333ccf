/**
 * Products whose left side is mostly 0, as images of digits are: only what is not 0 is multiplied. The left side is
 * first brought into compressed sparse rows (CSR): its values other than 0 row after row, each with its index along the
 * row, and where each row starts.
 */

import { finishRow } from "./matmul";
import { floats, interleaveHigh, interleaveLow, joinHigh, joinLow, multiplyAdd } from "./vectors";

/**
 * Sparse rows of a matrix [rows, depth].
 * @param starts [rows + 1], where each row's values begin; @param indices of the values along their rows
 * @param capacity values other than 0 that are accepted; there is room for one more row of values
 * @returns false when there are more, with incomplete rows
 */
export function sparseRows(
  starts: usize, indices: usize, values: usize, from: usize, rows: i32, depth: i32, capacity: i32,
): bool {
  let count = 0;
  for (let r = 0; r < rows; r++) {
    store<i32>(starts + floats(r), count);
    if (count > capacity) return false;
    let at = from + floats(r * depth);
    // Without a branch: a value that is 0 is overwritten by the next.
    for (let index = 0; index < depth; index++) {
      const value = load<f32>(at);
      store<f32>(values + floats(count), value);
      store<i32>(indices + floats(count), index);
      count += i32(value != 0);
      at += 4;
    }
  }
  store<i32>(starts + floats(rows), count);
  return true;
}

/** One bit for each of 64 bytes: 1 where the byte is not 0. */
// @ts-ignore: decorator
@inline
function nonZeroBits64(bytes: usize): u64 {
  const none = i8x16.splat(0);
  const a = <u64>i8x16.bitmask(i8x16.ne(v128.load(bytes), none));
  const b = <u64>i8x16.bitmask(i8x16.ne(v128.load(bytes, 16), none));
  const c = <u64>i8x16.bitmask(i8x16.ne(v128.load(bytes, 32), none));
  const d = <u64>i8x16.bitmask(i8x16.ne(v128.load(bytes, 48), none));
  return a | (b << 16) | (c << 32) | (d << 48);
}

/** Sparse rows of images of bytes [count, size] as floats, bytes / 255: those of the floats that `gather` makes. */
export function sparseRowsOfBytes(
  starts: usize, indices: usize, values: usize, bytes: usize, count: i32, size: i32, capacity: i32,
): bool {
  let found = 0;
  for (let r = 0; r < count; r++) {
    store<i32>(starts + floats(r), found);
    if (found > capacity) return false;
    const from = bytes + <usize>(r * size);
    for (let block = 0; block < size; block += 64) {
      let nonZero = nonZeroBits64(from + block);
      if (size - block < 64) nonZero &= (<u64>1 << (size - block)) - 1;
      while (nonZero != 0) {
        const index = block + <i32>ctz(nonZero);
        nonZero &= nonZero - 1;
        store<i32>(indices + floats(found), index);
        store<f32>(values + floats(found), <f32>load<u8>(from + index));
        found++;
      }
    }
  }
  store<i32>(starts + floats(count), found);
  const byteMax = f32x4.splat(255);
  // Up to three values past the last are divided too; there is room for them.
  for (let n = 0; n < found; n += 4) {
    const at = values + floats(n);
    v128.store(at, f32x4.div(v128.load(at), byteMax));
  }
  return true;
}

/** Sparse rows of the transpose, [depth, rows], from those of a matrix [rows, depth]. */
export function transposeSparse(
  toStarts: usize, toIndices: usize, toValues: usize, starts: usize, indices: usize, values: usize,
  rows: i32, depth: i32,
): void {
  memory.fill(toStarts, 0, floats(depth + 1));
  const count = load<i32>(starts + floats(rows));
  for (let n = 0; n < count; n++) {
    const at = toStarts + floats(load<i32>(indices + floats(n)) + 1);
    store<i32>(at, load<i32>(at) + 1);
  }
  for (let k = 0; k < depth; k++) {
    const at = toStarts + floats(k);
    store<i32>(at, load<i32>(at) + load<i32>(at, 4), 4);
  }
  // Each start is used as the next free element of its row, which moves it to the start of the row after it; the starts
  // are then shifted back by one row.
  for (let r = 0; r < rows; r++)
    for (let n = load<i32>(starts + floats(r)); n < load<i32>(starts + floats(r + 1)); n++) {
      const at = toStarts + floats(load<i32>(indices + floats(n)));
      const free = load<i32>(at);
      store<i32>(at, free + 1);
      store<i32>(toIndices + floats(free), r);
      store<f32>(toValues + floats(free), load<f32>(values + floats(n)));
    }
  for (let k = depth; k > 0; k--) store<i32>(toStarts + floats(k), load<i32>(toStarts + floats(k - 1)));
  store<i32>(toStarts, 0);
}

/** Columns of the right side that are multiplied at a time, and their bytes. */
const PANEL_COLUMNS: i32 = 32;
const PANEL_BYTES: usize = 128;
/** Rows of the right side that are multiplied at a time: with 32 columns they stay in the first-level cache. */
const PANEL_ROWS: i32 = 192;

/**
 * Copies `depth` rows of `width` columns of the right side, at most 32, so that they lie together: [depth, 32]. What is in the columns
 * past them does not matter. Strides are those of `packRight`.
 */
function packPanel(to: usize, from: usize, width: i32, depth: i32, columnStride: i32, depthStride: i32): void {
  if (columnStride == 1) {
    const stride = floats(depthStride);
    for (let q = 0; q < depth; q++) {
      // A narrow panel is read past its end, up to the slack behind every buffer.
      for (let c: usize = 0; c < PANEL_BYTES; c += 32) {
        v128.store(to + c, v128.load(from + c));
        v128.store(to + c, v128.load(from + c, 16), 16);
      }
      from += stride;
      to += PANEL_BYTES;
    }
    return;
  }
  const stride = floats(columnStride);
  let c = 0;
  for (; c + 4 <= width && depthStride == 1; c += 4) {
    let at = from + floats(c * columnStride);
    let out = to + floats(c);
    let q = 0;
    for (; q + 4 <= depth; q += 4) {
      const x = v128.load(at);
      const y = v128.load(at + stride);
      const z = v128.load(at + 2 * stride);
      const w = v128.load(at + 3 * stride);
      const xy = interleaveLow(x, y);
      const zw = interleaveLow(z, w);
      const xyHigh = interleaveHigh(x, y);
      const zwHigh = interleaveHigh(z, w);
      v128.store(out, joinLow(xy, zw));
      v128.store(out, joinHigh(xy, zw), PANEL_BYTES);
      v128.store(out, joinLow(xyHigh, zwHigh), 2 * PANEL_BYTES);
      v128.store(out, joinHigh(xyHigh, zwHigh), 3 * PANEL_BYTES);
      at += 16;
      out += 4 * PANEL_BYTES;
    }
    for (; q < depth; q++) {
      for (let i = 0; i < 4; i++) store<f32>(out + floats(i), load<f32>(at + <usize>i * stride));
      at += 4;
      out += PANEL_BYTES;
    }
  }
  for (; c < width; c++)
    for (let q = 0; q < depth; q++)
      store<f32>(to + floats(q * PANEL_COLUMNS + c), load<f32>(from + floats(c * columnStride + q * depthStride)));
}

/**
 * Where the values of each row are that meet each panel of the right side.
 * @param bounds [panels + 1, rows]: a row's values of panel p are those from bounds[p] up to bounds[p + 1]
 */
function findBounds(bounds: usize, starts: usize, indices: usize, rows: i32, panels: i32): void {
  for (let r = 0; r < rows; r++) {
    let n = load<i32>(starts + floats(r));
    const end = load<i32>(starts + floats(r + 1));
    for (let p = 0; p <= panels; p++) {
      while (n < end && load<i32>(indices + floats(n)) < p * PANEL_ROWS) n++;
      store<i32>(bounds + floats(p * rows + r), n);
    }
  }
}

/**
 * Adds one panel of a product with a sparse left side to its sums, which are in registers for one row at a time: 32
 * columns where `wide`, else 16. In the last panel of some columns the sums are stored as the result.
 * @param origin where the panel would begin if it had all rows of the right side
 * @param bounds [2, rows] of this panel, see `findBounds`; @param sums [rows, 32] of the panels before
 */
// @ts-ignore: decorator
@inline
function multiplyPanel(
  wide: bool, to: usize, bounds: usize, indices: usize, values: usize, origin: usize, sums: usize, rows: i32,
  columns: i32, width: i32, isFirst: bool, isLast: bool, bias: usize, relu: bool, mask: usize,
): void {
  for (let r = 0; r < rows; r++) {
    let c0 = f32x4.splat(0), c1 = c0, c2 = c0, c3 = c0, c4 = c0, c5 = c0, c6 = c0, c7 = c0;
    const sum = sums + <usize>r * PANEL_BYTES;
    if (!isFirst) {
      c0 = v128.load(sum);
      c1 = v128.load(sum, 16);
      c2 = v128.load(sum, 32);
      c3 = v128.load(sum, 48);
      if (wide) {
        c4 = v128.load(sum, 64);
        c5 = v128.load(sum, 80);
        c6 = v128.load(sum, 96);
        c7 = v128.load(sum, 112);
      }
    }
    let n = floats(load<i32>(bounds + floats(r)));
    const end = floats(load<i32>(bounds + floats(rows + r)));
    // Two at a time, in order, so that the sums are those of the dense product.
    for (; n + 4 < end; n += 8) {
      const x = v128.load_splat<f32>(values + n);
      const b = origin + <usize>load<u32>(indices + n) * PANEL_BYTES;
      const y = v128.load_splat<f32>(values + n, 4);
      const d = origin + <usize>load<u32>(indices + n, 4) * PANEL_BYTES;
      c0 = multiplyAdd(y, v128.load(d), multiplyAdd(x, v128.load(b), c0));
      c1 = multiplyAdd(y, v128.load(d, 16), multiplyAdd(x, v128.load(b, 16), c1));
      c2 = multiplyAdd(y, v128.load(d, 32), multiplyAdd(x, v128.load(b, 32), c2));
      c3 = multiplyAdd(y, v128.load(d, 48), multiplyAdd(x, v128.load(b, 48), c3));
      if (!wide) continue;
      c4 = multiplyAdd(y, v128.load(d, 64), multiplyAdd(x, v128.load(b, 64), c4));
      c5 = multiplyAdd(y, v128.load(d, 80), multiplyAdd(x, v128.load(b, 80), c5));
      c6 = multiplyAdd(y, v128.load(d, 96), multiplyAdd(x, v128.load(b, 96), c6));
      c7 = multiplyAdd(y, v128.load(d, 112), multiplyAdd(x, v128.load(b, 112), c7));
    }
    if (n < end) {
      const x = v128.load_splat<f32>(values + n);
      const b = origin + <usize>load<u32>(indices + n) * PANEL_BYTES;
      c0 = multiplyAdd(x, v128.load(b), c0);
      c1 = multiplyAdd(x, v128.load(b, 16), c1);
      c2 = multiplyAdd(x, v128.load(b, 32), c2);
      c3 = multiplyAdd(x, v128.load(b, 48), c3);
      if (wide) {
        c4 = multiplyAdd(x, v128.load(b, 64), c4);
        c5 = multiplyAdd(x, v128.load(b, 80), c5);
        c6 = multiplyAdd(x, v128.load(b, 96), c6);
        c7 = multiplyAdd(x, v128.load(b, 112), c7);
      }
    }
    if (!isLast) {
      v128.store(sum, c0);
      v128.store(sum, c1, 16);
      v128.store(sum, c2, 32);
      v128.store(sum, c3, 48);
      if (!wide) continue;
      v128.store(sum, c4, 64);
      v128.store(sum, c5, 80);
      v128.store(sum, c6, 96);
      v128.store(sum, c7, 112);
      continue;
    }
    const row = floats(r * columns);
    const at = to + row;
    const panelMask = mask ? mask + row : 0;
    finishRow(at, c0, c1, min(8, width), bias, relu, panelMask);
    if (width > 8)
      finishRow(at + 32, c2, c3, min(8, width - 8), bias ? bias + 32 : 0, relu, panelMask ? panelMask + 32 : 0);
    if (width > 16)
      finishRow(at + 64, c4, c5, min(8, width - 16), bias ? bias + 64 : 0, relu, panelMask ? panelMask + 64 : 0);
    if (width > 24)
      finishRow(at + 96, c6, c7, width - 24, bias ? bias + 96 : 0, relu, panelMask ? panelMask + 96 : 0);
  }
}

/**
 * to [rows, columns] = sparse rows [rows, depth] x right [depth, columns], with an epilogue as `multiply` has.
 * @param room for a panel of the right side [192, 32], sums [rows, 32], and bounds [panels + 1, rows] of the panels
 */
export function multiplySparse(
  to: usize, starts: usize, indices: usize, values: usize, right: usize, room: usize, rows: i32, columns: i32,
  depth: i32, columnStride: i32, depthStride: i32, bias: usize, relu: bool, mask: usize,
): void {
  const sums = room + <usize>PANEL_ROWS * PANEL_BYTES;
  const bounds = sums + <usize>rows * PANEL_BYTES;
  const panels = (depth + PANEL_ROWS - 1) / PANEL_ROWS;
  findBounds(bounds, starts, indices, rows, panels);
  for (let j = 0; j < columns; j += PANEL_COLUMNS) {
    const at = floats(j);
    const width = min(PANEL_COLUMNS, columns - j);
    const panelBias = bias ? bias + at : 0;
    const panelMask = mask ? mask + at : 0;
    for (let p = 0; p < panels; p++) {
      const first = p * PANEL_ROWS;
      const height = min(PANEL_ROWS, depth - first);
      packPanel(room, right + floats(j * columnStride + first * depthStride), width, height, columnStride, depthStride);
      const origin = room - <usize>first * PANEL_BYTES;
      const own = bounds + floats(p * rows);
      const isLast = p == panels - 1;
      if (width > 16)
        multiplyPanel(
          true, to + at, own, indices, values, origin, sums, rows, columns, width, p == 0, isLast, panelBias, relu,
          panelMask,
        );
      else
        multiplyPanel(
          false, to + at, own, indices, values, origin, sums, rows, columns, width, p == 0, isLast, panelBias, relu,
          panelMask,
        );
    }
  }
}

/** Four elements of a row from element `from` on; those past `columns` are 0. */
// @ts-ignore: decorator
@inline
function rowLanes(row: usize, from: i32, columns: i32): v128 {
  const inside = i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(columns - from));
  return v128.and(v128.load(row + floats(from)), inside);
}

/**
 * to [depth, columns] = the transpose of sparse rows [rows, depth] x right [rows, columns], for at most 32 columns.
 * Each value of a sparse row adds a multiple of a row of the right side, which is in registers, to a row of the result.
 */
export function scatterSparse(
  to: usize, starts: usize, indices: usize, values: usize, right: usize, rows: i32, depth: i32, columns: i32,
): void {
  const rowBytes = floats(columns);
  memory.fill(to, 0, <usize>depth * rowBytes);
  // 32 columns are added to each row: past its end this adds 0 to the next row, or to the 32 floats after the result,
  // which are restored at the end.
  const after = to + <usize>depth * rowBytes;
  const a0 = v128.load(after);
  const a1 = v128.load(after, 16);
  const a2 = v128.load(after, 32);
  const a3 = v128.load(after, 48);
  const a4 = v128.load(after, 64);
  const a5 = v128.load(after, 80);
  const a6 = v128.load(after, 96);
  const a7 = v128.load(after, 112);
  for (let r = 0; r < rows; r++) {
    const row = right + <usize>r * rowBytes;
    const g0 = rowLanes(row, 0, columns);
    const g1 = rowLanes(row, 4, columns);
    const g2 = rowLanes(row, 8, columns);
    const g3 = rowLanes(row, 12, columns);
    const g4 = rowLanes(row, 16, columns);
    const g5 = rowLanes(row, 20, columns);
    const g6 = rowLanes(row, 24, columns);
    const g7 = rowLanes(row, 28, columns);
    let n = floats(load<i32>(starts + floats(r)));
    const end = floats(load<i32>(starts + floats(r + 1)));
    for (; n < end; n += 4) {
      const x = v128.load_splat<f32>(values + n);
      const c = to + <usize>load<u32>(indices + n) * rowBytes;
      v128.store(c, multiplyAdd(x, g0, v128.load(c)));
      v128.store(c, multiplyAdd(x, g1, v128.load(c, 16)), 16);
      v128.store(c, multiplyAdd(x, g2, v128.load(c, 32)), 32);
      v128.store(c, multiplyAdd(x, g3, v128.load(c, 48)), 48);
      v128.store(c, multiplyAdd(x, g4, v128.load(c, 64)), 64);
      v128.store(c, multiplyAdd(x, g5, v128.load(c, 80)), 80);
      v128.store(c, multiplyAdd(x, g6, v128.load(c, 96)), 96);
      v128.store(c, multiplyAdd(x, g7, v128.load(c, 112)), 112);
    }
  }
  v128.store(after, a0);
  v128.store(after, a1, 16);
  v128.store(after, a2, 32);
  v128.store(after, a3, 48);
  v128.store(after, a4, 64);
  v128.store(after, a5, 80);
  v128.store(after, a6, 96);
  v128.store(after, a7, 112);
}
