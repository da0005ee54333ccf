/** Convolution and pooling in float64, by their definitions: stride 1, channels last, a border of zeros. */

type Values = Float64Array;
type Shape = readonly number[];

/** Calls `visit` for every product (output, input, filter element) that a convolution sums. */
function forEachProduct(
  x: Shape,
  filter: Shape,
  border: number,
  visit: (out: number, input: number, weight: number) => void,
): void {
  const [batch, height, width, channels] = x as readonly [number, number, number, number];
  const [kernel, , , filters] = filter as readonly [number, number, number, number];
  const [high, wide] = [height + 2 * border - kernel + 1, width + 2 * border - kernel + 1];
  for (let b = 0; b < batch; b++)
    for (let row = 0; row < high; row++)
      for (let column = 0; column < wide; column++)
        for (let dy = 0; dy < kernel; dy++)
          for (let dx = 0; dx < kernel; dx++) {
            const [r, c] = [row + dy - border, column + dx - border];
            if (r < 0 || c < 0 || r >= height || c >= width) continue;
            const from = ((b * height + r) * width + c) * channels;
            const to = ((b * high + row) * wide + column) * filters;
            for (let i = 0; i < channels; i++)
              for (let f = 0; f < filters; f++)
                visit(to + f, from + i, ((dy * kernel + dx) * channels + i) * filters + f);
          }
}

/** x [b,h,w,c] * filter [k,k,c,f] -> [b, h + 2 border - k + 1, w + 2 border - k + 1, f]. */
export function convolve64(x: Values, weights: Values, shape: Shape, filter: Shape, border: number): Values {
  const [batch, height, width] = shape as readonly [number, number, number, number];
  const shrinkage = filter[0]! - 1 - 2 * border;
  const out = new Float64Array(batch * (height - shrinkage) * (width - shrinkage) * filter[3]!);
  forEachProduct(shape, filter, border, (o, i, w) => {
    out[o]! += x[i]! * weights[w]!;
  });
  return out;
}

/** Gradient of a convolution's loss with respect to its input of `shape` [b,h,w,c]. */
export function inputGradient64(
  gradient: Values,
  weights: Values,
  shape: Shape,
  filter: Shape,
  border: number,
): Values {
  const out = new Float64Array(shape.reduce((a, b) => a * b, 1));
  forEachProduct(shape, filter, border, (o, i, w) => {
    out[i]! += gradient[o]! * weights[w]!;
  });
  return out;
}

/** Gradient of a convolution's loss with respect to its filter [k,k,c,f]. */
export function filterGradient64(x: Values, gradient: Values, shape: Shape, filter: Shape, border: number): Values {
  const out = new Float64Array(filter.reduce((a, b) => a * b, 1));
  forEachProduct(shape, filter, border, (o, i, w) => {
    out[w]! += x[i]! * gradient[o]!;
  });
  return out;
}

/** Calls `visit` for each block, with the index of its first largest value. */
function forEachLargest(x: Values, shape: Shape, size: number, visit: (pooled: number, at: number) => void): void {
  const [batch, height, width, channels] = shape as readonly [number, number, number, number];
  let pooled = 0;
  for (let b = 0; b < batch; b++)
    for (let row = 0; row < height; row += size)
      for (let column = 0; column < width; column += size)
        for (let c = 0; c < channels; c++) {
          let best = -1;
          for (let dy = 0; dy < size; dy++)
            for (let dx = 0; dx < size; dx++) {
              const at = ((b * height + row + dy) * width + column + dx) * channels + c;
              if (best < 0 || x[at]! > x[best]!) best = at;
            }
          visit(pooled++, best);
        }
}

/** The largest value of each size x size block, [b,h/size,w/size,c]. */
export function maxPool64(x: Values, shape: Shape, size: number): Values {
  const out = new Float64Array(x.length / size ** 2);
  forEachLargest(x, shape, size, (pooled, at) => {
    out[pooled] = x[at]!;
  });
  return out;
}

/** The gradient of each block goes to the block's first largest value. */
export function maxPoolGradient64(x: Values, gradient: Values, shape: Shape, size: number): Values {
  const out = new Float64Array(x.length);
  forEachLargest(x, shape, size, (pooled, at) => {
    out[at]! += gradient[pooled]!;
  });
  return out;
}
