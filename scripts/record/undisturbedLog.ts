/** The log of a run that was stopped and taken up again, as the same run would have written it without a stop. */

import type { TrainingEvent } from "../../src/protocol/events.ts";
import { lastStepOf } from "../../src/protocol/lossBlocks.ts";
import { withoutRepeats } from "../../src/protocol/resumedLog.ts";

/**
 * The log without repeats; of losses the blocks that end at an evaluation or with their job, since a stop ends a block early.
 * @param evaluateEvery steps from one evaluation to the next
 */
export function undisturbedLog(events: readonly TrainingEvent[], evaluateEvery: number): readonly TrainingEvent[] {
  const ends = new Set(events.flatMap((event) => (event.type === "jobFinished" ? [`${event.job} ${event.step}`] : [])));
  return withoutRepeats(events).filter((event) => {
    if (event.type !== "losses") return true;
    const last = lastStepOf(event);
    return last % evaluateEvery === 0 || ends.has(`${event.job} ${last}`);
  });
}
