/** Estimates steps per second and seconds left of a run from the cost of its jobs and the steps they have taken. */

import type { Stage } from "../../methods/core/method.ts";
import { stepsOf } from "../../methods/registry/arms.ts";
import { costOfEvaluation, costOfSteps } from "../../methods/registry/stageCost.ts";

interface Progress {
  readonly steps: number;
  /** FLOPs of the job's first steps, with their overhead and the evaluations after them */
  readonly workOf: (steps: number) => number;
  step: number;
  /** step and time (ms) at which the job began, and at which it was reported last; no report: null */
  firstStep: number;
  startedAt: number;
  reportedAt: number | null;
  hasBegun: boolean;
}

/**
 * What a step takes beside its networks' operations, counted as FLOPs: 0.7 ms where the kernels make 50 GFLOP/s, as
 * measured with WASM on students of 5 to 220 MFLOP a step.
 */
const STEP_OVERHEAD = 35e6;

/** The part of the run's work after which what was measured before counts half. */
const HALF_LIFE = 0.25;

/** How often the networks are evaluated, in steps, and on how many images. */
export interface Evaluations {
  readonly every: number;
  readonly images: number;
}

/** The estimate of one run; `now` is in milliseconds of a steady clock. */
export interface ProgressEstimator {
  begin(job: string, step: number, now: number): void;
  /** @returns steps per second of this job and seconds left of the whole run, once known */
  advance(job: string, step: number, now: number): { stepsPerSecond: number; secondsLeft: number | null };
  stepsOf(job: string): number;
}

/** When the last of some tasks ends that are begun in their order, each by the worker that is free first. */
function lastEnd(busyUntil: readonly number[], tasks: readonly number[]): number {
  const free = [...busyUntil];
  for (const task of tasks) {
    const next = free.indexOf(Math.min(...free));
    free[next]! += task;
  }
  return Math.max(0, ...free);
}

/**
 * Opens the estimate of a run. The teacher's job, where there is one, is trained first; the others share the workers.
 * The speed is a mean over all jobs so far, so that it does not jump where one job ends and another begins; the time
 * before a job's first report, in which its programs are compiled, is no part of it, and is added for each job to come.
 * @param stagesByJob the stages of every job by its id, in the order in which they are trained
 */
export function openProgressEstimator(
  stagesByJob: ReadonlyMap<string, readonly Stage[]>,
  workers: number,
  { every, images }: Evaluations,
): ProgressEstimator {
  const jobs = new Map(
    [...stagesByJob].map(([id, stages]): [string, Progress] => {
      const evaluation = costOfEvaluation(stages, images);
      const workOf = (steps: number) =>
        steps * STEP_OVERHEAD + costOfSteps(stages, steps) + Math.floor(steps / every) * evaluation;
      const nothing = { step: 0, firstStep: 0, startedAt: 0, reportedAt: null, hasBegun: false };
      return [id, { steps: stepsOf(stages), workOf, ...nothing }];
    }),
  );
  const students = [...jobs].flatMap(([id, progress]) => (id === "teacher" ? [] : [progress]));
  const teacher = jobs.get("teacher");
  const workLeft = ({ workOf, steps, step }: Progress) => workOf(steps) - workOf(step);
  const total = [...jobs.values()].reduce((sum, { workOf, steps }) => sum + workOf(steps), 0);
  /** FLOPs that were measured and the milliseconds that they took on one worker; what is older counts less */
  let [work, time] = [0, 0];
  /** milliseconds before the first report of the newest job, less its steps' */
  let preparation = 0;

  const measure = (done: number, elapsed: number) => {
    const kept = 0.5 ** (done / (HALF_LIFE * total));
    [work, time] = [kept * work + done, kept * time + elapsed];
  };
  const millisecondsLeft = (): number | null => {
    const open = [...jobs.values()].filter(({ steps, step }) => step < steps);
    if (open.length === 0) return 0;
    if (work === 0) return null;
    const timeOf = (progress: Progress) => (workLeft(progress) * time) / work;
    const going = students.filter(({ hasBegun, steps, step }) => hasBegun && step < steps).map(timeOf);
    const waiting = students
      .filter(({ hasBegun, steps, step }) => !hasBegun && step < steps)
      .map((progress) => preparation + timeOf(progress));
    const sideBySide = Math.max(1, Math.min(workers, students.length));
    const idle = Array.from({ length: Math.max(0, sideBySide - going.length) }, () => 0);
    return (teacher ? timeOf(teacher) : 0) + lastEnd([...going, ...idle], waiting);
  };
  return {
    begin(job, step, now) {
      Object.assign(jobs.get(job)!, { step, firstStep: step, startedAt: now, reportedAt: null, hasBegun: true });
    },
    advance(job, step, now) {
      const progress = jobs.get(job)!;
      const done = progress.workOf(step) - progress.workOf(progress.step);
      if (progress.reportedAt !== null) measure(done, Math.max(now - progress.reportedAt, 0));
      else preparation = Math.max(0, now - progress.startedAt - (work > 0 ? (done * time) / work : 0));
      Object.assign(progress, { step, reportedAt: now });
      const elapsed = Math.max(now - progress.startedAt, 1);
      const milliseconds = millisecondsLeft();
      return {
        stepsPerSecond: (1000 * (step - progress.firstStep)) / elapsed,
        secondsLeft: milliseconds === null ? null : milliseconds / 1000,
      };
    },
    stepsOf: (job) => jobs.get(job)!.steps,
  };
}
