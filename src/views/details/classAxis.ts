/** The axis of the errors by class. */

/** The largest number has an arrow only where it is so many times the largest but one. */
const FAR_BEYOND = 1.5;

/** The share of the height that the axis has where a bar goes on beyond it. */
const SHARE_BELOW = 0.8;

/** An axis from 0. */
export interface ErrorAxis {
  /** the largest number on the axis */
  readonly end: number;
  /** the share of the height that it has, 0..1: a bar that goes on beyond it is drawn to the full height */
  readonly share: number;
}

/**
 * The axis ends at the largest number, or where that is far beyond all others, as of a class that a student has never
 * seen, at the largest but one.
 */
export function errorAxis(errors: readonly number[]): ErrorAxis {
  const [largest = 0, second = 0] = [...errors].sort((a, b) => b - a);
  const isCut = second > 0 && largest > FAR_BEYOND * second;
  return { end: Math.max(1, isCut ? second : largest), share: isCut ? SHARE_BELOW : 1 };
}
