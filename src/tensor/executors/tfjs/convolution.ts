/**
 * Convolution and pooling on tfjs, composed of operations that every backend has: the WASM backend lacks the filter
 * gradient of a convolution and the gradient of pooling.
 */

import * as tf from "@tensorflow/tfjs-core";
import type { Padding } from "../../shapes.ts";

/** Images with a border of zeros. */
export function padded(x: tf.Tensor4D, border: number): tf.Tensor4D {
  return tf.pad4d(x, [
    [0, 0],
    [border, border],
    [border, border],
    [0, 0],
  ]);
}

/** x [b,h,w,c] * filter [k,k,c,f] -> [b,h,w,f], or smaller by k - 1 where not padded. */
export function convolve(x: tf.Tensor4D, filter: tf.Tensor4D, padding: Padding): tf.Tensor4D {
  return tf.conv2d(x, filter, 1, padding);
}

/**
 * The input gradient of a convolution is the convolution of the gradient with the filter rotated by 180 degrees, padded
 * so that the size is that of the input.
 */
export function inputGradient(gradient: tf.Tensor4D, filter: tf.Tensor4D, padding: Padding): tf.Tensor4D {
  const rotated = tf.transpose(tf.reverse(filter, [0, 1]), [0, 1, 3, 2]) as tf.Tensor4D;
  if (padding === "same") return tf.conv2d(gradient, rotated, 1, "same");
  return tf.conv2d(padded(gradient, filter.shape[0] - 1), rotated, 1, "valid");
}

/** The filter gradient as one product: patches of padded x, [b*h*w, k*k*c] transposed, x the gradient [b*h*w, f]. */
export function filterGradient(
  x: tf.Tensor4D,
  gradient: tf.Tensor4D,
  kernel: number,
  transposeFirst: boolean,
): tf.Tensor4D {
  const [batch, height, width, filters] = gradient.shape;
  const channels = x.shape[3];
  const shifted: tf.Tensor4D[] = [];
  for (let dy = 0; dy < kernel; dy++)
    for (let dx = 0; dx < kernel; dx++) shifted.push(tf.slice4d(x, [0, dy, dx, 0], [batch, height, width, channels]));
  const positions = batch * height * width;
  const patches = tf.reshape(shifted.length > 1 ? tf.concat4d(shifted, 3) : x, [positions, -1]) as tf.Tensor2D;
  const flat = tf.reshape(gradient, [positions, filters]) as tf.Tensor2D;
  const weights = transposeFirst ? tf.matMul(tf.transpose(patches), flat) : tf.matMul(patches, flat, true);
  return tf.reshape(weights, [kernel, kernel, channels, filters]);
}

/** x [b,h,w,c], each channel * its own of the filters [k,k,c] -> [b,h,w,c]. */
export function depthwise(x: tf.Tensor4D, filter: tf.Tensor3D): tf.Tensor4D {
  return tf.depthwiseConv2d(x, tf.expandDims(filter, 3) as tf.Tensor4D, 1, "same");
}

/** The gradient of each filter element: padded x, shifted by the element's offset, times the gradient, summed. */
export function depthwiseFilterGradient(x: tf.Tensor4D, gradient: tf.Tensor4D, kernel: number): tf.Tensor3D {
  const sums: tf.Tensor[] = [];
  for (let dy = 0; dy < kernel; dy++)
    for (let dx = 0; dx < kernel; dx++)
      sums.push(tf.sum(tf.mul(tf.slice4d(x, [0, dy, dx, 0], gradient.shape), gradient), [0, 1, 2]));
  return tf.reshape(tf.stack(sums), [kernel, kernel, x.shape[3]]);
}

/** The values of each size x size block in one axis, [b,h/size,w/size,c,size*size]. */
function blocks(x: tf.Tensor4D, size: number): tf.Tensor5D {
  const [b, h, w, c] = x.shape;
  const split = tf.reshape(x, [b, h / size, size, w / size, size, c]);
  return tf.reshape(tf.transpose(split, [0, 1, 3, 5, 2, 4]), [b, h / size, w / size, c, size * size]);
}

/** The largest value of each size x size block. */
export function maxPool(x: tf.Tensor4D, size: number): tf.Tensor4D {
  return tf.maxPool(x, size, size, "valid");
}

/** The gradient of each block goes to the block's first largest value. */
export function maxPoolGradient(x: tf.Tensor4D, gradient: tf.Tensor4D, size: number): tf.Tensor4D {
  const [b, h, w, c] = x.shape;
  const chosen = tf.cast(tf.oneHot(tf.argMax(blocks(x, size), 4) as tf.Tensor4D, size * size), "float32");
  const shares = tf.mul(chosen, tf.expandDims(gradient, 4));
  const split = tf.reshape(shares, [b, h / size, w / size, c, size, size]);
  return tf.reshape(tf.transpose(split, [0, 1, 4, 2, 5, 3]), [b, h, w, c]);
}
