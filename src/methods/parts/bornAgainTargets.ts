/** Losses, targets and ensembles of Born-Again Networks. Furlanello, Lipton, Tschannen, Itti and Anandkumar 2018. */

import type { Ops, Scalar, SoftTargets, Tensor } from "../../tensor/graph.ts";

/** Weights of the examples of a batch: the teacher's largest probability, divided by their sum, [batch, 1]. */
export function confidenceWeights(ops: Ops, teacher: Tensor): Tensor {
  const confidence = ops.max(ops.softmax(teacher));
  return ops.divide(confidence, ops.total(confidence));
}

/**
 * Cross-entropy with labels, the examples weighted by the teacher's confidence (CWTM), a sum over the batch in nats.
 * Section 3.2.
 */
export function confidenceWeightedCrossEntropy(
  ops: Ops,
  labels: SoftTargets,
  teacher: Tensor,
  student: Tensor,
): Scalar {
  const each = ops.sum(ops.multiply(labels, ops.logSoftmax(student)), [1]);
  return ops.multiply(ops.total(ops.multiply(confidenceWeights(ops, teacher), each)), ops.constant(-1));
}

/** Logarithm of the mean of several networks' probabilities: the logits of their ensemble (BANE). Section 3.1. */
export function ensembleLogits(ops: Ops, logits: readonly Tensor[]): Tensor {
  const sum = logits.map((z): Tensor => ops.softmax(z)).reduce((a, b) => ops.add(a, b));
  return ops.log(ops.add(ops.multiply(sum, ops.constant(1 / logits.length)), ops.constant(1e-30)));
}

/**
 * Probabilities [batch, classes] in which the largest stays and each other one moves to the next class that is not the
 * largest's: an example of the permutation in DKPP.
 */
export function rotateOtherClasses(ops: Ops, p: Tensor): Tensor {
  const classes = p.shape[1]!;
  const one = ops.constant(1);
  const rotated = (x: Tensor) => ops.concatenate([ops.slice(x, 1, 1, classes - 1), ops.slice(x, 1, 0, 1)], 1);
  const top = ops.subtract(one, ops.step(ops.subtract(ops.max(p), p)));
  const next = rotated(p);
  const isTop = rotated(top);
  const other = ops.add(ops.multiply(isTop, rotated(next)), ops.multiply(ops.subtract(one, isTop), next));
  return ops.add(ops.multiply(top, p), ops.multiply(ops.subtract(one, top), other));
}
