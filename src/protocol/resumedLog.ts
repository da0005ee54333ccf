/** Joins the two logs of a run that was interrupted and resumed from its checkpoints into the log of a straight run. */

import type { TrainingEvent } from "./events.ts";
import { lastStepOf } from "./lossBlocks.ts";

/** A key of an event that occurs once in a straight run: two events with one key are the same. null for others. */
function keyOf(event: TrainingEvent): string | null {
  switch (event.type) {
    case "stage":
      return `stage ${event.job} ${event.name}`;
    case "evaluated":
      return `evaluated ${event.network} ${event.step}`;
    case "probed":
      return `probed ${event.network} ${event.step} ${event.kind}`;
    case "pictured":
      return `pictured ${event.job} ${event.step} ${event.picture}`;
    case "testLogits":
      return `testLogits ${event.network}`;
    case "jobFinished":
      return `jobFinished ${event.job}`;
    default:
      return null;
  }
}

/** Whether an event belongs to a job; the ids of a job's outputs begin with the job's id. */
function belongsTo(event: TrainingEvent, job: string): boolean {
  if ("job" in event && event.job !== undefined) return event.job === job;
  return "network" in event && (event.network === job || event.network.startsWith(`${job}/`));
}

/** The part of an event up to `step`; null where the event is of a later step. */
function upTo(event: TrainingEvent, step: number): TrainingEvent | null {
  if (event.type === "losses") {
    const kept = (step - event.fromStep + 1) * event.columns.length;
    return kept <= 0 ? null : { ...event, rows: event.rows.slice(0, kept) };
  }
  return "step" in event && event.step !== undefined && event.step > step ? null : event;
}

/**
 * Each event of a straight run and each step's losses once, where they first came: the log of a run that was resumed repeats
 * some.
 */
export function withoutRepeats(events: readonly TrainingEvent[]): readonly TrainingEvent[] {
  const known = new Set<string>();
  /** the last step of each job whose losses have come */
  const covered = new Map<string, number>();
  return events.flatMap((event): readonly TrainingEvent[] => {
    if (event.type === "losses") {
      const { job, fromStep, columns, rows } = event;
      const before = covered.get(job) ?? 0;
      if (lastStepOf(event) <= before) return [];
      covered.set(job, lastStepOf(event));
      const repeated = before - fromStep + 1;
      if (repeated <= 0) return [event];
      return [{ ...event, fromStep: before + 1, rows: rows.slice(repeated * columns.length) }];
    }
    const key = keyOf(event);
    if (key !== null && known.has(key)) return [];
    if (key !== null) known.add(key);
    return [event];
  });
}

/**
 * Keeps of the earlier log the events of every job up to its checkpoint, and of the later log those that are not among
 * them. A resumed run repeats some events, such as the last evaluation of a finished job.
 * @param reached the step of each job's checkpoint; a job without one started again, and its earlier events are dropped
 */
export function resumedLog(
  earlier: readonly TrainingEvent[],
  later: readonly TrainingEvent[],
  reached: Readonly<Record<string, number>>,
): readonly TrainingEvent[] {
  const kept = Object.entries(reached).flatMap(([job, step]) =>
    withoutRepeats(earlier.filter((event) => belongsTo(event, job)).flatMap((event) => upTo(event, step) ?? [])),
  );
  const known = new Set(kept.map(keyOf).filter((key) => key !== null));
  const fresh = later.filter((event) => !known.has(keyOf(event) ?? ""));
  const firstOfJobs = fresh.findIndex((event) => event.type === "stage" || event.type === "losses");
  const at = firstOfJobs < 0 ? fresh.length : firstOfJobs;
  return [...fresh.slice(0, at), ...kept, ...fresh.slice(at)];
}
