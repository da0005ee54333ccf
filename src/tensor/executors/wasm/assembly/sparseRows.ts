/**
 * Products whose left side is mostly 0, as images of digits are: only what is not 0 is multiplied. The left side is
 * first written down as a list, row after row, of its values that are not 0 and of the places along the row they have.
 */

import { finishRow } from "./matmul";
import { floats, multiplyAdd } from "./vectors";

/**
 * Lists a matrix [rows, depth].
 * @param starts [rows + 1] where each row's list begins; @param places of the values along their rows
 * @param most values to list before giving up
 * @returns true when all values found a place
 */
export function list(
  starts: usize, places: usize, values: usize, from: usize, rows: i32, depth: i32, most: i32,
): bool {
  let count = 0;
  for (let r = 0; r < rows; r++) {
    store<i32>(starts + floats(r), count);
    if (count > most) return false;
    let at = from + floats(r * depth);
    // No branch: a value that is 0 is overwritten by the next.
    for (let place = 0; place < depth; place++) {
      const value = load<f32>(at);
      store<f32>(values + floats(count), value);
      store<i32>(places + floats(count), place);
      count += i32(value != 0);
      at += 4;
    }
  }
  store<i32>(starts + floats(rows), count);
  return true;
}

/** Bits of the bytes, of 64, that are not 0. */
// @ts-ignore: decorator
@inline
function litOf64(bytes: usize): u64 {
  const none = i8x16.splat(0);
  const a = <u64>i8x16.bitmask(i8x16.ne(v128.load(bytes), none));
  const b = <u64>i8x16.bitmask(i8x16.ne(v128.load(bytes, 16), none));
  const c = <u64>i8x16.bitmask(i8x16.ne(v128.load(bytes, 32), none));
  const d = <u64>i8x16.bitmask(i8x16.ne(v128.load(bytes, 48), none));
  return a | (b << 16) | (c << 32) | (d << 48);
}

/** Lists images of bytes [count, size] as `list` lists what `gather` makes of them: bytes / 255. */
export function listBytes(
  starts: usize, places: usize, values: usize, bytes: usize, count: i32, size: i32, most: i32,
): bool {
  let found = 0;
  for (let r = 0; r < count; r++) {
    store<i32>(starts + floats(r), found);
    if (found > most) return false;
    const from = bytes + <usize>(r * size);
    for (let block = 0; block < size; block += 64) {
      let lit = litOf64(from + block);
      if (size - block < 64) lit &= (<u64>1 << (size - block)) - 1;
      while (lit != 0) {
        const place = block + <i32>ctz(lit);
        lit &= lit - 1;
        store<i32>(places + floats(found), place);
        store<f32>(values + floats(found), <f32>load<u8>(from + place));
        found++;
      }
    }
  }
  store<i32>(starts + floats(count), found);
  const white = f32x4.splat(255);
  // Up to three values past the last are divided too: there is room for them.
  for (let n = 0; n < found; n += 4) {
    const at = values + floats(n);
    v128.store(at, f32x4.div(v128.load(at), white));
  }
  return true;
}

/** Turns a list of [rows, depth] into that of its transpose, [depth, rows]. */
export function turnList(
  toStarts: usize, toPlaces: usize, toValues: usize, starts: usize, places: usize, values: usize,
  rows: i32, depth: i32,
): void {
  memory.fill(toStarts, 0, floats(depth + 1));
  const count = load<i32>(starts + floats(rows));
  for (let n = 0; n < count; n++) {
    const at = toStarts + floats(load<i32>(places + floats(n)) + 1);
    store<i32>(at, load<i32>(at) + 1);
  }
  for (let k = 0; k < depth; k++) {
    const at = toStarts + floats(k);
    store<i32>(at, load<i32>(at) + load<i32>(at, 4), 4);
  }
  // Each start serves as the next free place of its row, then is put back by one row.
  for (let r = 0; r < rows; r++)
    for (let n = load<i32>(starts + floats(r)); n < load<i32>(starts + floats(r + 1)); n++) {
      const at = toStarts + floats(load<i32>(places + floats(n)));
      const free = load<i32>(at);
      store<i32>(at, free + 1);
      store<i32>(toPlaces + floats(free), r);
      store<f32>(toValues + floats(free), load<f32>(values + floats(n)));
    }
  for (let k = depth; k > 0; k--) store<i32>(toStarts + floats(k), load<i32>(toStarts + floats(k - 1)));
  store<i32>(toStarts, 0);
}

