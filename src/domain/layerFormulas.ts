/** A constant and a formula of layers, the same in training and in transforms of weights. */

/** Batch norm: added to the variance. */
export const BATCH_NORM_EPSILON = 1e-3;

/**
 * Standard deviation of a layer's initial weights: variance 2 / fan-in before a ReLU (He et al. 2015, eq. 10), else
 * 1 / fan-in.
 * @param fanIn inputs of one unit
 */
export function initialDeviation(fanIn: number, feedsRelu: boolean): number {
  return Math.sqrt((feedsRelu ? 2 : 1) / fanIn);
}
