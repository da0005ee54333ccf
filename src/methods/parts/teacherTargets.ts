/** Targets made from a teacher's predictions, and answers made of several networks' ones. */

import type { Ops, Scalar, SoftTargets, Tensor } from "../../tensor/graph.ts";

/** What each example of a batch counts: the teacher's largest probability, so that all sum to 1, [batch, 1]. */
export function confidenceWeights(ops: Ops, teacher: Tensor): Tensor {
  const confidence = ops.max(ops.softmax(teacher));
  return ops.divide(confidence, ops.total(confidence));
}

/** Cross-entropy with labels in which each example counts as much as the teacher is sure of it (CWTM). Furlanello et al. 2018, section 3.2. */
export function weightedByConfidence(ops: Ops, labels: SoftTargets, teacher: Tensor, student: Tensor): Scalar {
  const each = ops.sum(ops.multiply(labels, ops.logSoftmax(student)), [1]);
  return ops.multiply(ops.total(ops.multiply(confidenceWeights(ops, teacher), each)), ops.constant(-1));
}

/** Log of the mean of several networks' probabilities: the answer of their ensemble. Furlanello et al. 2018, section 3.1. */
export function ensembleLogits(ops: Ops, logits: readonly Tensor[]): Tensor {
  const sum = logits.map((z): Tensor => ops.softmax(z)).reduce((a, b) => ops.add(a, b));
  return ops.log(ops.add(ops.multiply(sum, ops.constant(1 / logits.length)), ops.constant(1e-30)));
}

/** Probabilities with the largest in its place and each other moved on to the next place that is not the largest's. */
export function movedOthers(ops: Ops, p: Tensor): Tensor {
  const classes = p.shape[1]!;
  const one = ops.constant(1);
  const turned = (x: Tensor) => ops.concatenate([ops.slice(x, 1, 1, classes - 1), ops.slice(x, 1, 0, 1)], 1);
  const top = ops.subtract(one, ops.step(ops.subtract(ops.max(p), p)));
  const next = turned(p);
  const isTop = turned(top);
  const other = ops.add(ops.multiply(isTop, turned(next)), ops.multiply(ops.subtract(one, isTop), next));
  return ops.add(ops.multiply(top, p), ops.multiply(ops.subtract(one, top), other));
}
