/** Loss terms that several papers share, written in the recorded vocabulary. All are means over the batch, in nats. */

import type { Logits, Ops, Scalar, SoftTargets, Tensor } from "../../tensor/graph.ts";

/** softmax(logits / T), [batch, classes]. Hinton, Vinyals and Dean 2015, eq. 1. */
export function soften(ops: Ops, logits: Logits, temperature: Scalar): SoftTargets {
  return ops.softmax(ops.divide(logits, temperature));
}

function meanOverBatch(ops: Ops, rowsOfTerms: Tensor): Scalar {
  return ops.multiply(ops.total(rowsOfTerms), ops.constant(1 / rowsOfTerms.shape[0]!));
}

/** Cross-entropy of the student's softened prediction with given targets: -sum p log q. Rows of zeros add nothing. */
export function crossEntropy(ops: Ops, targets: SoftTargets, logits: Logits, temperature: Scalar): Scalar {
  const logQ = ops.logSoftmax(ops.divide(logits, temperature));
  return ops.multiply(meanOverBatch(ops, ops.multiply(targets, logQ)), ops.constant(-1));
}

/**
 * KL(teacher || student) at one temperature: sum p (log p - log q), from log-softmax differences, so that small
 * divergences survive float32. Same gradient as the cross-entropy of Hinton et al. 2015, eq. 2; 0 when both agree.
 */
export function divergence(ops: Ops, teacher: Logits, student: Logits, temperature: Scalar): Scalar {
  const scaled = ops.divide(teacher, temperature);
  const gap = ops.subtract(ops.logSoftmax(scaled), ops.logSoftmax(ops.divide(student, temperature)));
  return meanOverBatch(ops, ops.multiply(ops.softmax(scaled), gap));
}

/** What label smoothing spreads over all classes where nothing else is said. Szegedy et al. 2016, section 7. */
export const SMOOTHING = 0.1;

/** (1 - e) labels + e / C; rows without a label stay rows of zeros. */
export function smoothLabels(ops: Ops, labels: SoftTargets, e = SMOOTHING): SoftTargets {
  const share = ops.constant(e / labels.shape[1]!);
  const spread = ops.multiply(ops.sum(labels, [1]), share);
  return ops.add(ops.multiply(labels, ops.constant(1 - e)), spread);
}

/** T^2 KL(teacher || student): a soft target whose size does not move with T. No gradient reaches the teacher. */
export function softTarget(ops: Ops, teacher: Logits, student: Logits, temperature: Scalar): Scalar {
  const squared = ops.multiply(temperature, temperature);
  return ops.multiply(squared, divergence(ops, ops.stopGradient(teacher), student, temperature));
}

/**
 * exp(-5 (1 - t)^2) while t grows from 0 to 1 over the first `share` of a stage, then 1; a share of 0 is 1 throughout.
 * Laine and Aila 2017, section 3: students that are untrained themselves teach little at first.
 */
export function rampUp(ops: Ops, progress: Scalar, share: number): Scalar {
  if (share === 0) return ops.constant(1);
  const left = ops.relu(ops.subtract(ops.constant(1), ops.multiply(progress, ops.constant(1 / share))));
  return ops.exp(ops.multiply(ops.constant(-5), ops.multiply(left, left)));
}
