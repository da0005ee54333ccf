/** The newest checkpoint of each job of a run, and which of them are passed on. */

import type { TrainingEvent } from "../../protocol/events.ts";
import { CHECKPOINT_INTERVAL } from "../../protocol/pacing.ts";

/** Checkpoints by job, with their steps. */
export interface KeptCheckpoints {
  readonly bytes: Readonly<Record<string, Uint8Array>>;
  readonly steps: Readonly<Record<string, number>>;
  /** says at which steps the checkpoints are from which the run goes on */
  reached(steps: Readonly<Record<string, number>>): void;
  /** a job begins, or goes on */
  begin(job: string): void;
  /**
   * Keeps the checkpoints among some events.
   * @returns the events without most checkpoints, which are large: the first of a job waits a full interval from the job's
   * beginning, as the others do from the one before; the last of a job is always passed on
   */
  take(events: readonly TrainingEvent[]): readonly TrainingEvent[];
}

/**
 * @param resumeFrom checkpoints to go on from
 * @param stepsOf the steps of a job
 * @param now milliseconds of a steady clock
 */
export function openKeptCheckpoints(
  resumeFrom: Readonly<Record<string, Uint8Array>>,
  stepsOf: (job: string) => number,
  now: () => number,
): KeptCheckpoints {
  const bytes: Record<string, Uint8Array> = { ...resumeFrom };
  const steps: Record<string, number> = {};
  /** when a job's last checkpoint was passed on; until then, when the job began */
  const lastPassed = new Map<string, number>();
  return {
    bytes,
    steps,
    reached(found) {
      Object.assign(steps, found);
    },
    begin(job) {
      lastPassed.set(job, now());
    },
    take: (events) =>
      events.filter((event) => {
        if (event.type !== "checkpoint") return true;
        const { job, step } = event;
        bytes[job] = event.bytes;
        steps[job] = step;
        const isDue = now() - lastPassed.get(job)! > CHECKPOINT_INTERVAL;
        const isPassed = isDue || step === stepsOf(job);
        if (isPassed) lastPassed.set(job, now());
        return isPassed;
      }),
  };
}
