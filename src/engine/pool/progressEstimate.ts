/** How fast a run goes and how long it still takes, from what its jobs cost and how far they are. */

import { countFlops } from "../../domain/architecture.ts";
import type { Stage } from "../../methods/core/method.ts";
import { stepsOf } from "../../methods/registry/arms.ts";

interface Progress {
  readonly steps: number;
  /** FLOPs of one step, forward and backward; the mean over all stages */
  readonly cost: number;
  step: number;
  began: number;
  beganAt: number;
}

/** Weight of the newest measurement in the running rate. */
const NEWEST_WEIGHT = 0.3;

/** Keeps the pace of a run; `now` is in milliseconds. */
export interface ProgressEstimator {
  begin(job: string, step: number, now: number): void;
  /** @returns steps per second of this job and seconds left of the whole run, once known */
  advance(job: string, step: number, now: number): { stepsPerSecond: number; secondsLeft: number | null };
  stepsOf(job: string): number;
}

/** FLOPs of one step of a stage: three passes for what trains, one for what only answers. */
function costOfStep({ networks, training }: Stage): number {
  const passes = networks.reduce((sum, { architecture, trains, startsFrom }) => {
    const handedIn = trains === "none" && startsFrom === "pretrained";
    return sum + (handedIn ? 0 : trains === "none" ? 1 : 3) * countFlops(architecture);
  }, 0);
  return passes * training.batchSize;
}

/** FLOPs of all steps of all stages. */
export function costOfStages(stages: readonly Stage[]): number {
  return stages.reduce((sum, stage) => sum + stage.training.steps * costOfStep(stage), 0);
}

/** Opens the books on a run's jobs, by id. The teacher's comes first, where there is one; the others share workers. */
export function openProgressEstimator(
  plans: ReadonlyMap<string, readonly Stage[]>,
  workers: number,
): ProgressEstimator {
  const jobs = new Map(
    [...plans].map(([id, stages]): [string, Progress] => {
      const steps = stepsOf(stages);
      return [id, { steps, cost: costOfStages(stages) / steps, step: 0, began: 0, beganAt: 0 }];
    }),
  );
  const students = [...plans.keys()].filter((id) => id !== "teacher");
  const first = plans.has("teacher") ? ["teacher"] : [];
  /** FLOPs per millisecond of one worker */
  let rate: number | null = null;
  const left = (ids: readonly string[]) =>
    ids.reduce((sum, id) => {
      const { steps, step, cost } = jobs.get(id)!;
      return sum + (steps - step) * cost;
    }, 0);
  return {
    begin(job, step, now) {
      const progress = jobs.get(job)!;
      Object.assign(progress, { step, began: step, beganAt: now });
    },
    advance(job, step, now) {
      const progress = jobs.get(job)!;
      progress.step = step;
      const elapsed = Math.max(now - progress.beganAt, 1);
      const done = step - progress.began;
      const measured = (done * progress.cost) / elapsed;
      rate = rate === null ? measured : rate + NEWEST_WEIGHT * (measured - rate);
      const share = Math.max(1, Math.min(workers, students.length));
      const milliseconds = rate > 0 ? (left(first) + left(students) / share) / rate : null;
      return {
        stepsPerSecond: (1000 * done) / elapsed,
        secondsLeft: milliseconds === null ? null : milliseconds / 1000,
      };
    },
    stepsOf: (job) => jobs.get(job)!.steps,
  };
}
