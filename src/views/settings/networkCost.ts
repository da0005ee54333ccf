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
