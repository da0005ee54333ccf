/** Estimates steps per second and seconds left of a run from the cost of its jobs and the steps they have taken. */

import type { Stage } from "../../methods/core/method.ts";
import { stepsOf } from "../../methods/registry/arms.ts";
import { costOfStages } from "../../methods/registry/stageCost.ts";

interface Progress {
  readonly steps: number;
  /** FLOPs of one step, forward and backward; the mean over all stages */
  readonly cost: number;
  step: number;
  /** step and time (ms) from which the job's speed is measured */
  firstStep: number;
  startedAt: number;
}

/** Weight of the newest measurement in the running rate. */
const NEWEST_WEIGHT = 0.3;

/** The estimate of one run; `now` is in milliseconds of a steady clock. */
export interface ProgressEstimator {
  begin(job: string, step: number, now: number): void;
  /** @returns steps per second of this job and seconds left of the whole run, once known */
  advance(job: string, step: number, now: number): { stepsPerSecond: number; secondsLeft: number | null };
  stepsOf(job: string): number;
}

/**
 * Opens the estimate of a run. The teacher's job, where there is one, is trained first; the others share the workers.
 * @param stagesByJob the stages of every job by its id
 */
export function openProgressEstimator(
  stagesByJob: ReadonlyMap<string, readonly Stage[]>,
  workers: number,
): ProgressEstimator {
  const jobs = new Map(
    [...stagesByJob].map(([id, stages]): [string, Progress] => {
      const steps = stepsOf(stages);
      return [id, { steps, cost: costOfStages(stages) / steps, step: 0, firstStep: 0, startedAt: 0 }];
    }),
  );
  const students = [...stagesByJob.keys()].filter((id) => id !== "teacher");
  const first = stagesByJob.has("teacher") ? ["teacher"] : [];
  /** FLOPs per millisecond of one worker, a running mean */
  let rate: number | null = null;
  const flopsLeft = (ids: readonly string[]) =>
    ids.reduce((sum, id) => {
      const { steps, step, cost } = jobs.get(id)!;
      return sum + (steps - step) * cost;
    }, 0);
  return {
    begin(job, step, now) {
      const progress = jobs.get(job)!;
      Object.assign(progress, { step, firstStep: step, startedAt: now });
    },
    advance(job, step, now) {
      const progress = jobs.get(job)!;
      progress.step = step;
      const elapsed = Math.max(now - progress.startedAt, 1);
      const done = step - progress.firstStep;
      const measured = (done * progress.cost) / elapsed;
      rate = rate === null ? measured : rate + NEWEST_WEIGHT * (measured - rate);
      const sideBySide = Math.max(1, Math.min(workers, students.length));
      const milliseconds = rate > 0 ? (flopsLeft(first) + flopsLeft(students) / sideBySide) / rate : null;
      return {
        stepsPerSecond: (1000 * done) / elapsed,
        secondsLeft: milliseconds === null ? null : milliseconds / 1000,
      };
    },
    stepsOf: (job) => jobs.get(job)!.steps,
  };
}
