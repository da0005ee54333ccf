/** Entropy and divergence of class distributions, in nats, on arrays of numbers. */

import { logSoftmax } from "./softmax.ts";

/**
 * Shannon entropy of a distribution, -sum p log p.
 * @param p probabilities that sum to 1
 * @returns nats, between 0 and log(classes)
 */
export function entropy(p: ArrayLike<number>): number {
  let h = 0;
  for (let k = 0; k < p.length; k++) if (p[k]! > 0) h -= p[k]! * Math.log(p[k]!);
  return h;
}

/**
 * KL(p || q) of two softened rows of logits, by differences of log-probabilities, which avoids cancellation at high
 * temperatures (the soft loss of Hinton, Vinyals and Dean 2015 without its T² factor and the teacher's entropy).
 * @param teacherLogits v, of the target p = softmax(v / T)
 * @param studentLogits z, of the student's prediction q = softmax(z / T)
 * @returns nats, never negative beyond rounding
 */
export function klFromLogits(
  teacherLogits: ArrayLike<number>,
  studentLogits: ArrayLike<number>,
  temperature = 1,
): number {
  const logP = logSoftmax(teacherLogits, temperature);
  const logQ = logSoftmax(studentLogits, temperature);
  let kl = 0;
  for (let k = 0; k < logP.length; k++) kl += Math.exp(logP[k]!) * (logP[k]! - logQ[k]!);
  return kl;
}
