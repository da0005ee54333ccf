/**
 * Convolutions with stride 1, without unrolling images into columns: in an image that already has its border of zeros,
 * the inputs of one output pixel under one row of the filter are contiguous in memory, and those of the next pixel
 * begin one pixel's channels later.
 */

import { finishRow } from "./matmul";
import { floats, multiplyAdd, storeLanes } from "./vectors";

/** Copies one image inside a border of `border` zero pixels, which must be 0 in `to` already. */
export function padImage(to: usize, from: usize, height: i32, width: i32, channels: i32, border: i32): void {
  const paddedWidth = width + 2 * border;
  for (let y = 0; y < height; y++)
    memory.copy(
      to + floats(((y + border) * paddedWidth + border) * channels),
      from + floats(y * width * channels),
      floats(width * channels),
    );
}

/** The filter rotated by 180 degrees, with input and output channels exchanged: [k, k, c, f] -> [k, k, f, c]. */
export function rotateFilter(to: usize, from: usize, kernel: i32, channels: i32, filters: i32): void {
  const size = kernel * kernel;
  for (let position = 0; position < size; position++)
    for (let f = 0; f < filters; f++)
      for (let c = 0; c < channels; c++) {
        const source = ((size - 1 - position) * channels + c) * filters + f;
        store<f32>(to, load<f32>(from + floats(source)));
        to += 4;
      }
}

/**
 * One padded image under a packed filter: to [height, width, filters].
 * @param filter the filter as a matrix [kernel * kernel * channels, filters], packed as a right side
 */
export function convolve(
  to: usize, image: usize, filter: usize, height: i32, width: i32, channels: i32, filters: i32, kernel: i32,
  bias: usize, relu: bool, mask: usize,
): void {
  const run = floats(kernel * channels);
  const line = floats((width + kernel - 1) * channels);
  const pixel = floats(channels);
  const depth = kernel * kernel * channels;
  const rowBytes = floats(filters);
  for (let j = 0; j < filters; j += 8) {
    const columns = min(8, filters - j);
    const panel = filter + floats(j * depth);
    const panelBias = bias ? bias + floats(j) : 0;
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x += 4) {
        const remaining = width - x;
        const start = image + <usize>y * line + <usize>x * pixel;
        const second = remaining > 1 ? pixel : 0;
        const third = remaining > 2 ? pixel << 1 : 0;
        const fourth = remaining > 3 ? (pixel << 1) + pixel : 0;
        let b = panel;
        let c00 = f32x4.splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00;
        for (let dy = 0; dy < kernel; dy++) {
          let a = start + <usize>dy * line;
          const end = a + run;
          while (a < end) {
            const low = v128.load(b);
            const high = v128.load(b, 16);
            let v = v128.load_splat<f32>(a);
            c00 = multiplyAdd(v, low, c00);
            c01 = multiplyAdd(v, high, c01);
            v = v128.load_splat<f32>(a + second);
            c10 = multiplyAdd(v, low, c10);
            c11 = multiplyAdd(v, high, c11);
            v = v128.load_splat<f32>(a + third);
            c20 = multiplyAdd(v, low, c20);
            c21 = multiplyAdd(v, high, c21);
            v = v128.load_splat<f32>(a + fourth);
            c30 = multiplyAdd(v, low, c30);
            c31 = multiplyAdd(v, high, c31);
            a += 4;
            b += 32;
          }
        }
        let at = floats((y * width + x) * filters + j);
        finishRow(to + at, c00, c01, columns, panelBias, relu, mask ? mask + at : 0);
        if (remaining < 2) continue;
        at += rowBytes;
        finishRow(to + at, c10, c11, columns, panelBias, relu, mask ? mask + at : 0);
        if (remaining < 3) continue;
        at += rowBytes;
        finishRow(to + at, c20, c21, columns, panelBias, relu, mask ? mask + at : 0);
        if (remaining < 4) continue;
        at += rowBytes;
        finishRow(to + at, c30, c31, columns, panelBias, relu, mask ? mask + at : 0);
      }
  }
}

/** Adds the first `columns` of eight sums to the values at `to`. */
// @ts-ignore: decorator
@inline
export function addSums(to: usize, low: v128, high: v128, columns: i32): void {
  if (columns == 8) {
    v128.store(to, f32x4.add(v128.load(to), low));
    v128.store(to, f32x4.add(v128.load(to, 16), high), 16);
    return;
  }
  storeLanes(to, f32x4.add(v128.load(to), low), columns);
  if (columns > 4) storeLanes(to + 16, f32x4.add(v128.load(to, 16), high), columns - 4);
}

/**
 * Adds one image's share of the filter's gradient, to [kernel, kernel, channels, filters].
 * @param image padded; @param gradient [height, width, filters], readable 8 floats past its end
 */
export function filterGradient(
  to: usize, image: usize, gradient: usize, height: i32, width: i32, channels: i32, filters: i32, kernel: i32,
): void {
  const run = kernel * channels;
  const line = floats((width + kernel - 1) * channels);
  const pixel = floats(channels);
  const stride = floats(filters);
  for (let dy = 0; dy < kernel; dy++)
    for (let r = 0; r < run; r += 4) {
      const remaining = run - r;
      for (let j = 0; j < filters; j += 8) {
        let c00 = f32x4.splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00;
        let g = gradient + floats(j);
        for (let y = 0; y < height; y++) {
          let a = image + <usize>(y + dy) * line + floats(r);
          const end = g + <usize>width * stride;
          while (g < end) {
            const low = v128.load(g);
            const high = v128.load(g, 16);
            let v = v128.load_splat<f32>(a);
            c00 = multiplyAdd(v, low, c00);
            c01 = multiplyAdd(v, high, c01);
            v = v128.load_splat<f32>(a, 4);
            c10 = multiplyAdd(v, low, c10);
            c11 = multiplyAdd(v, high, c11);
            v = v128.load_splat<f32>(a, 8);
            c20 = multiplyAdd(v, low, c20);
            c21 = multiplyAdd(v, high, c21);
            v = v128.load_splat<f32>(a, 12);
            c30 = multiplyAdd(v, low, c30);
            c31 = multiplyAdd(v, high, c31);
            a += pixel;
            g += stride;
          }
        }
        const columns = min(8, filters - j);
        const at = to + floats((dy * run + r) * filters + j);
        addSums(at, c00, c01, columns);
        if (remaining > 1) addSums(at + stride, c10, c11, columns);
        if (remaining > 2) addSums(at + 2 * stride, c20, c21, columns);
        if (remaining > 3) addSums(at + 3 * stride, c30, c31, columns);
      }
    }
}

/** Sets `count` float32 to 0. */
export function clear(to: usize, count: i32): void {
  memory.fill(to, 0, floats(count));
}
