/** Max pooling and its gradient. Images are [height, width, channels]. */

import { floats, storeLanes } from "./vectors";

/** to [images, height / size, width / size, channels] */
export function maxPool(
  to: usize, from: usize, images: i32, height: i32, width: i32, channels: i32, size: i32,
): void {
  for (let row = 0; row < images * (height / size); row++)
    for (let x = 0; x < width / size; x++) {
      const corner = from + floats((row * size * width + x * size) * channels);
      for (let c = 0; c < channels; c += 4) {
        let largest = v128.load(corner + floats(c));
        for (let dy = 0; dy < size; dy++)
          for (let dx = 0; dx < size; dx++)
            largest = f32x4.max(largest, v128.load(corner + floats((dy * width + dx) * channels + c)));
        storeLanes(to + floats(c), largest, channels - c);
      }
      to += floats(channels);
    }
}

/** to, of the shape of `from`: each block's gradient at the block's first largest value, 0 elsewhere. */
export function maxPoolGradient(
  to: usize, from: usize, gradient: usize, images: i32, height: i32, width: i32, channels: i32, size: i32,
): void {
  for (let row = 0; row < images * (height / size); row++)
    for (let x = 0; x < width / size; x++) {
      const corner = floats((row * size * width + x * size) * channels);
      for (let c = 0; c < channels; c += 4) {
        let largest = v128.load(from + corner + floats(c));
        for (let dy = 0; dy < size; dy++)
          for (let dx = 0; dx < size; dx++)
            largest = f32x4.max(largest, v128.load(from + corner + floats((dy * width + dx) * channels + c)));
        let unassigned = v128.load(gradient + floats(c));
        for (let dy = 0; dy < size; dy++)
          for (let dx = 0; dx < size; dx++) {
            const at = corner + floats((dy * width + dx) * channels + c);
            const here = f32x4.eq(v128.load(from + at), largest);
            storeLanes(to + at, v128.and(unassigned, here), channels - c);
            unassigned = v128.andnot(unassigned, here);
          }
      }
      gradient += floats(channels);
    }
}
