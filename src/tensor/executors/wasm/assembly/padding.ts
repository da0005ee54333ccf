/** Parts placed inside zeros. */

import { floats } from "./vectors";

// @ts-ignore: decorator
@inline
function clearRun(to: usize, count: i32): void {
  let i = 0;
  for (; i + 4 <= count; i += 4) v128.store(to + floats(i), f32x4.splat(0));
  for (; i < count; i++) store<f32>(to + floats(i), 0);
}

/** to [outer, length] = from [outer, size] inside zeros, `before` of them in front of each run. */
export function pad(to: usize, from: usize, outer: i32, before: i32, size: i32, length: i32): void {
  // Loops of its own: runs are often a few channels, for which a call that copies memory takes longer.
  for (let o = 0; o < outer; o++) {
    clearRun(to, before);
    const start = to + floats(before);
    let i = 0;
    for (; i + 4 <= size; i += 4) v128.store(start + floats(i), v128.load(from + floats(i)));
    for (; i < size; i++) store<f32>(start + floats(i), load<f32>(from + floats(i)));
    clearRun(start + floats(size), length - before - size);
    to += floats(length);
    from += floats(size);
  }
}
