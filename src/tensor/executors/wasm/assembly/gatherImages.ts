/** Float batches from images of bytes. */

import { mix32 } from "./random";
import { floats } from "./vectors";

// @ts-ignore: decorator
@inline
function offsetAt(key: i32, n: i32, jitter: i32): i32 {
  const uniform = <f64>mix32(<u32>(n * 0x9e3779b1 + key)) / 4294967296.0;
  return <i32>Math.floor(uniform * <f64>(2 * jitter + 1)) - jitter;
}

/**
 * to [count, height * width * channels] = bytes / 255, each image shifted by up to `jitter` pixels in x and y; the rest
 * is 0.
 */
// biome-ignore format: one line for the numbers of the images
export function gather(
  to: usize, bytes: usize, count: i32, height: i32, width: i32, channels: i32, jitter: i32, key: i32,
): void {
  const row = width * channels;
  const size = height * row;
  const byteMax = f32x4.splat(255);
  if (jitter == 0) {
    const all = count * size;
    let i = 0;
    for (; i + 4 <= all; i += 4) {
      const wide = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(bytes + i)));
      v128.store(to + floats(i), f32x4.div(f32x4.convert_i32x4_u(wide), byteMax));
    }
    for (; i < all; i++) store<f32>(to + floats(i), <f32>load<u8>(bytes + i) / 255);
    return;
  }
  memory.fill(to, 0, floats(count * size));
  for (let i = 0; i < count; i++) {
    const dx = offsetAt(key, 2 * i, jitter) * channels;
    const dy = offsetAt(key, 2 * i + 1, jitter);
    const from = i * size - dy * row - dx;
    const right = min(row, row + dx);
    const bottom = min(height, height + dy);
    for (let y = max(0, dy); y < bottom; y++)
      for (let x = max(0, dx); x < right; x++) {
        const at = y * row + x;
        store<f32>(to + floats(i * size + at), <f32>load<u8>(bytes + (from + at)) / 255);
      }
  }
}
