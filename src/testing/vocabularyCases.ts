/** Small graphs that cover the vocabulary, on which every executor is compared with the float64 reference. */

import { openStream, streamKey } from "../math/random.ts";
import type { Ops, Scalar, Tensor } from "../tensor/graph.ts";
import { averagePool, convolveInSteps, leakyRelu, maxPoolInSteps } from "../tensor/windowOps.ts";

/** Shapes of the parameters that every case may use. */
export const shapes = {
  a: [3, 4],
  b: [4, 2],
  row: [1, 4],
  pairs: [2, 3, 5],
  others: [2, 5, 3],
  image: [2, 4, 4, 2],
  filter: [3, 3, 2, 3],
  even: [2, 2, 2, 5],
  own: [3, 3, 2],
} as const;

/** Normal values that depend only on a name. */
export function valuesOf(name: string, size: number): Float32Array {
  const stream = openStream(streamKey(5, name));
  return Float32Array.from({ length: size }, () => stream.normal());
}

/** A loss with another weight for every element, so that a gradient at the wrong element changes it. */
export function weigh(ops: Ops, x: Tensor): Scalar {
  return ops.total(ops.multiply(x, ops.input("weights", x.shape)));
}

/** Graphs by name, each from parameters to any result. */
export const cases: Readonly<Record<string, (ops: Ops, p: Readonly<Record<keyof typeof shapes, Tensor>>) => Tensor>> = {
  matmul: (ops, p) => ops.matmul(p.a, p.b),
  "matmul, left transposed": (ops, p) => ops.matmul(p.b, ops.matmul(p.a, p.b), false, true),
  "matmul, both transposed": (ops, p) => ops.matmul(p.b, p.a, true, true),
  "batched products": (ops, p) => ops.matmul(p.pairs, p.others),
  "batched products, left transposed": (ops, p) => ops.matmul(p.pairs, ops.exp(p.pairs), true),
  "batched products, right transposed": (ops, p) => ops.relu(ops.matmul(p.pairs, ops.exp(p.pairs), false, true)),
  "batched products, both transposed": (ops, p) => ops.matmul(p.pairs, p.others, true, true),
  "addition of a row": (ops, p) => ops.add(p.a, p.row),
  "subtraction of a row": (ops, p) => ops.subtract(p.row, p.a),
  "multiplication by a row": (ops, p) => ops.multiply(p.a, p.row),
  "division by exp of a row": (ops, p) => ops.divide(p.a, ops.exp(p.row)),
  "log of a sum of exp": (ops, p) => ops.log(ops.sum(ops.exp(p.a), [1])),
  "root of squares": (ops, p) => ops.sqrt(ops.sum(ops.multiply(p.a, p.a), [0])),
  relu: (ops, p) => ops.relu(p.a),
  "rounding, through which no gradient passes": (ops, p) =>
    ops.multiply(p.row, ops.round(ops.multiply(p.a, ops.constant(4)))),
  "the largest of rows, through which no gradient passes": (ops, p) => ops.add(p.row, ops.max(p.a)),
  softmax: (ops, p) => ops.softmax(p.a),
  "log softmax": (ops, p) => ops.logSoftmax(p.a),
  reshape: (ops, p) => ops.matmul(ops.reshape(p.a, [2, 6]), ops.reshape(p.a, [6, 2])),
  "a slice of columns": (ops, p) => ops.slice(ops.exp(p.a), 1, 1, 2),
  "a slice broadcast over the rows it comes from": (ops, p) => ops.multiply(ops.exp(p.a), ops.slice(p.a, 0, 2, 1)),
  "a slice of a broadcast": (ops, p) => ops.exp(ops.slice(ops.broadcast(p.row, [3, 4]), 0, 1, 2)),
  "a product with slices as bias and mask": (ops, p) => {
    const rectified = ops.relu(ops.add(ops.matmul(p.a, p.b), ops.slice(p.row, 1, 1, 2)));
    return ops.multiply(rectified, ops.step(ops.slice(p.a, 1, 0, 2)));
  },
  "a slice of an image": (ops, p) => ops.slice(ops.slice(p.image, 2, 1, 3), 3, 1, 1),
  "padded rows": (ops, p) => ops.multiply(ops.pad(p.row, 0, 1, 3), p.a),
  "a padded image": (ops, p) => ops.pad(ops.pad(p.image, 1, 2, 7), 3, 0, 5),
  "concatenated columns": (ops, p) => ops.concatenate([p.a, ops.matmul(p.a, p.b), ops.exp(p.a)], 1),
  broadcast: (ops, p) => ops.broadcast(p.row, [3, 4]),
  convolution: (ops, p) => ops.convolve(p.image, p.filter),
  "convolution without padding": (ops, p) => ops.convolve(p.image, p.filter, "valid"),
  "even convolution without padding": (ops, p) => ops.relu(ops.convolve(p.image, p.even, "valid")),
  "depthwise convolution": (ops, p) => ops.depthwise(p.image, p.own),
  "max pooling": (ops, p) => ops.maxPool(ops.convolve(p.image, p.filter), 2),
  "the input gradient of a convolution": (ops, p) =>
    ops.convolveInputGradient(ops.multiply(ops.convolve(p.image, p.filter), ops.constant(0.1)), p.filter),
  "the filter gradient of a convolution": (ops, p) =>
    ops.convolveFilterGradient(p.image, ops.multiply(ops.convolve(p.image, p.filter), ops.constant(0.1)), 3),
  "the input gradient of a convolution without padding": (ops, p) =>
    ops.convolveInputGradient(ops.convolve(p.image, p.even, "valid"), ops.exp(p.even), "valid"),
  "the filter gradient of a convolution without padding": (ops, p) =>
    ops.convolveFilterGradient(ops.exp(p.image), ops.convolve(p.image, p.even, "valid"), 2, "valid"),
  "the input gradient of a depthwise convolution": (ops, p) => ops.depthwiseInputGradient(ops.exp(p.image), p.own),
  "the filter gradient of a depthwise convolution": (ops, p) =>
    ops.depthwiseFilterGradient(p.image, ops.exp(p.image), 3),
  "the gradient of max pooling": (ops, p) => ops.maxPoolGradient(p.image, ops.exp(ops.maxPool(p.image, 2)), 2),
  "convolution in steps of 2": (ops, p) => convolveInSteps(ops, p.image, p.filter, 2, "same"),
  "convolution in steps of 2 without padding": (ops, p) => convolveInSteps(ops, p.image, p.even, 2, "valid"),
  "even convolution with padding": (ops, p) => ops.relu(convolveInSteps(ops, p.image, p.even, 1, "same")),
  "convolution in steps of 3 of a convolution": (ops, p) =>
    convolveInSteps(ops, ops.slice(ops.convolve(p.image, p.filter), 3, 0, 2), ops.exp(p.even), 3, "same"),
  "the shortcut of a residual block": (ops, p) =>
    ops.relu(ops.add(ops.depthwise(ops.relu(ops.depthwise(p.image, p.own)), p.own), p.image)),
  "a shortcut with a projection in steps of 2": (ops, p) => {
    const projection = ops.slice(ops.slice(p.filter, 0, 0, 1), 1, 2, 1);
    const main = convolveInSteps(ops, p.image, p.filter, 2, "same");
    return ops.relu(ops.add(main, convolveInSteps(ops, p.image, projection, 2, "same")));
  },
  "overlapping max pooling": (ops, p) => maxPoolInSteps(ops, ops.convolve(p.image, p.filter), 3, 1),
  "padded max pooling": (ops, p) => maxPoolInSteps(ops, p.image, 2, 1, "same"),
  "max pooling with gaps": (ops, p) => maxPoolInSteps(ops, p.image, 2, 3),
  "average pooling": (ops, p) => averagePool(ops, ops.convolve(p.image, p.filter), 2, 2),
  "overlapping average pooling": (ops, p) => averagePool(ops, p.image, 3, 1),
  "leaky relu": (ops, p) => leakyRelu(ops, p.a, 0.01),
};
