/**
 * Quantisers with straight-through gradients: the forward pass computes with values of few levels, and the gradient is
 * passed to the full-precision values as if those had been used.
 */

import type { Ops, Scalar, Tensor } from "../../tensor/graph.ts";
import { volume } from "../../tensor/graph.ts";

/** A tensor with the value of `levels` and the gradient of x. Bengio, Leonard and Courville 2013, section 4. */
function straightThrough(ops: Ops, x: Tensor, levels: Tensor): Tensor {
  return ops.add(ops.stopGradient(levels), ops.subtract(x, ops.stopGradient(x)));
}

/** |x|, element by element. */
export function magnitude(ops: Ops, x: Tensor): Tensor {
  return ops.add(ops.relu(x), ops.relu(ops.multiply(x, ops.constant(-1))));
}

/** x clipped to [low, high]; no gradient passes where it is clipped. */
function clip(ops: Ops, x: Tensor, low: number, high: number): Tensor {
  const above = ops.relu(ops.subtract(x, ops.constant(low)));
  const beyond = ops.relu(ops.subtract(x, ops.constant(high)));
  return ops.add(ops.subtract(above, beyond), ops.constant(low));
}

/** x rounded to multiples of 1 / steps, with a straight-through gradient. */
function rounded(ops: Ops, x: Tensor, steps: number): Tensor {
  const levels = ops.divide(ops.round(ops.multiply(x, ops.constant(steps))), ops.constant(steps));
  return straightThrough(ops, x, levels);
}

/** The largest |x|, a scalar without a gradient. */
function maxMagnitude(ops: Ops, x: Tensor): Scalar {
  const row = ops.reshape(magnitude(ops, x), [1, volume(x.shape)]);
  return ops.stopGradient(ops.total(ops.max(row)));
}

/**
 * Activations of k bits: clipped to [0, 1], then the nearest of 2^k equally spaced levels from 0 to 1.
 * Mishra et al. 2018, "WRPN: Wide Reduced-Precision Networks", section 3.
 * @param range "unit": the levels lie from 0 to 1 as published; "largest": from 0 to the largest value of each example
 */
export function quantiseActivations(ops: Ops, x: Tensor, bits: number, range: "unit" | "largest" = "unit"): Tensor {
  const levels = 2 ** bits - 1;
  if (range === "unit") return rounded(ops, clip(ops, x, 0, 1), levels);
  const rows = ops.reshape(x, [x.shape[0]!, volume(x.shape) / x.shape[0]!]);
  const largest = ops.add(ops.stopGradient(ops.max(ops.relu(rows))), ops.constant(1e-12));
  const scaled = rounded(ops, clip(ops, ops.divide(rows, largest), 0, 1), levels);
  return ops.reshape(ops.multiply(scaled, largest), x.shape);
}

/**
 * Weights of k bits: clipped to [-1, 1], then the nearest of 2^k - 1 equally spaced levels from -1 to 1 (WRPN).
 * @param range "unit": from -1 to 1 as published, where small weights may all become 0; "layer": from minus to plus the
 * largest magnitude of the layer's weights
 */
export function quantiseWeights(ops: Ops, weights: Tensor, bits: number, range: "unit" | "layer"): Tensor {
  const steps = 2 ** (bits - 1) - 1;
  if (range === "unit") return rounded(ops, clip(ops, weights, -1, 1), steps);
  const unit = ops.add(maxMagnitude(ops, weights), ops.constant(1e-12));
  return ops.multiply(rounded(ops, ops.divide(weights, unit), steps), unit);
}

/**
 * Weights of three levels, -a, 0 and a: those not above 0.7 of the layer's mean magnitude become 0, and a is the mean
 * magnitude of the others. Li, Zhang and Liu 2016, "Ternary Weight Networks", eq. 5 and 6.
 */
export function ternarise(ops: Ops, weights: Tensor): Tensor {
  const size = magnitude(ops, weights);
  const threshold = ops.multiply(ops.total(size), ops.constant(0.7 / volume(weights.shape)));
  const aboveThreshold = ops.step(ops.subtract(size, threshold));
  const count = ops.add(ops.total(aboveThreshold), ops.constant(1e-12));
  const level = ops.divide(ops.total(ops.multiply(aboveThreshold, size)), count);
  const sign = ops.subtract(ops.step(weights), ops.step(ops.multiply(weights, ops.constant(-1))));
  return straightThrough(ops, weights, ops.multiply(level, ops.multiply(aboveThreshold, sign)));
}
