/** The gradient of the soft targets' loss at the logits, on arrays of numbers. */

import { softmax } from "./softmax.ts";

/**
 * Derivative of KL(softmax(v / T) || softmax(z / T)) by the student's logits z, without the factor T²:
 * (softmax(z / T) - softmax(v / T)) / T. Hinton, Vinyals and Dean (2015), eq. 2. For T large beside the logits it
 * approaches ((z - mean z) - (v - mean v)) / (N T²), eq. 4.
 * @param teacherLogits v
 * @param studentLogits z, as many
 * @returns as many numbers, whose sum is 0
 */
export function softGradient(
  teacherLogits: ArrayLike<number>,
  studentLogits: ArrayLike<number>,
  temperature: number,
): Float64Array {
  const target = softmax(teacherLogits, temperature);
  return softmax(studentLogits, temperature).map((q, c) => (q - target[c]!) / temperature);
}

/** The Euclidean length of that gradient. */
export function softPush(v: ArrayLike<number>, z: ArrayLike<number>, temperature: number): number {
  return Math.hypot(...softGradient(v, z, temperature));
}
