/** A constant and a formula of layers, the same in training and in transforms of weights. */

/** Batch norm: added to the variance. */
export const BATCH_NORM_EPSILON = 1e-3;

/**
 * Standard deviation of a layer's initial weights. He et al. 2015, eq. 15: variance 2 / ((1 + a^2) fan-in), which is
 * 2 / fan-in before a ReLU and 1 / fan-in before no activation.
 * @param fanIn inputs of one unit
 * @param negativeSlope a: the factor of values below 0 in the activation, 0 for ReLU, 1 where it is linear
 */
export function initialDeviation(fanIn: number, negativeSlope: number): number {
  return Math.sqrt(2 / (1 + negativeSlope ** 2) / fanIn);
}
