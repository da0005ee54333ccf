/** Notices that a worker is silent for too long. */

/** What is watched. */
export interface SilenceLimits {
  /** longest silence while something is expected, ms */
  readonly limit: number;
  /** time between two checks, ms; silence is noticed at the first check after the limit */
  readonly every: number;
  /** whether a sign of life is expected now; a time in which none is does not count as silence */
  readonly isWaiting: () => boolean;
  /** milliseconds of a clock */
  readonly now: () => number;
  /** called when the limit is exceeded, once for each silence */
  readonly onSilent: () => void;
  /**
   * called at every other check while waiting. The page sends a ping here, to which the conducting worker replies at
   * any time. The conductor leaves it out: a training worker receives nothing while it computes, for as long as a whole
   * evaluation, so its reports are its only signs of life, and its limit is longer.
   */
  readonly ping?: () => void;
}

/** A watch that goes on until it is stopped. */
export interface SilenceWatch {
  /** a sign of life has arrived: silence is counted from now on */
  reset(): void;
  stop(): void;
}

/** Starts to watch; silence is counted from now on. */
export function watchSilence({ limit, every, isWaiting, now, onSilent, ping }: SilenceLimits): SilenceWatch {
  let lastSign = now();
  const reset = () => {
    lastSign = now();
  };
  const timer = setInterval(() => {
    if (!isWaiting()) return reset();
    if (now() - lastSign <= limit) return ping?.();
    reset();
    onSilent();
  }, every);
  // In Node this timer alone must not keep a process alive; the workers that it watches do.
  if (typeof timer === "object") timer.unref();
  return { reset, stop: () => clearInterval(timer) };
}