/**
 * Columns of a product with a listed left side that lie in registers: 32 where `wide`, else 16. Those past `width` are
 * computed from whatever follows in memory, and not stored.
 */
// @ts-ignore: decorator
@inline
function multiplyPanel(
  wide: bool, to: usize, starts: usize, places: usize, values: usize, panel: usize, rows: i32, columns: i32,
  width: i32, bias: usize, relu: bool, mask: usize,
): void {
  const rowBytes = floats(columns);
  for (let r = 0; r < rows; r++) {
    let c0 = f32x4.splat(0), c1 = c0, c2 = c0, c3 = c0, c4 = c0, c5 = c0, c6 = c0, c7 = c0;
    let n = floats(load<i32>(starts + floats(r)));
    const end = floats(load<i32>(starts + floats(r + 1)));
    for (; n < end; n += 4) {
      const x = v128.load_splat<f32>(values + n);
      const b = panel + <usize>load<u32>(places + n) * rowBytes;
      c0 = multiplyAdd(x, v128.load(b), c0);
      c1 = multiplyAdd(x, v128.load(b, 16), c1);
      c2 = multiplyAdd(x, v128.load(b, 32), c2);
      c3 = multiplyAdd(x, v128.load(b, 48), c3);
      if (!wide) continue;
      c4 = multiplyAdd(x, v128.load(b, 64), c4);
      c5 = multiplyAdd(x, v128.load(b, 80), c5);
      c6 = multiplyAdd(x, v128.load(b, 96), c6);
      c7 = multiplyAdd(x, v128.load(b, 112), c7);
    }
    const row = floats(r * columns);
    const at = to + row;
    const gate = mask ? mask + row : 0;
    finishRow(at, c0, c1, min(8, width), bias, relu, gate);
    if (width > 8)
      finishRow(at + 32, c2, c3, min(8, width - 8), bias ? bias + 32 : 0, relu, gate ? gate + 32 : 0);
    if (width > 16)
      finishRow(at + 64, c4, c5, min(8, width - 16), bias ? bias + 64 : 0, relu, gate ? gate + 64 : 0);
    if (width > 24)
      finishRow(at + 96, c6, c7, width - 24, bias ? bias + 96 : 0, relu, gate ? gate + 96 : 0);
  }
}

/** to [rows, columns] = a listed left side x right [depth, columns]; then + bias, relu, mask as `multiply` does. */
export function multiplyListed(
  to: usize, starts: usize, places: usize, values: usize, right: usize, rows: i32, columns: i32,
  bias: usize, relu: bool, mask: usize,
): void {
  for (let j = 0; j < columns; j += 32) {
    const at = floats(j);
    const width = min(32, columns - j);
    const biasHere = bias ? bias + at : 0;
    const gate = mask ? mask + at : 0;
    if (width > 16)
      multiplyPanel(true, to + at, starts, places, values, right + at, rows, columns, width, biasHere, relu, gate);
    else multiplyPanel(false, to + at, starts, places, values, right + at, rows, columns, width, biasHere, relu, gate);
  }
}

/** Lanes `from` and on of a row that starts at `row`; those past `columns` are 0. */
// @ts-ignore: decorator
@inline
function lanesOf(row: usize, from: i32, columns: i32): v128 {
  const inside = i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(columns - from));
  return v128.and(v128.load(row + floats(from)), inside);
}

/**
 * to [depth, columns] = the transpose of a listed [rows, depth] x right [rows, columns], for at most 32 columns: each
 * listed value adds a row of the right side, which lies in registers, to a row of the result.
 */
export function scatterListed(
  to: usize, starts: usize, places: usize, values: usize, right: usize, rows: i32, depth: i32, columns: i32,
): void {
  const rowBytes = floats(columns);
  memory.fill(to, 0, <usize>depth * rowBytes);
  // Rows are added 32 columns long: past its end a row adds 0 to the next, and the last to what is put back at the end.
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
    const g0 = lanesOf(row, 0, columns);
    const g1 = lanesOf(row, 4, columns);
    const g2 = lanesOf(row, 8, columns);
    const g3 = lanesOf(row, 12, columns);
    const g4 = lanesOf(row, 16, columns);
    const g5 = lanesOf(row, 20, columns);
    const g6 = lanesOf(row, 24, columns);
    const g7 = lanesOf(row, 28, columns);
    let n = floats(load<i32>(starts + floats(r)));
    const end = floats(load<i32>(starts + floats(r + 1)));
    for (; n < end; n += 4) {
      const x = v128.load_splat<f32>(values + n);
      const c = to + <usize>load<u32>(places + n) * rowBytes;
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
