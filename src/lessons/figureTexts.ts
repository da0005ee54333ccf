/** Figures as texts, in every language. */

import type { Interval } from "../math/statistics.ts";
import { count } from "../views/elements/numberFormats.ts";

/** A mean with its 95 % interval: "36 [11, 61]". */
export function withInterval({ mean, low, high }: Interval): string {
  return `${count(mean)} [${count(low)}, ${count(high)}]`;
}

/** The same difference seen from the other side. */
export function reversed({ mean, low, high }: Interval): Interval {
  return { mean: -mean, low: -high, high: -low };
}
