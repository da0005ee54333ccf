/** Softmax at a temperature, on arrays of numbers, for views and tests. Needs no tensor library. */

/**
 * Log-probabilities of logits softened by a temperature: log softmax(z / T).
 * Hinton, Vinyals and Dean (2015), eq. 1, in logarithms so that no probability underflows.
 *
 * @param logits one row of class scores, any finite values
 * @param temperature T > 0; 1 leaves the scores unchanged, larger T makes the distribution more uniform
 * @returns natural-log probabilities, same length
 * @throws RangeError when the temperature is not a positive finite number
 */
export function logSoftmax(logits: ArrayLike<number>, temperature = 1): Float64Array {
  if (!(temperature > 0 && Number.isFinite(temperature))) {
    throw new RangeError(`temperature must be a positive finite number, got ${temperature}`);
  }
  const softened = Float64Array.from(logits, (z) => z / temperature);
  let largest = Number.NEGATIVE_INFINITY;
  for (const z of softened) largest = Math.max(largest, z);
  let total = 0;
  for (const z of softened) total += Math.exp(z - largest);
  const logTotal = largest + Math.log(total);
  return softened.map((z) => z - logTotal);
}

/**
 * Soft targets: class probabilities of logits at a temperature, softmax(z / T).
 * Hinton, Vinyals and Dean (2015), eq. 1.
 *
 * @param logits one row of class scores
 * @param temperature T > 0
 * @returns probabilities in [0, 1] that sum to 1
 * @throws RangeError when the temperature is not a positive finite number
 */
export function softmax(logits: ArrayLike<number>, temperature = 1): Float64Array {
  return logSoftmax(logits, temperature).map(Math.exp);
}
