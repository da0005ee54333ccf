/**
 * Products whose left side is mostly 0, as images of digits are: only what is not 0 is multiplied. The left side is
 * first written down as a list, row after row, of its values that are not 0 and of the places along the row they have.
 */

import { finishRow } from "./product";
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

/** to [rows, columns] = a listed left side x right [depth, columns]; then + bias, relu, mask as `multiply` does. */
export function multiplyListed(
  to: usize, starts: usize, places: usize, values: usize, right: usize, rows: i32, columns: i32,
  bias: usize, relu: bool, mask: usize,
): void {
  const rightBytes = floats(columns);
  let j = 0;
  for (; j + 32 <= columns; j += 32) {
    const panel = right + floats(j);
    const biasHere = bias ? bias + floats(j) : 0;
    for (let r = 0; r < rows; r++) {
      let c0 = f32x4.splat(0), c1 = c0, c2 = c0, c3 = c0, c4 = c0, c5 = c0, c6 = c0, c7 = c0;
      let n = floats(load<i32>(starts + floats(r)));
      const end = floats(load<i32>(starts + floats(r + 1)));
      for (; n < end; n += 4) {
        const x = v128.load_splat<f32>(values + n);
        const b = panel + <usize>load<u32>(places + n) * rightBytes;
        c0 = multiplyAdd(x, v128.load(b), c0);
        c1 = multiplyAdd(x, v128.load(b, 16), c1);
        c2 = multiplyAdd(x, v128.load(b, 32), c2);
        c3 = multiplyAdd(x, v128.load(b, 48), c3);
        c4 = multiplyAdd(x, v128.load(b, 64), c4);
        c5 = multiplyAdd(x, v128.load(b, 80), c5);
        c6 = multiplyAdd(x, v128.load(b, 96), c6);
        c7 = multiplyAdd(x, v128.load(b, 112), c7);
      }
      const at = floats(r * columns + j);
      const gate = mask ? mask + at : 0;
      finishRow(to + at, c0, c1, 8, biasHere, relu, gate, false);
      finishRow(to + at + 32, c2, c3, 8, biasHere ? biasHere + 32 : 0, relu, gate ? gate + 32 : 0, false);
      finishRow(to + at + 64, c4, c5, 8, biasHere ? biasHere + 64 : 0, relu, gate ? gate + 64 : 0, false);
      finishRow(to + at + 96, c6, c7, 8, biasHere ? biasHere + 96 : 0, relu, gate ? gate + 96 : 0, false);
    }
  }
  for (; j < columns; j += 8) {
    const width = min(8, columns - j);
    const panel = right + floats(j);
    for (let r = 0; r < rows; r++) {
      let c0 = f32x4.splat(0), c1 = c0;
      let n = floats(load<i32>(starts + floats(r)));
      const end = floats(load<i32>(starts + floats(r + 1)));
      for (; n < end; n += 4) {
        const x = v128.load_splat<f32>(values + n);
        const b = panel + <usize>load<u32>(places + n) * rightBytes;
        c0 = multiplyAdd(x, v128.load(b), c0);
        c1 = multiplyAdd(x, v128.load(b, 16), c1);
      }
      const at = floats(r * columns + j);
      finishRow(to + at, c0, c1, width, bias ? bias + floats(j) : 0, relu, mask ? mask + at : 0, false);
    }
  }
}
