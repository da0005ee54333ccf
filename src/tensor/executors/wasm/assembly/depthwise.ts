/** Depthwise convolutions: each channel by its own filter, eight channels at a time, on padded images. */

import { addSums } from "./convolution";
import { finishRow } from "./matmul";
import { floats, multiplyAdd } from "./vectors";

/**
 * One padded image: to [height, width, channels].
 * @param filter [kernel, kernel, channels]
 * @param rotated rotates the filter by 180 degrees: the gradient with respect to the input
 */
export function depthwise(
  to: usize, image: usize, filter: usize, height: i32, width: i32, channels: i32, kernel: i32, rotated: bool,
): void {
  const pixel = floats(channels);
  const line = floats((width + kernel - 1) * channels);
  const first = rotated ? filter + floats((kernel * kernel - 1) * channels) : filter;
  const stride: usize = rotated ? 0 - pixel : pixel;
  for (let c = 0; c < channels; c += 8) {
    const columns = min(8, channels - c);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x += 4) {
        const remaining = width - x;
        const second = remaining > 1 ? pixel : 0;
        const third = remaining > 2 ? pixel << 1 : 0;
        const fourth = remaining > 3 ? (pixel << 1) + pixel : 0;
        const start = image + <usize>y * line + <usize>x * pixel + floats(c);
        let weight = first + floats(c);
        let c00 = f32x4.splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00;
        for (let dy = 0; dy < kernel; dy++) {
          let a = start + <usize>dy * line;
          for (let dx = 0; dx < kernel; dx++) {
            const low = v128.load(weight);
            const high = v128.load(weight, 16);
            c00 = multiplyAdd(v128.load(a), low, c00);
            c01 = multiplyAdd(v128.load(a, 16), high, c01);
            c10 = multiplyAdd(v128.load(a + second), low, c10);
            c11 = multiplyAdd(v128.load(a + second, 16), high, c11);
            c20 = multiplyAdd(v128.load(a + third), low, c20);
            c21 = multiplyAdd(v128.load(a + third, 16), high, c21);
            c30 = multiplyAdd(v128.load(a + fourth), low, c30);
            c31 = multiplyAdd(v128.load(a + fourth, 16), high, c31);
            a += pixel;
            weight += stride;
          }
        }
        let at = to + <usize>(y * width + x) * pixel + floats(c);
        finishRow(at, c00, c01, columns, 0, false, 0);
        if (remaining < 2) continue;
        at += pixel;
        finishRow(at, c10, c11, columns, 0, false, 0);
        if (remaining < 3) continue;
        at += pixel;
        finishRow(at, c20, c21, columns, 0, false, 0);
        if (remaining < 4) continue;
        at += pixel;
        finishRow(at, c30, c31, columns, 0, false, 0);
      }
  }
}

/**
 * Adds one image's share of the filters' gradient, to [kernel, kernel, channels].
 * @param image padded; @param gradient [height, width, channels]; both readable 8 floats past their ends
 */
export function depthwiseFilterGradient(
  to: usize, image: usize, gradient: usize, height: i32, width: i32, channels: i32, kernel: i32,
): void {
  const pixel = floats(channels);
  const line = floats((width + kernel - 1) * channels);
  for (let c = 0; c < channels; c += 8) {
    const columns = min(8, channels - c);
    for (let dy = 0; dy < kernel; dy++)
      for (let dx = 0; dx < kernel; dx += 3) {
        const remaining = kernel - dx;
        const second = remaining > 1 ? pixel : 0;
        const third = remaining > 2 ? pixel << 1 : 0;
        let g = gradient + floats(c);
        let c00 = f32x4.splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00;
        for (let y = 0; y < height; y++) {
          let a = image + <usize>(y + dy) * line + <usize>dx * pixel + floats(c);
          const end = g + <usize>width * pixel;
          while (g < end) {
            const low = v128.load(g);
            const high = v128.load(g, 16);
            c00 = multiplyAdd(v128.load(a), low, c00);
            c01 = multiplyAdd(v128.load(a, 16), high, c01);
            c10 = multiplyAdd(v128.load(a + second), low, c10);
            c11 = multiplyAdd(v128.load(a + second, 16), high, c11);
            c20 = multiplyAdd(v128.load(a + third), low, c20);
            c21 = multiplyAdd(v128.load(a + third, 16), high, c21);
            a += pixel;
            g += pixel;
          }
        }
        const at = to + <usize>(dy * kernel + dx) * pixel + floats(c);
        addSums(at, c00, c01, columns);
        if (remaining > 1) addSums(at + pixel, c10, c11, columns);
        if (remaining > 2) addSums(at + 2 * pixel, c20, c21, columns);
      }
  }
}
