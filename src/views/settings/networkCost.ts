/** What a network costs, in words. */

import { type Architecture, countFlops, countParameters } from "../../domain/architecture.ts";
import { errorText } from "../../domain/errorText.ts";
import type { Messages } from "../../i18n/en.ts";
import { count } from "../../i18n/numberFormats.ts";

const MEGA = 1e6;

/** Parameters and MFLOPs of a network as text; the reason where its layers do not fit together. */
export function costOf(architecture: Architecture, words: Messages): string {
  try {
    return words.cost(count(countParameters(architecture)), count(countFlops(architecture) / MEGA));
  } catch (error) {
    return errorText(error);
  }
}

/** A large number in few figures: "838 k", "1.2 M", "650". */
export function fewFigures(value: number): string {
  if (value >= 999_500) return `${(value / 1e6).toFixed(1)}\u00a0M`;
  if (value >= 10_000) return `${Math.round(value / 1e3)}\u00a0k`;
  return value >= 1000 ? `${Number((value / 1e3).toFixed(1))}\u00a0k` : `${value}`;
}
