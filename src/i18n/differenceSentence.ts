/** The difference that a run measured, in words. */

import type { Interval } from "../math/statistics.ts";
import type { Messages } from "./en.ts";
import { count } from "./numberFormats.ts";

/** A mean difference, positive for fewer errors, over some of the pairs of a run. */
export interface Difference extends Interval {
  readonly pairs: number;
  readonly of: number;
}

/** The mean difference and its interval in words. */
export function differenceSentence(
  { mean, low, high, pairs, of }: Difference,
  { resultColumn: words }: Messages,
): string {
  const difference = (mean < 0 ? words.more : words.fewer)(count(Math.abs(mean)));
  const [from, to] = mean < 0 ? [-high, -low] : [low, high];
  const interval = pairs > 1 ? words.interval(count(from), count(to)) : "";
  return words.sentence(`${difference}${interval}${pairs < of ? words.soFar(pairs, of) : ""}`);
}
