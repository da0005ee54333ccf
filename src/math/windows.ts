/** Windows that move along an axis in steps, as filters and pooling do. */

/** "same": zeros around the axis, so that there is a window for each `stride` values; "valid": none. */
export type WindowPadding = "same" | "valid";

/** The windows along one axis. */
export interface Windows {
  /** number of windows */
  readonly count: number;
  /** zeros in front of the axis and behind it */
  readonly before: number;
  readonly after: number;
}

/**
 * The windows of `size` values along an axis of `length`, `stride` values from one to the next. "same" is that of
 * TensorFlow and Keras: ceil(length / stride) windows, and of an odd number of zeros one more behind than in front.
 * Without padding, values behind the last whole window belong to none.
 * @returns a count below 1 where no window fits
 */
export function windowsAlong(length: number, size: number, stride: number, padding: WindowPadding): Windows {
  if (padding === "valid") return { count: Math.floor((length - size) / stride) + 1, before: 0, after: 0 };
  const count = Math.ceil(length / stride);
  const zeros = Math.max((count - 1) * stride + size - length, 0);
  const before = Math.floor(zeros / 2);
  return { count, before, after: zeros - before };
}
