/** Paired comparisons over a few pairs (replicates). A single pair gives no result. */

/** 97.5 % quantiles of Student's t for 1 to 19 degrees of freedom (any statistics table). */
const T_QUANTILES = [
  ...[12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228],
  ...[2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11, 2.101, 2.093],
] as const;

/** Arithmetic mean; NaN for no values. */
export function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

/** Standard deviation of a sample, with n - 1; NaN for fewer than two values. */
export function deviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
}

/** A mean difference with its 95 % interval; the interval is infinite for a single pair. */
export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The 95 % t interval of a mean of paired differences.
 * @throws RangeError for no or more than twenty differences
 */
export function pairedInterval(differences: readonly number[]): Interval {
  const n = differences.length;
  if (n < 1 || n > T_QUANTILES.length + 1)
    throw new RangeError(`${n} pairs cannot be judged; train 1 to ${T_QUANTILES.length + 1}`);
  const centre = mean(differences);
  if (n === 1) return { mean: centre, low: -Infinity, high: Infinity };
  const half = (T_QUANTILES[n - 2]! * deviation(differences)) / Math.sqrt(n);
  return { mean: centre, low: centre - half, high: centre + half };
}

/** The sign of a paired difference, where positive is better, as far as its interval decides it. */
export type VerdictWord = "helps" | "hurts" | "cannot-tell" | "one-pair";

/** "helps" or "hurts" where the whole interval lies on one side of 0. */
export function verdictWord({ low, high }: Interval, pairs: number): VerdictWord {
  if (pairs < 2) return "one-pair";
  if (low > 0) return "helps";
  return high < 0 ? "hurts" : "cannot-tell";
}

/** The median; of an even number of values the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
