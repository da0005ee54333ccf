/** Notices that a worker is silent for too long. */

/** What is watched. */
export interface SilenceLimits {
  /** longest silence while something is expected, ms, as it is at a check */
  readonly limit: () => number;
  /** time between two checks, ms; silence is noticed at the first check after the limit */
  readonly every: number;
  /** whether a sign of life is expected now; a time in which none is does not count as silence */
  readonly isWaiting: () => boolean;
  /** milliseconds of a clock */
  readonly now: () => number;
  /** called when the limit is exceeded, once for each silence, with the milliseconds of the limit */
  readonly onSilent: (limit: number) => void;
  /**
   * called at every other check while waiting. The page sends a ping here, to which the conducting worker replies at
   * any time. The conductor leaves it out: a training worker receives nothing while it computes, so its reports are its
   * only signs of life.
   */
  readonly ping?: () => void;
}

/** A watch that goes on until it is stopped. */
export interface SilenceWatch {
  /**
   * a sign of life has arrived: silence is counted from now on
   * @returns milliseconds since the sign before; 0 where the worker was paused or the machine slept
   */
  reset(): number;
  stop(): void;
}

/**
 * Starts to watch; silence is counted from now on. A check that comes late shows that this side did not run either, as
 * when the machine slept or all processes were stopped: the worker is then given the whole limit again, unless as many
 * checks in a row come late as the limit has, as in a hidden page.
 */
export function watchSilence({ limit, every, isWaiting, now, onSilent, ping }: SilenceLimits): SilenceWatch {
  let [lastSign, lastCheck] = [now(), now()];
  let lateChecks = 0;
  const isLate = () => now() - lastCheck >= 2 * every;
  const countFromNow = () => {
    lastSign = now();
    lateChecks = 0;
  };
  const timer = setInterval(() => {
    const wasLate = isLate();
    lastCheck = now();
    if (!isWaiting()) return countFromNow();
    const allowed = limit();
    if (wasLate && ++lateChecks * every <= allowed) {
      lastSign = now();
      return ping?.();
    }
    if (now() - lastSign <= allowed) return ping?.();
    countFromNow();
    onSilent(allowed);
  }, every);
  // In Node this timer alone must not keep a process alive; the workers that it watches do.
  if (typeof timer === "object") timer.unref();
  return {
    reset() {
      const gap = isWaiting() && !isLate() ? now() - lastSign : 0;
      countFromNow();
      return gap;
    },
    stop: () => clearInterval(timer),
  };
}
