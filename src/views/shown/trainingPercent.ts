/** How far the run is that trains. */

import { progressOf } from "../../session/run/runSelectors.ts";
import { usePlayground } from "../elements/storeContexts.ts";

/** Whole percent of the run's steps; null while nothing trains. */
export function useTrainingPercent(): number | null {
  return usePlayground(({ run, phase }) => {
    if (phase === "idle" || run?.origin !== "live") return null;
    const { step, steps } = progressOf(run);
    return Math.floor((100 * step) / Math.max(steps, 1));
  });
}
