/** Events as a run stores them in the browser. */

import type { TrainingEvent } from "../protocol/events.ts";

/** A checkpoint of a job after a step; its one byte is the step. */
export function checkpointAt(job: string, step: number): Extract<TrainingEvent, { type: "checkpoint" }> {
  return { type: "checkpoint", job, step, bytes: Uint8Array.of(step) };
}
