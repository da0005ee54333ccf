/** Depthwise convolution in float64: each channel under its own filter, zero padding to the same size. */

type Values = Float64Array;
type Shape = readonly number[];

/** Calls `visit` for every product (output, input, filter element) that a depthwise convolution sums. */
function forEachProduct(x: Shape, kernel: number, visit: (out: number, input: number, weight: number) => void): void {
  const [batch, height, width, channels] = x as readonly [number, number, number, number];
  const border = (kernel - 1) / 2;
  for (let b = 0; b < batch; b++)
    for (let row = 0; row < height; row++)
      for (let column = 0; column < width; column++)
        for (let dy = 0; dy < kernel; dy++)
          for (let dx = 0; dx < kernel; dx++) {
            const [r, c] = [row + dy - border, column + dx - border];
            if (r < 0 || c < 0 || r >= height || c >= width) continue;
            const from = ((b * height + r) * width + c) * channels;
            const to = ((b * height + row) * width + column) * channels;
            for (let i = 0; i < channels; i++) visit(to + i, from + i, (dy * kernel + dx) * channels + i);
          }
}

/** x of `shape` [b,h,w,c], each channel * its own of the filters [k,k,c] -> [b,h,w,c]. */
export function depthwise64(x: Values, weights: Values, shape: Shape, kernel: number): Values {
  const out = new Float64Array(x.length);
  forEachProduct(shape, kernel, (o, i, w) => {
    out[o]! += x[i]! * weights[w]!;
  });
  return out;
}

/** Gradient of a depthwise convolution's loss with respect to its input. */
export function depthwiseInputGradient64(gradient: Values, weights: Values, shape: Shape, kernel: number): Values {
  const out = new Float64Array(gradient.length);
  forEachProduct(shape, kernel, (o, i, w) => {
    out[i]! += gradient[o]! * weights[w]!;
  });
  return out;
}

/** Gradient of a depthwise convolution's loss with respect to its filters [k,k,c]. */
export function depthwiseFilterGradient64(x: Values, gradient: Values, shape: Shape, kernel: number): Values {
  const out = new Float64Array(kernel * kernel * shape[3]!);
  forEachProduct(shape, kernel, (o, i, w) => {
    out[w]! += x[i]! * gradient[o]!;
  });
  return out;
}
