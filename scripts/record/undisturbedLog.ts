/** The log of a run that was stopped and taken up again, as the same run would have written it without a stop. */

import type { TrainingEvent } from "../../src/protocol/events.ts";
import { onceKeyOf } from "../../src/protocol/resumedLog.ts";

function lastStepOf({ fromStep, rows, columns }: Extract<TrainingEvent, { type: "losses" }>): number {
  return fromStep + rows.length / columns.length - 1;
}

/**
 * Each event that a run reports once where it first came; of losses the blocks that end at an evaluation or with their job,
 * since a stop ends a block early.
 * @param evaluateEvery steps from one evaluation to the next
 */
export function undisturbedLog(events: readonly TrainingEvent[], evaluateEvery: number): readonly TrainingEvent[] {
  const known = new Set<string>();
  const ends = new Set(events.flatMap((event) => (event.type === "jobFinished" ? [`${event.job} ${event.step}`] : [])));
  return events.filter((event) => {
    const key = event.type === "losses" ? `losses ${event.job} ${lastStepOf(event)}` : onceKeyOf(event);
    if (event.type === "losses") {
      const last = lastStepOf(event);
      if (last % evaluateEvery !== 0 && !ends.has(`${event.job} ${last}`)) return false;
    }
    if (key === null) return true;
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
}
