/**
 * Convolutions with strides and even filters, overlapping and average pooling, and leaky ReLU, written in the vocabulary.
 * So every executor and reverse mode have them, and the kernels of convolutions with stride 1 stay as they are.
 */

import { type WindowPadding, windowsAlong } from "../math/windows.ts";
import type { Ops, Tensor } from "./graph.ts";
import { withAxis } from "./shapes.ts";

/** The first `length` places of an axis, with `before` zeros in front and as many behind as are missing. */
function fitted(ops: Ops, x: Tensor, axis: number, before: number, length: number): Tensor {
  const kept = Math.min(x.shape[axis]!, length - before);
  return ops.pad(ops.slice(x, axis, 0, kept), axis, before, length);
}

/** Every `stride`-th place of an axis from place `from` on, `count` of them. The axis has count * stride from there. */
function everyNth(ops: Ops, x: Tensor, axis: number, from: number, stride: number, count: number): Tensor {
  if (stride === 1) return ops.slice(x, axis, from, count);
  const [before, after] = [x.shape.slice(0, axis), x.shape.slice(axis + 1)];
  const groups = ops.reshape(ops.slice(x, axis, from, count * stride), [...before, count, stride, ...after]);
  return ops.reshape(ops.slice(groups, axis + 1, 0, 1), [...before, count, ...after]);
}

/**
 * The phases of rows and columns, one after the other as `channels`: place i of phase r is place i * stride + r. x has
 * lengths that are multiples of the stride along `rows` and the axis behind it.
 * @param phases how many of the `stride` phases are taken along each axis
 */
function phasesAsChannels(ops: Ops, x: Tensor, rows: number, stride: number, phases: number): Tensor {
  const [before, after] = [x.shape.slice(0, rows), x.shape.slice(rows + 2)];
  const [high, wide] = [x.shape[rows]! / stride, x.shape[rows + 1]! / stride];
  const groups = ops.reshape(x, [...before, high, stride, wide, stride, ...after]);
  const parts: Tensor[] = [];
  for (let row = 0; row < phases; row++)
    for (let column = 0; column < phases; column++) {
      const part = ops.slice(ops.slice(groups, rows + 1, row, 1), rows + 3, column, 1);
      parts.push(ops.reshape(part, [...before, high, wide, ...after]));
    }
  return parts.length === 1 ? parts[0]! : ops.concatenate(parts, rows + 2);
}

/**
 * x [b,h,w,c] * filter [k,k,c,f] in steps of `stride`, with the padding of `windowsAlong`. With a stride above 1 it is one
 * convolution of the image's phases, laid out as channels, with the filter's phases: ceil(k / stride)^2 places, and no
 * output is computed that is not wanted.
 * @throws RangeError where the filter does not fit
 */
export function convolveInSteps(ops: Ops, x: Tensor, filter: Tensor, stride: number, padding: WindowPadding): Tensor {
  const kernel = filter.shape[0]!;
  if (stride === 1 && (padding === "valid" || kernel % 2 === 1)) return ops.convolve(x, filter, padding);
  const [high, wide] = [1, 2].map((axis) => windowsAlong(x.shape[axis]!, kernel, stride, padding));
  if (!high || !wide || high.count < 1 || wide.count < 1)
    throw new RangeError(`a filter of [${filter.shape}] does not fit into [${x.shape}]`);
  const taps = Math.ceil(kernel / stride);
  const lengthOf = ({ count }: { readonly count: number }) => stride * (count - 1 + taps);
  const padded = fitted(ops, fitted(ops, x, 1, high.before, lengthOf(high)), 2, wide.before, lengthOf(wide));
  if (stride === 1) return ops.convolve(padded, filter, "valid");
  const square = ops.pad(ops.pad(filter, 0, 0, taps * stride), 1, 0, taps * stride);
  const phases = Math.min(kernel, stride);
  return ops.convolve(
    phasesAsChannels(ops, padded, 1, stride, phases),
    phasesAsChannels(ops, square, 0, stride, phases),
    "valid",
  );
}

/** The windows of one axis side by side: window i has the places i * size to (i + 1) * size - 1. */
function windowsSideBySide(ops: Ops, x: Tensor, axis: number, size: number, stride: number): Tensor {
  const { count } = windowsAlong(x.shape[axis]!, size, stride, "valid");
  if (size === stride) return ops.slice(x, axis, 0, count * size);
  const padded = fitted(ops, x, axis, 0, size - 1 + count * stride);
  const [before, after] = [x.shape.slice(0, axis), x.shape.slice(axis + 1)];
  const places = Array.from({ length: size }, (_, place) =>
    ops.reshape(everyNth(ops, padded, axis, place, stride, count), [...before, count, 1, ...after]),
  );
  return ops.reshape(ops.concatenate(places, axis + 1), [...before, count * size, ...after]);
}

/**
 * x with its first and last place along an axis repeated. A window that reaches over the edge has that place in it already,
 * so its largest value and the first place of it stay the same.
 */
function withEdges(ops: Ops, x: Tensor, axis: number, before: number, after: number): Tensor {
  if (before + after === 0) return x;
  const edge = (from: number, times: number) => Array.from({ length: times }, () => ops.slice(x, axis, from, 1));
  return ops.concatenate([...edge(0, before), x, ...edge(x.shape[axis]! - 1, after)], axis);
}

/**
 * The largest value of each size x size window of x [b,h,w,c], in steps of `stride`; its gradient goes to the first
 * largest of each window. With "same" padding, what lies outside is in no window. @throws RangeError where no window fits
 */
export function maxPoolInSteps(
  ops: Ops,
  x: Tensor,
  size: number,
  stride: number,
  padding: WindowPadding = "valid",
): Tensor {
  const along = (maps: Tensor, axis: number) => {
    const { before, after } = windowsAlong(maps.shape[axis]!, size, stride, padding);
    return windowsSideBySide(ops, withEdges(ops, maps, axis, before, after), axis, size, stride);
  };
  return ops.maxPool(along(along(x, 1), 2), size);
}

/** The sums of the windows along one axis. */
function windowSums(ops: Ops, x: Tensor, axis: number, size: number, stride: number): Tensor {
  const { count } = windowsAlong(x.shape[axis]!, size, stride, "valid");
  if (size === stride) {
    const [before, after] = [x.shape.slice(0, axis), x.shape.slice(axis + 1)];
    const windows = ops.reshape(ops.slice(x, axis, 0, count * size), [...before, count, size, ...after]);
    return ops.reshape(ops.sum(windows, [axis + 1]), withAxis(x.shape, axis, count));
  }
  const padded = fitted(ops, x, axis, 0, size - 1 + count * stride);
  const places = Array.from({ length: size }, (_, place) => everyNth(ops, padded, axis, place, stride, count));
  return places.reduce((sum, place) => ops.add(sum, place));
}

/** The mean of each size x size window of x [b,h,w,c], in steps of `stride`. @throws RangeError where no window fits */
export function averagePool(ops: Ops, x: Tensor, size: number, stride: number): Tensor {
  const sums = windowSums(ops, windowSums(ops, x, 2, size, stride), 1, size, stride);
  return ops.multiply(sums, ops.constant(1 / size ** 2));
}

/** x where it is above 0, else slope * x. Maas, Hannun and Ng 2013. */
export function leakyRelu(ops: Ops, x: Tensor, slope: number): Tensor {
  const positive = ops.relu(x);
  return ops.add(positive, ops.multiply(ops.subtract(x, positive), ops.constant(slope)));
}
