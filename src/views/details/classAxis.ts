/** The axis of the errors by class. */

/** The largest number has an arrow only where it is so many times the largest but one. */
const FAR_BEYOND = 1.5;

/**
 * Where the axis ends: at the largest number, or where that is far beyond all others, as of a class that a student has
 * never seen, at the largest but one.
 */
export function axisEnd(errors: readonly number[]): number {
  const [largest = 0, second = 0] = [...errors].sort((a, b) => b - a);
  return Math.max(1, second > 0 && largest > FAR_BEYOND * second ? second : largest);
}
