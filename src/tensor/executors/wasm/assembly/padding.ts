/** Zero padding along one axis. */

import { floats } from "./vectors";

// @ts-ignore: decorator
@inline
function clearFloats(to: usize, count: i32): void {
  let i = 0;
  for (; i + 4 <= count; i += 4) v128.store(to + floats(i), f32x4.splat(0));
  for (; i < count; i++) store<f32>(to + floats(i), 0);
}

/** to [outer, length] = each row of from [outer, size] with `before` zeros in front and zeros behind. */
export function pad(to: usize, from: usize, outer: i32, before: i32, size: i32, length: i32): void {
  // Explicit loops: rows are often a few channels, for which memory.copy takes longer.
  for (let o = 0; o < outer; o++) {
    clearFloats(to, before);
    const start = to + floats(before);
    let i = 0;
    for (; i + 4 <= size; i += 4) v128.store(start + floats(i), v128.load(from + floats(i)));
    for (; i < size; i++) store<f32>(start + floats(i), load<f32>(from + floats(i)));
    clearFloats(start + floats(size), length - before - size);
    to += floats(length);
    from += floats(size);
  }
}
