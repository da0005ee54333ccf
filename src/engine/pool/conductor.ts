/**
 * Conducts a run: trains the teacher first, then the students side by side over a pool of training workers, each with
 * the teacher's checkpoint. A worker that dies, is silent for too long or loses its device is replaced, and its job goes
 * on from the last checkpoint.
 */

import type { Experiment } from "../../domain/experiment.ts";
import type { Backend, BackendChoice } from "../../protocol/backends.ts";
import { jobOf, type TrainingEvent } from "../../protocol/events.ts";
import { EngineError, type FailureCode } from "../../protocol/failures.ts";
import { CHECKPOINT_INTERVAL, JOB_ATTEMPTS } from "../../protocol/pacing.ts";
import type { Platform } from "../backends/backendTypes.ts";
import { drawnDigitEvents } from "../evaluation/drawnDigitLogits.ts";
import { confusingIndices, galleryIndices, imagesAt, rowsAt } from "../evaluation/probeImages.ts";
import { unpackCheckpoint } from "../job/checkpointBytes.ts";
import {
  hasTeacher,
  type JobData,
  type JobOrder,
  networkCards,
  stagesOfJob,
  studentsOf,
  type TestProbes,
} from "../job/jobOrder.ts";
import { openProgressEstimator } from "./progressEstimate.ts";
import { openWorker, type ReadyWorker, runJobOnWorker } from "./superviseWorker.ts";
import type { TrainingWorker, WorkerCommand } from "./workerCommands.ts";

/** Where training workers come from. */
export interface WorkerPool {
  /** workers that train side by side without a GPU; with a GPU one worker trains all jobs */
  readonly size: number;
  readonly platform: Platform;
  spawn(): TrainingWorker;
}

/** All that defines a run. */
export interface RunRequest {
  readonly experiment: Experiment;
  readonly dataset: string;
  readonly data: JobData;
  readonly backend: BackendChoice;
  /** what an earlier measurement of such an experiment found */
  readonly rememberedBackend?: Backend;
  readonly pool: WorkerPool;
  /** checkpoints by job to go on from */
  readonly resumeFrom: Readonly<Record<string, Uint8Array>>;
  readonly version: string;
  /** the day, as YYYY-MM-DD */
  readonly date: string;
  /** milliseconds of a steady clock */
  readonly now: () => number;
}

/** Commands to a run that is under way. All results come as events. */
export interface Conductor {
  /** a live setting: takes effect in students' jobs that are under way, and in later ones from their start */
  set(param: string, value: number): void;
  pause(): void;
  resume(): void;
  /** lets one step of every worker pass although the run is paused */
  step(): void;
  stop(): void;
  /** image of [28 * 28] grey bytes: emits the logits of the teacher and the first pair from their last checkpoints */
  draw(image: Uint8Array): void;
  /** settles when the run has emitted its last event */
  readonly ended: Promise<void>;
}

/** Failures of a worker or its device, not of the experiment: the job may go on elsewhere. */
const RECOVERABLE: ReadonlySet<FailureCode> = new Set(["worker-died", "worker-silent", "device-lost"]);

/** A student of a run by its arm and pair. */
type Student = NonNullable<JobOrder["student"]>;

