/** Convolutions of each channel by a filter of its own, eight channels at a time, on padded images as `convolve` takes. */

import { gather8 } from "./convolution";
import { finishRow } from "./matmul";
import { floats, multiplyAdd } from "./vectors";

/**
 * One padded image: to [height, width, channels].
 * @param filter [kernel, kernel, channels]
 * @param turned reads the filter from its last place to its first, as a gradient goes back through it
 */
export function depthwise(
  to: usize, image: usize, filter: usize, height: i32, width: i32, channels: i32, kernel: i32, turned: bool,
): void {
  const pixel = floats(channels);
  const line = floats((width + kernel - 1) * channels);
  const first = turned ? filter + floats((kernel * kernel - 1) * channels) : filter;
  const step: usize = turned ? 0 - pixel : pixel;
  for (let c = 0; c < channels; c += 8) {
    const columns = min(8, channels - c);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x += 4) {
        const left4 = width - x;
        const second = left4 > 1 ? pixel : 0;
        const third = left4 > 2 ? pixel << 1 : 0;
        const fourth = left4 > 3 ? (pixel << 1) + pixel : 0;
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
            weight += step;
          }
        }
        let at = to + <usize>(y * width + x) * pixel + floats(c);
        finishRow(at, c00, c01, columns, 0, false, 0);
        if (left4 < 2) continue;
        at += pixel;
        finishRow(at, c10, c11, columns, 0, false, 0);
        if (left4 < 3) continue;
        at += pixel;
        finishRow(at, c20, c21, columns, 0, false, 0);
        if (left4 < 4) continue;
        at += pixel;
        finishRow(at, c30, c31, columns, 0, false, 0);
      }
  }
}

/**
 * Adds one image's share to the filters' gradient, to [kernel, kernel, channels].
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
        const left3 = kernel - dx;
        const second = left3 > 1 ? pixel : 0;
        const third = left3 > 2 ? pixel << 1 : 0;
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
        gather8(at, c00, c01, columns);
        if (left3 > 1) gather8(at + pixel, c10, c11, columns);
        if (left3 > 2) gather8(at + 2 * pixel, c20, c21, columns);
      }
  }
}
