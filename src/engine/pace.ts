/** How fast a run goes and how long it still takes, from what its jobs cost and how far they are. */

import { countFlops } from "../domain/architecture.ts";
import type { Experiment } from "../domain/experiment.ts";

interface Progress {
  readonly steps: number;
  /** FLOPs of one step, forward and backward */
  readonly cost: number;
  step: number;
  began: number;
  beganAt: number;
}

/** Weight of the newest measurement in the running rate. */
const NEWEST = 0.3;

/** Keeps the pace of a run; `now` is in milliseconds. */
export interface Pacer {
  begin(job: string, step: number, now: number): void;
  /** @returns steps per second of this job and seconds left of the whole run, once known */
  advance(job: string, step: number, now: number): { stepsPerSecond: number; secondsLeft: number | null };
  stepsOf(job: string): number;
}

/** Opens the books on a run's jobs. */
export function keepPace(experiment: Experiment, students: readonly string[], workers: number): Pacer {
  const { teacher, student } = experiment;
  const costOf = ({ architecture, training }: typeof teacher) => 3 * countFlops(architecture) * training.batchSize;
  const open = (half: typeof teacher): Progress => {
    return { steps: half.training.steps, cost: costOf(half), step: 0, began: 0, beganAt: 0 };
  };
  const jobs = new Map<string, Progress>([
    ["teacher", open(teacher)],
    ...students.map((id) => [id, open(student)] as const),
  ]);
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
      rate = rate === null ? measured : rate + NEWEST * (measured - rate);
      const share = Math.max(1, Math.min(workers, students.length));
      const milliseconds = rate > 0 ? (left(["teacher"]) + left(students) / share) / rate : null;
      return {
        stepsPerSecond: (1000 * done) / elapsed,
        secondsLeft: milliseconds === null ? null : milliseconds / 1000,
      };
    },
    stepsOf: (job) => jobs.get(job)!.steps,
  };
}
