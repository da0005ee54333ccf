/** Random numbers by key and index: the integers of src/math/random.ts. */

import { floats, storeLanes } from "./vectors";

/** The "lowbias32" finaliser. */
// @ts-ignore: decorator
@inline
export function mix32(x: u32): u32 {
  x ^= x >> 16;
  x *= 0x7feb352d;
  x ^= x >> 15;
  x *= 0x846ca68b;
  return x ^ (x >> 16);
}

// @ts-ignore: decorator
@inline
function mix4(x: v128): v128 {
  x = v128.xor(x, i32x4.shr_u(x, 16));
  x = i32x4.mul(x, i32x4.splat(0x7feb352d));
  x = v128.xor(x, i32x4.shr_u(x, 15));
  x = i32x4.mul(x, i32x4.splat(0x846ca68b));
  return v128.xor(x, i32x4.shr_u(x, 16));
}

/** `kept` where the i-th number of the stream, as 32 bits, is at least `least`; else 0. */
export function dropoutMask(to: usize, key: i32, least: i32, kept: f32, count: i32): void {
  const step = i32x4.splat(0x9e3779b1);
  const value = f32x4.splat(kept);
  for (let i = 0; i < count; i += 4) {
    const index = i32x4.add(i32x4.splat(i), i32x4(0, 1, 2, 3));
    const drawn = mix4(i32x4.add(i32x4.mul(index, step), i32x4.splat(key)));
    storeLanes(to + floats(i), v128.and(value, i32x4.ge_u(drawn, i32x4.splat(least))), min(4, count - i));
  }
}
