/**
 * Matrix products. Both sides are packed first, transposed or not: the left one in panels of four rows, the right one
 * in panels of eight columns; in a panel the summed axis is the outer one.
 */

import { floats, interleaveHigh, interleaveLow, joinHigh, joinLow, multiplyAdd, storeLanes } from "./vectors";

/**
 * Packs the left side. Rows past the last repeat it, so that every tile has four rows.
 * @param rowStride floats from one row to the next; @param depthStride floats from one summed element to the next
 */
export function packLeft(to: usize, from: usize, rows: i32, depth: i32, rowStride: i32, depthStride: i32): void {
  for (let i = 0; i < rows; i += 4) {
    const a = from + floats(i * rowStride);
    const b = from + floats(min(i + 1, rows - 1) * rowStride);
    const c = from + floats(min(i + 2, rows - 1) * rowStride);
    const d = from + floats(min(i + 3, rows - 1) * rowStride);
    let q = 0;
    if (rowStride == 1 && i + 4 <= rows) {
      for (; q < depth; q++) {
        v128.store(to, v128.load(a + floats(q * depthStride)));
        to += 16;
      }
    } else if (depthStride == 1) {
      for (; q + 4 <= depth; q += 4) {
        const at = floats(q);
        const x = v128.load(a + at);
        const y = v128.load(b + at);
        const z = v128.load(c + at);
        const w = v128.load(d + at);
        const xy = interleaveLow(x, y);
        const zw = interleaveLow(z, w);
        const xyHigh = interleaveHigh(x, y);
        const zwHigh = interleaveHigh(z, w);
        v128.store(to, joinLow(xy, zw));
        v128.store(to, joinHigh(xy, zw), 16);
        v128.store(to, joinLow(xyHigh, zwHigh), 32);
        v128.store(to, joinHigh(xyHigh, zwHigh), 48);
        to += 64;
      }
    }
    for (; q < depth; q++) {
      const at = floats(q * depthStride);
      store<f32>(to, load<f32>(a + at));
      store<f32>(to, load<f32>(b + at), 4);
      store<f32>(to, load<f32>(c + at), 8);
      store<f32>(to, load<f32>(d + at), 12);
      to += 16;
    }
  }
}

/** Packs the right side; columns past the last are 0. Strides as in `packLeft`, with columns in place of rows. */
export function packRight(to: usize, from: usize, columns: i32, depth: i32, columnStride: i32, depthStride: i32): void {
  for (let j = 0; j < columns; j += 8) {
    const width = min(8, columns - j);
    const start = from + floats(j * columnStride);
    let q = 0;
    if (columnStride == 1 && width == 8) {
      for (; q < depth; q++) {
        const at = start + floats(q * depthStride);
        v128.store(to, v128.load(at));
        v128.store(to, v128.load(at, 16), 16);
        to += 32;
      }
    } else if (depthStride == 1 && width == 8) {
      const stride = floats(columnStride);
      for (; q + 4 <= depth; q += 4) {
        let at = start + floats(q);
        for (let half = 0; half < 2; half++) {
          const x = v128.load(at);
          const y = v128.load(at + stride);
          const z = v128.load(at + 2 * stride);
          const w = v128.load(at + 3 * stride);
          const xy = interleaveLow(x, y);
          const zw = interleaveLow(z, w);
          const xyHigh = interleaveHigh(x, y);
          const zwHigh = interleaveHigh(z, w);
          v128.store(to, joinLow(xy, zw));
          v128.store(to, joinHigh(xy, zw), 32);
          v128.store(to, joinLow(xyHigh, zwHigh), 64);
          v128.store(to, joinHigh(xyHigh, zwHigh), 96);
          at += 4 * stride;
          to += 16;
        }
        to += 96;
      }
    }
    for (; q < depth; q++) {
      const at = start + floats(q * depthStride);
      for (let c = 0; c < 8; c++)
        store<f32>(to + floats(c), c < width ? load<f32>(at + floats(c * columnStride)) : <f32>0);
      to += 32;
    }
  }
}

/**
 * Applies the epilogue (+ bias, relu, 0 wherever mask is not above 0) to eight sums of one row and stores the first
 * `width` of them.
 * @param bias address of what is added, or 0; @param mask address of the mask's values, or 0
 */
// @ts-ignore: decorator
@inline
export function finishRow(
  to: usize, low: v128, high: v128, width: i32, bias: usize, relu: bool, mask: usize,
): void {
  if (bias) {
    low = f32x4.add(low, v128.load(bias));
    high = f32x4.add(high, v128.load(bias, 16));
  }
  if (relu) {
    low = f32x4.max(low, f32x4.splat(0));
    high = f32x4.max(high, f32x4.splat(0));
  }
  if (mask) {
    low = v128.and(low, f32x4.gt(v128.load(mask), f32x4.splat(0)));
    high = v128.and(high, f32x4.gt(v128.load(mask, 16), f32x4.splat(0)));
  }
  if (width == 8) {
    v128.store(to, low);
    v128.store(to, high, 16);
    return;
  }
  storeLanes(to, low, width);
  if (width > 4) storeLanes(to + 16, high, width - 4);
}

/**
 * to [rows, columns] = left x right, both packed; then + bias, relu, and 0 wherever mask is not above 0.
 * @param bias [columns], or 0; @param mask [rows, columns], or 0
 */
export function multiply(
  to: usize, left: usize, right: usize, rows: i32, columns: i32, depth: i32,
  bias: usize, relu: bool, mask: usize,
): void {
  const rowBytes = floats(columns);
  for (let j = 0; j < columns; j += 8) {
    const width = min(8, columns - j);
    const panel = right + floats(j * depth);
    const end = panel + floats(8 * depth);
    const panelBias = bias ? bias + floats(j) : 0;
    for (let i = 0; i < rows; i += 4) {
      let a = left + floats(i * depth);
      let b = panel;
      let c00 = f32x4.splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00;
      while (b < end) {
        const low = v128.load(b);
        const high = v128.load(b, 16);
        let x = v128.load_splat<f32>(a);
        c00 = multiplyAdd(x, low, c00);
        c01 = multiplyAdd(x, high, c01);
        x = v128.load_splat<f32>(a, 4);
        c10 = multiplyAdd(x, low, c10);
        c11 = multiplyAdd(x, high, c11);
        x = v128.load_splat<f32>(a, 8);
        c20 = multiplyAdd(x, low, c20);
        c21 = multiplyAdd(x, high, c21);
        x = v128.load_splat<f32>(a, 12);
        c30 = multiplyAdd(x, low, c30);
        c31 = multiplyAdd(x, high, c31);
        a += 16;
        b += 32;
      }
      let at = floats(i * columns + j);
      const remaining = rows - i;
      finishRow(to + at, c00, c01, width, panelBias, relu, mask ? mask + at : 0);
      if (remaining < 2) continue;
      at += rowBytes;
      finishRow(to + at, c10, c11, width, panelBias, relu, mask ? mask + at : 0);
      if (remaining < 3) continue;
      at += rowBytes;
      finishRow(to + at, c20, c21, width, panelBias, relu, mask ? mask + at : 0);
      if (remaining < 4) continue;
      at += rowBytes;
      finishRow(to + at, c30, c31, width, panelBias, relu, mask ? mask + at : 0);
    }
  }
}
