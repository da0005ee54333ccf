/** Loss terms of several papers, recorded as operations. All are means over the batch, in nats. */

import type { Logits, Ops, Scalar, SoftTargets, Tensor } from "../../tensor/graph.ts";

/** softmax(logits / T), [batch, classes]. Hinton, Vinyals and Dean 2015, eq. 1. */
export function soften(ops: Ops, logits: Logits, temperature: Scalar): SoftTargets {
  return ops.softmax(ops.divide(logits, temperature));
}

/** The sum of all values divided by the number of rows. @param rows [batch, ...] */
export function meanOverBatch(ops: Ops, rows: Tensor): Scalar {
  return ops.multiply(ops.total(rows), ops.constant(1 / rows.shape[0]!));
}

/** Cross-entropy of the student's softened prediction with given targets: -sum p log q. Rows of zeros add nothing. */
export function crossEntropy(ops: Ops, targets: SoftTargets, logits: Logits, temperature: Scalar): Scalar {
  const logQ = ops.logSoftmax(ops.divide(logits, temperature));
  return ops.multiply(meanOverBatch(ops, ops.multiply(targets, logQ)), ops.constant(-1));
}

/**
 * KL(teacher || student) at one temperature: sum p (log p - log q), from log-softmax differences, so that small
 * divergences are not lost in float32. Same gradient as the cross-entropy of Hinton et al. 2015, eq. 2; 0 when both are
 * equal.
 */
export function divergence(ops: Ops, teacher: Logits, student: Logits, temperature: Scalar): Scalar {
  const scaled = ops.divide(teacher, temperature);
  const difference = ops.subtract(ops.logSoftmax(scaled), ops.logSoftmax(ops.divide(student, temperature)));
  return meanOverBatch(ops, ops.multiply(ops.softmax(scaled), difference));
}

/** The default share of each label that smoothing spreads over all classes. Szegedy et al. 2016, section 7. */
export const SMOOTHING = 0.1;

/** (1 - e) labels + e / C, [batch, classes]; rows of zeros (no label) stay rows of zeros. */
export function smoothLabels(ops: Ops, labels: SoftTargets, e = SMOOTHING): SoftTargets {
  const share = ops.constant(e / labels.shape[1]!);
  const spread = ops.multiply(ops.sum(labels, [1]), share);
  return ops.add(ops.multiply(labels, ops.constant(1 - e)), spread);
}

/** T^2 KL(teacher || student), whose gradient keeps its size as T changes. No gradient reaches the teacher. */
export function scaledDivergence(ops: Ops, teacher: Logits, student: Logits, temperature: Scalar): Scalar {
  const squared = ops.multiply(temperature, temperature);
  return ops.multiply(squared, divergence(ops, ops.stopGradient(teacher), student, temperature));
}

/**
 * exp(-5 (1 - t)^2), where t grows from 0 to 1 over the first `share` of a stage, then 1; 1 throughout for a share of
 * 0. Laine and Aila 2017, section 3: it keeps the weight of predictions small that are not trained yet.
 */
export function rampUp(ops: Ops, progress: Scalar, share: number): Scalar {
  if (share === 0) return ops.constant(1);
  const left = ops.relu(ops.subtract(ops.constant(1), ops.multiply(progress, ops.constant(1 / share))));
  return ops.exp(ops.multiply(ops.constant(-5), ops.multiply(left, left)));
}
