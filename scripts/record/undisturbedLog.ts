/** The log of a run that was stopped and taken up again, as the same run would have written it without a stop. */

import type { TrainingEvent } from "../../src/protocol/events.ts";

/** What an event reports, once: a run that goes on from a checkpoint reports some of it again. Null: it may come often. */
function reportOf(event: TrainingEvent): string | null {
  switch (event.type) {
    case "stage":
      return `stage ${event.job} ${event.name}`;
    case "evaluated":
      return `evaluated ${event.network} ${event.step}`;
    case "probed":
      return `probed ${event.network} ${event.kind} ${event.step}`;
    case "losses":
      return `losses ${event.job} ${lastStepOf(event)}`;
    case "testLogits":
      return `testLogits ${event.network}`;
    case "jobFinished":
      return `jobFinished ${event.job}`;
    default:
      return null;
  }
}

function lastStepOf({ fromStep, rows, columns }: Extract<TrainingEvent, { type: "losses" }>): number {
  return fromStep + rows.length / columns.length - 1;
}

/**
 * Each report once, where it first came; of losses the blocks that end at an evaluation or with their job, since a stop
 * ends a block early.
 * @param evaluateEvery steps from one evaluation to the next
 */
export function undisturbedLog(events: readonly TrainingEvent[], evaluateEvery: number): readonly TrainingEvent[] {
  const reported = new Set<string>();
  const ends = new Set(events.flatMap((event) => (event.type === "jobFinished" ? [`${event.job} ${event.step}`] : [])));
  return events.filter((event) => {
    if (event.type === "losses") {
      const last = lastStepOf(event);
      if (last % evaluateEvery !== 0 && !ends.has(`${event.job} ${last}`)) return false;
    }
    const report = reportOf(event);
    if (report === null) return true;
    if (reported.has(report)) return false;
    reported.add(report);
    return true;
  });
}
