/** Sums over one axis; the largest value, softmax and log softmax over the last. */

import { exp4, log4 } from "./transcendental";
import { addLanes, floats, storeLanes } from "./vectors";

function sumRow(from: usize, count: i32): f32 {
  let even = f32x4.splat(0);
  let odd = even;
  let i = 0;
  for (; i + 8 <= count; i += 8) {
    even = f32x4.add(even, v128.load(from + floats(i)));
    odd = f32x4.add(odd, v128.load(from + floats(i), 16));
  }
  let total = addLanes(f32x4.add(even, odd));
  for (; i < count; i++) total += load<f32>(from + floats(i));
  return total;
}

function sumColumns(to: usize, from: usize, rows: i32, columns: i32): void {
  const row = floats(columns);
  let j = 0;
  for (; j + 4 <= columns; j += 4) {
    const start = from + floats(j);
    let even = f32x4.splat(0);
    let odd = even;
    let i = 0;
    for (; i + 2 <= rows; i += 2) {
      even = f32x4.add(even, v128.load(start + <usize>i * row));
      odd = f32x4.add(odd, v128.load(start + <usize>(i + 1) * row));
    }
    if (i < rows) even = f32x4.add(even, v128.load(start + <usize>i * row));
    v128.store(to + floats(j), f32x4.add(even, odd));
  }
  for (; j < columns; j++) {
    let total: f32 = 0;
    for (let i = 0; i < rows; i++) total += load<f32>(from + <usize>i * row + floats(j));
    store<f32>(to + floats(j), total);
  }
}

/** Rows summed at a time: partial sums lose less to rounding, and a block of rows fits into the cache. */
const BLOCK = 256;

/** to [outer, inner] = from [outer, middle, inner] summed over the middle. @param scratch [inner] */
export function sum(to: usize, from: usize, outer: i32, middle: i32, inner: i32, scratch: usize): void {
  for (let o = 0; o < outer; o++) {
    const start = from + floats(o * middle * inner);
    if (inner == 1) {
      store<f32>(to + floats(o), sumRow(start, middle));
      continue;
    }
    const row = to + floats(o * inner);
    sumColumns(row, start, min(BLOCK, middle), inner);
    for (let done = BLOCK; done < middle; done += BLOCK) {
      sumColumns(scratch, start + floats(done * inner), min(BLOCK, middle - done), inner);
      let j = 0;
      for (; j + 4 <= inner; j += 4)
        v128.store(row + floats(j), f32x4.add(v128.load(row + floats(j)), v128.load(scratch + floats(j))));
      for (; j < inner; j++)
        store<f32>(row + floats(j), load<f32>(row + floats(j)) + load<f32>(scratch + floats(j)));
    }
  }
}

/** The largest value of a row; any of them where one is not a number. */
// @ts-ignore: decorator
@inline
function maxOf(from: usize, count: i32): f32 {
  if (count < 4) {
    let largest: f32 = load<f32>(from);
    for (let i = 1; i < count; i++) largest = max(largest, load<f32>(from + floats(i)));
    return largest;
  }
  // The last four values may overlap the vector before them.
  let largest = v128.load(from + floats(count - 4));
  for (let i = 0; i + 4 < count; i += 4) largest = f32x4.pmax(largest, v128.load(from + floats(i)));
  largest = f32x4.pmax(largest, v128.shuffle<f32>(largest, largest, 2, 3, 0, 1));
  largest = f32x4.pmax(largest, v128.shuffle<f32>(largest, largest, 1, 0, 3, 2));
  return f32x4.extract_lane(largest, 0);
}

/** The largest value of each row. */
export function rowMax(to: usize, from: usize, rows: i32, classes: i32): void {
  const row = floats(classes);
  for (let r = 0; r < rows; r++) {
    store<f32>(to + floats(r), maxOf(from, classes));
    from += row;
  }
}

/** Sum of exp(x - largest) over a row; each term is stored at `to`, unless that is 0. */
// @ts-ignore: decorator
@inline
function sumOfExp(to: usize, from: usize, count: i32, largest: f32): f32 {
  const shift = f32x4.splat(largest);
  let total: f32 = 0;
  for (let i = 0; i < count; i += 4) {
    const width = min(4, count - i);
    let e = exp4(f32x4.sub(v128.load(from + floats(i)), shift));
    if (width < 4) e = v128.and(e, i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(width)));
    if (to) storeLanes(to + floats(i), e, width);
    total += addLanes(e);
  }
  return total;
}

/** Softmax of each row. */
export function softmax(to: usize, from: usize, rows: i32, classes: i32): void {
  for (let r = 0; r < rows; r++) {
    const total = sumOfExp(to, from, classes, maxOf(from, classes));
    const divisor = f32x4.splat(total);
    for (let i = 0; i < classes; i += 4)
      storeLanes(to + floats(i), f32x4.div(v128.load(to + floats(i)), divisor), min(4, classes - i));
    to += floats(classes);
    from += floats(classes);
  }
}

// @ts-ignore: decorator
@inline
function centreRow(to: usize, from: usize, classes: i32, logSum: f32): void {
  const first = f32x4.splat(maxOf(from, classes));
  const second = f32x4.splat(logSum);
  for (let i = 0; i < classes; i += 4) {
    const centred = f32x4.sub(v128.load(from + floats(i)), first);
    storeLanes(to + floats(i), f32x4.sub(centred, second), min(4, classes - i));
  }
}

/** Logarithm of the softmax of each row. */
export function logSoftmax(to: usize, from: usize, rows: i32, classes: i32): void {
  const row = floats(classes);
  // Each row's sum is kept in the row's first element, so that four logarithms are taken at once.
  for (let r = 0; r < rows; r++) {
    const here = from + <usize>r * row;
    store<f32>(to + <usize>r * row, sumOfExp(0, here, classes, maxOf(here, classes)));
  }
  for (let r = 0; r < rows; r += 4) {
    const a = <usize>r * row;
    const b = <usize>min(r + 1, rows - 1) * row;
    const c = <usize>min(r + 2, rows - 1) * row;
    const d = <usize>min(r + 3, rows - 1) * row;
    const logs = log4(f32x4(load<f32>(to + a), load<f32>(to + b), load<f32>(to + c), load<f32>(to + d)));
    centreRow(to + a, from + a, classes, f32x4.extract_lane(logs, 0));
    if (r + 1 < rows) centreRow(to + b, from + b, classes, f32x4.extract_lane(logs, 1));
    if (r + 2 < rows) centreRow(to + c, from + c, classes, f32x4.extract_lane(logs, 2));
    if (r + 3 < rows) centreRow(to + d, from + d, classes, f32x4.extract_lane(logs, 3));
  }
}
