/** The log of a run that was broken off and went on from its checkpoints: as if nothing had happened. */

import type { TrainingEvent } from "./events.ts";

/** What can be told only once: two events of the same name are the same moment. */
function momentOf(event: TrainingEvent): string | null {
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

/** The job of an event that belongs to one; answers of a job bear its name first. */
function isOf(event: TrainingEvent, job: string): boolean {
  if ("job" in event && event.job !== undefined) return event.job === job;
  return "network" in event && (event.network === job || event.network.startsWith(`${job}/`));
}

/** An event as far as it was true at `step`; null where it came after. */
function until(event: TrainingEvent, step: number): TrainingEvent | null {
  if (event.type === "losses") {
    const kept = (step - event.fromStep + 1) * event.columns.length;
    return kept <= 0 ? null : { ...event, rows: event.rows.slice(0, kept) };
  }
  return "step" in event && event.step !== undefined && event.step > step ? null : event;
}

/**
 * Joins what a run told before it was broken off with what it told after.
 * @param reached the step of each job's checkpoint; a job without one began anew
 */
export function resumedLog(
  earlier: readonly TrainingEvent[],
  later: readonly TrainingEvent[],
  reached: Readonly<Record<string, number>>,
): readonly TrainingEvent[] {
  const kept = Object.entries(reached).flatMap(([job, step]) =>
    earlier.filter((event) => isOf(event, job)).flatMap((event) => until(event, step) ?? []),
  );
  const known = new Set(kept.map(momentOf).filter((moment) => moment !== null));
  const fresh = later.filter((event) => !known.has(momentOf(event) ?? ""));
  const opening = fresh.findIndex((event) => event.type === "stage" || event.type === "losses");
  const at = opening < 0 ? fresh.length : opening;
  return [...fresh.slice(0, at), ...kept, ...fresh.slice(at)];
}
