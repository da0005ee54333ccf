/**
 * Trains the jobs of a run on its workers, one alone or several together. Where a worker is lost, its jobs go on from their
 * last checkpoints on another.
 */

import type { Stage } from "../../methods/core/method.ts";
import { largestRunOf } from "../../methods/registry/stageCost.ts";
import type { BackendChoice } from "../../protocol/backends.ts";
import type { BackendCard, TrainingEvent } from "../../protocol/events.ts";
import { EngineError } from "../../protocol/failures.ts";
import type { JobOrder } from "../job/jobOrder.ts";
import type { KeptCheckpoints } from "../job/keptCheckpoints.ts";
import type { RunSettings } from "../job/runSettings.ts";
import type { ProgressEstimator } from "./progressEstimate.ts";
import { isRecoverable, mayTryAgain, type RunWorkers } from "./runWorkers.ts";
import { type JobSupervision, type ReadyWorker, runJobsOnWorker } from "./superviseWorker.ts";

/** A job's order without what is known only when a worker begins it. */
export type JobPlan = Omit<JobOrder, "live" | "resumeFrom">;

/** What jobs are trained with. */
export interface JobRunsRequest extends Omit<JobSupervision, "largestRun"> {
  readonly workers: RunWorkers;
  readonly choice: BackendChoice;
  readonly settings: RunSettings;
  readonly checkpoints: KeptCheckpoints;
  readonly stagesByJob: ReadonlyMap<string, readonly Stage[]>;
  readonly progress: () => ProgressEstimator;
  /** the run is being stopped: nothing is tried again */
  readonly isStopped: () => boolean;
  readonly emit: (events: readonly TrainingEvent[]) => void;
}

/** Trains jobs on workers. */
export interface JobRuns {
  /**
   * Trains jobs to their end, several together. Where these fail, those that are left go on alone, one after the other, and
   * all later ones are trained alone.
   * @returns the worker that has finished them
   * @throws EngineError the failure that another worker does not mend
   */
  runJobs(first: ReadyWorker, plans: readonly JobPlan[]): Promise<ReadyWorker>;
}

/** Trains nothing yet. */
export function openJobRuns(request: JobRunsRequest): JobRuns {
  const { workers, choice, settings, checkpoints, stagesByJob, now, isStopped, emit } = request;
  const finished = new Set<string>();
  /** until students that trained together have failed */
  let trainsTogether = true;

  const stepOf = (job: string) => checkpoints.steps[job] ?? 0;

  const onEvents = (events: readonly TrainingEvent[]) => {
    for (const event of events) if (event.type === "jobFinished") finished.add(event.job);
    request.onEvents(events);
  };

  /** Trains jobs together on a worker, from their last checkpoints. */
  const tryJobs = (ready: ReadyWorker, plans: readonly JobPlan[]) => {
    const orders = plans.map((plan): JobOrder => {
      const { job } = plan;
      request.progress().begin(job, stepOf(job), now());
      return { ...plan, ...settings.from(job, stepOf(job)), resumeFrom: checkpoints.bytes[job] ?? null };
    });
    const largestRun = plans.reduce((sum, { job }) => sum + largestRunOf(stagesByJob.get(job)!), 0);
    return runJobsOnWorker(ready, orders, { ...request, largestRun, onEvents });
  };

  const sayRecovered = (plans: readonly JobPlan[], detail: string, backend: BackendCard) =>
    emit(plans.map(({ job }) => ({ type: "recovered", job, step: stepOf(job), detail, backend })));

  /** Trains one job to its end, on a new worker where one is lost. */
  const runJob = async (first: ReadyWorker, plan: JobPlan): Promise<ReadyWorker> => {
    const { job } = plan;
    let ready = first;
    let step = stepOf(job);
    checkpoints.begin(job);
    for (let attempt = 1; ; attempt++) {
      const report = await tryJobs(ready, [plan]);
      if (report.type === "ended") return ready;
      workers.end(ready.worker);
      if (isStopped() || !mayTryAgain(report.code, attempt, choice)) throw new EngineError(report.code, report.detail);
      if (report.code === "device-fault" || (report.code === "device-lost" && attempt > 1)) workers.use("wasm");
      ready = await workers.open();
      // A worker that got further was of use: attempts are counted anew.
      if (stepOf(job) > step) attempt = 0;
      step = stepOf(job);
      sayRecovered([plan], report.detail, ready.card);
    }
  };

  return {
    async runJobs(first, plans) {
      let ready = first;
      let left = plans;
      if (plans.length > 1 && trainsTogether) {
        for (const { job } of plans) checkpoints.begin(job);
        const report = await tryJobs(ready, plans);
        if (report.type === "ended") return ready;
        workers.end(ready.worker);
        if (isStopped() || !isRecoverable(report.code)) throw new EngineError(report.code, report.detail);
        trainsTogether = false;
        ready = await workers.open();
        left = plans.filter(({ job }) => !finished.has(job));
        sayRecovered(left, report.detail, ready.card);
      }
      for (const plan of left) if (!isStopped()) ready = await runJob(ready, plan);
      return ready;
    },
  };
}