/** Starts a run. @param emit receives its events in order */
export function conductRun(request: RunRequest, emit: (events: readonly TrainingEvent[]) => void): Conductor {
  const { experiment, data, pool, rememberedBackend, now } = request;
  const students = studentsOf(experiment);
  const hasTeacherJob = hasTeacher(experiment);
  const workers = new Set<TrainingWorker>();
  const live: Record<string, number> = {};
  const checkpoints: Record<string, Uint8Array> = { ...request.resumeFrom };
  const stagesByJob = new Map([
    ...(hasTeacherJob ? [["teacher", stagesOfJob({ experiment, student: null })] as const] : []),
    ...students.map((student) => [jobOf(student.arm, student.pair), stagesOfJob({ experiment, student })] as const),
  ]);
  let progress = openProgressEstimator(stagesByJob, 1);
  let backend = request.backend;
  let [isPaused, isStopped, trainsStudents] = [false, false, false];
  let teacherLogits: Float32Array | null = null;

  const sideBySide = Math.min(pool.size, students.length);
  const trial = { experiment, sideBySide, ...(rememberedBackend ? { remembered: rememberedBackend } : {}) };
  const spawnWorker = (): Promise<ReadyWorker> => {
    const worker = pool.spawn();
    workers.add(worker);
    if (isPaused) worker.post({ type: "pause" });
    return openWorker(worker, { backend, platform: pool.platform, data, size: pool.size, trial });
  };
  const endWorker = ({ worker }: ReadyWorker) => {
    workers.delete(worker);
    worker.terminate();
  };

  const lastForwarded = new Map<string, number>();
  /** Checkpoints are large: the newest of each job is kept here, and only some are forwarded. */
  const isForwarded = (event: TrainingEvent): boolean => {
    if (event.type !== "checkpoint") return true;
    const isDue = now() - (lastForwarded.get(event.job) ?? -Infinity) > CHECKPOINT_INTERVAL;
    if (!isDue && event.step < progress.stepsOf(event.job)) return false;
    lastForwarded.set(event.job, now());
    return true;
  };

  const forward = ({ job }: JobOrder, events: readonly TrainingEvent[]) => {
    const paces: TrainingEvent[] = [];
    for (const event of events) {
      if (event.type === "checkpoint") checkpoints[event.job] = event.bytes;
      if (event.type === "testLogits" && event.network === "teacher") teacherLogits = event.logits;
      if (event.type !== "losses") continue;
      const step = event.fromStep + event.rows.length / event.columns.length - 1;
      paces.push({ type: "pace", job, step, steps: progress.stepsOf(job), ...progress.advance(job, step, now()) });
    }
    emit([...events.filter(isForwarded), ...paces.slice(-1)]);
  };

  /** Trains one job to its end, on a new worker where one is lost; returns the worker that finished it. */
  const runJob = async (first: ReadyWorker, order: JobOrder): Promise<ReadyWorker> => {
    let [ready, attempt] = [first, 1];
    let { resumeFrom } = order;
    for (;;) {
      progress.begin(order.job, 0, now());
      if (!lastForwarded.has(order.job)) lastForwarded.set(order.job, now());
      const report = await runJobOnWorker(
        ready,
        { ...order, live: { ...live }, resumeFrom },
        { now, isPaused: () => isPaused, onEvents: (events) => forward(order, events) },
      );
      if (report.type === "ended") return ready;
      endWorker(ready);
      const isRecoverable = RECOVERABLE.has(report.code);
      if (!isRecoverable || attempt++ >= JOB_ATTEMPTS || isStopped) throw new EngineError(report.code, report.detail);
      if (report.code === "device-lost" && attempt > 2) backend = "wasm";
      ready = await spawnWorker();
      resumeFrom = checkpoints[order.job] ?? null;
      const step = resumeFrom ? unpackCheckpoint(resumeFrom).step : 0;
      emit([{ type: "recovered", job: order.job, step, detail: report.detail, backend: ready.card }]);
    }
  };

  const orderFor = (student: Student | null, probes: TestProbes): JobOrder => {
    const job = student ? jobOf(student.arm, student.pair) : "teacher";
    return {
      job,
      experiment,
      student,
      probes,
      live: {},
      teacher: student ? (checkpoints.teacher ?? null) : null,
      resumeFrom: request.resumeFrom[job] ?? null,
    };
  };

  /** Emits the test images on which the finished teacher is least certain, with its logits; returns their places. */
  const emitConfusingProbes = (): readonly number[] => {
    const { architecture, training } = experiment.teacher;
    const places = confusingIndices(teacherLogits!, architecture.classes);
    const { images, labels } = imagesAt(data.test, places);
    const logits = rowsAt(teacherLogits!, places, architecture.classes);
    emit([
      { type: "probes", kind: "confusing", images, labels, places },
      { type: "probed", network: "teacher", step: training.steps, kind: "confusing", logits },
    ]);
    return places;
  };

  const trainStudents = async (first: ReadyWorker, probes: TestProbes): Promise<void> => {
    trainsStudents = true;
    const queue = students.map((student) => orderFor(student, probes));
    const runQueuedJobs = async (opening: Promise<ReadyWorker>) => {
      let ready = await opening;
      for (let order = queue.shift(); order && !isStopped; order = queue.shift()) ready = await runJob(ready, order);
    };
    const more = Math.min(first.card.workers, queue.length) - 1;
    const opening = [Promise.resolve(first), ...Array.from({ length: Math.max(more, 0) }, spawnWorker)];
    await Promise.all(opening.map(runQueuedJobs));
  };

  const runExperiment = async (): Promise<void> => {
    const first = await spawnWorker();
    const { card } = first;
    // All later workers of the run use what the first one's measurement has chosen.
    if (backend === "auto") backend = card.name;
    progress = openProgressEstimator(stagesByJob, card.workers);
    const gallery = galleryIndices(data.test, experiment.seed);
    const { images, labels } = imagesAt(data.test, gallery);
    emit([
      {
        type: "started",
        experiment,
        backend: card,
        version: request.version,
        date: request.date,
        networks: networkCards(experiment),
      },
      {
        type: "data",
        dataset: request.dataset,
        trainCount: data.train.count,
        testCount: data.test.count,
        transferCount: data.transfer.count,
        classNames: data.test.classNames,
      },
      { type: "probes", kind: "gallery", images, labels, places: gallery },
    ]);
    if (!hasTeacherJob) await trainStudents(first, { gallery });
    else {
      const ready = await runJob(first, orderFor(null, { gallery }));
      if (!isStopped) await trainStudents(ready, { gallery, confusing: emitConfusingProbes() });
    }
    emit([{ type: "finished", reason: isStopped ? "stopped" : "completed" }]);
  };

  const postToAll = (command: WorkerCommand) => {
    for (const worker of workers) worker.post(command);
  };
  const ended = runExperiment()
    .catch((error: unknown) => {
      const known = error instanceof EngineError ? error : new EngineError("internal", String(error), error);
      emit([{ type: "failed", code: known.code, detail: known.message }]);
    })
    .finally(() => {
      for (const worker of workers) worker.terminate();
      workers.clear();
    });

  return {
    set(param, value) {
      live[param] = value;
      if (trainsStudents) postToAll({ type: "set", param, value });
    },
    pause() {
      isPaused = true;
      postToAll({ type: "pause" });
    },
    resume() {
      isPaused = false;
      postToAll({ type: "resume" });
    },
    step: () => postToAll({ type: "step" }),
    stop() {
      isStopped = true;
      postToAll({ type: "stop" });
    },
    draw(image) {
      drawnDigitEvents(experiment, checkpoints, image).then(emit, () => {});
    },
    ended,
  };
}
