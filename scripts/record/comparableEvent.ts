/** What of an event may be compared between two runs of one experiment. */

import type { TrainingEvent } from "../../src/protocol/events.ts";

/** An event without the day, the version and the machine. */
export function comparableEvent(event: TrainingEvent): TrainingEvent {
  if (event.type !== "started") return event;
  return { ...event, date: "", version: "", backend: { ...event.backend, device: "", workers: 0 } };
}
