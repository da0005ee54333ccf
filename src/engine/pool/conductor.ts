/**
 * Conducts a run: trains the teacher first, then the students side by side over a pool of training workers, each with
 * the teacher's checkpoint. A worker that dies, is silent for too long or loses its device is replaced, and its job goes
 * on from the last checkpoint.
 */

import type { Experiment } from "../../domain/experiment.ts";
import { largestRunOf } from "../../methods/registry/stageCost.ts";
import type { Backend, BackendChoice } from "../../protocol/backends.ts";
import { jobOf, type SettingChange, type TrainingEvent } from "../../protocol/events.ts";
import { EngineError } from "../../protocol/failures.ts";
import { lastStepOf } from "../../protocol/lossBlocks.ts";
import { SLOWEST_FLOPS_PER_MS, STOP_LIMIT } from "../../protocol/pacing.ts";
import type { Platform } from "../backends/backendTypes.ts";
import { drawnDigitEvents } from "../evaluation/drawnDigitLogits.ts";
import { confusingIndices, galleryIndices, imagesAt, rowsAt } from "../evaluation/probeImages.ts";
import {
  hasTeacher,
  type JobData,
  type JobOrder,
  networkCards,
  stagesOfJob,
  studentsOf,
  type TestProbes,
} from "../job/jobOrder.ts";
import { openKeptCheckpoints } from "../job/keptCheckpoints.ts";
import { dataEventOf } from "../job/runData.ts";
import { openRunSettings } from "../job/runSettings.ts";
import { stepsOfCheckpoints } from "../job/savedJobs.ts";
import { studentGroups, studentsTogether } from "../job/studentGroups.ts";
import { type JobPlan, openJobRuns } from "./jobRuns.ts";
import { openProgressEstimator } from "./progressEstimate.ts";
import { openRunWorkers } from "./runWorkers.ts";
import type { ReadyWorker } from "./superviseWorker.ts";
import type { TrainingWorker } from "./workerCommands.ts";

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
  /** how many students of an arm train together; absent: as many as the device gains by */
  readonly together?: number;
  /** no students are trained: a given teacher is evaluated, and the run has ended */
  readonly teacherAlone?: true;
  /** live settings that were changed before the run was started here; absent is none */
  readonly live?: Readonly<Record<string, number>>;
  /** present where the run goes on after a fault or a reload: the changes of its live settings so far */
  readonly earlierChanges?: readonly SettingChange[];
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
  /** image of [height * width] grey bytes: emits the logits of the teacher and the first pair from their last checkpoints */
  draw(image: Uint8Array): void;
  /** settles when the run has emitted its last event */
  readonly ended: Promise<void>;
}

/** Steps of a trial on a machine that takes the longest for each of them. */
const TRIAL_STEPS = 4;

/** A student of a run by its arm and pair. */
type Student = NonNullable<JobOrder["student"]>;

/** Starts a run. @param emit receives its events in order */
export function conductRun(request: RunRequest, emit: (events: readonly TrainingEvent[]) => void): Conductor {
  const { experiment, data, pool, rememberedBackend, now } = request;
  const students = request.teacherAlone ? [] : studentsOf(experiment);
  const hasTeacherJob = request.teacherAlone ?? hasTeacher(experiment);
  const settings = openRunSettings(request.live, request.earlierChanges);
  const stagesByJob = new Map([
    ...(hasTeacherJob ? [["teacher", stagesOfJob({ experiment, student: null })] as const] : []),
    ...students.map((student) => [jobOf(student.arm, student.pair), stagesOfJob({ experiment, student })] as const),
  ]);
  // For 1 worker until the first one has reported how many train side by side.
  const evaluations = { every: experiment.evaluateEvery, images: data.test.labels.length };
  let progress = openProgressEstimator(stagesByJob, 1, evaluations);
  const checkpoints = openKeptCheckpoints(request.resumeFrom, (job) => progress.stepsOf(job), now);
  let isPaused = false;
  let isStopped = false;
  let halt = () => {};
  let haltTimer: ReturnType<typeof setTimeout> | undefined;
  const halted = new Promise<void>((resolve) => {
    halt = resolve;
  });
  let trainsStudents = false;
  let teacherLogits: Float32Array | null = null;

  const sideBySide = Math.max(1, Math.min(pool.size, students.length));
  const trial = { experiment, sideBySide, ...(rememberedBackend ? { remembered: rememberedBackend } : {}) };
  const workers = openRunWorkers({
    setup: { backend: request.backend, platform: pool.platform, data, size: pool.size, trial },
    spawn: () => pool.spawn(),
    isPaused: () => isPaused,
    isStopped: () => isStopped,
    slowTrial: (TRIAL_STEPS * largestRunOf([...stagesByJob.values()].flat())) / SLOWEST_FLOPS_PER_MS,
    ...{ now, halted },
  });

  const forward = (events: readonly TrainingEvent[]) => {
    const paces: TrainingEvent[] = [];
    for (const event of events) {
      if (event.type === "testLogits" && event.network === "teacher") teacherLogits = event.logits;
      if (event.type === "changed") settings.keep(event);
      if (event.type !== "losses") continue;
      const { job } = event;
      const step = lastStepOf(event);
      paces.push({ type: "pace", job, step, steps: progress.stepsOf(job), ...progress.advance(job, step, now()) });
    }
    emit([...checkpoints.take(events), ...paces.slice(-1)]);
  };

  /** How many students of an arm train together on a worker. */
  const togetherOn = ({ together }: ReadyWorker) =>
    request.together ?? (together ? studentsTogether(experiment, together) : 1);

  const runs = openJobRuns({
    ...{ workers, settings, checkpoints, stagesByJob, now, halted, emit },
    choice: request.backend,
    progress: () => progress,
    isPaused: () => isPaused,
    isStopped: () => isStopped,
    onEvents: forward,
  });

  const planFor = (student: Student | null, probes: TestProbes): JobPlan => ({
    job: student ? jobOf(student.arm, student.pair) : "teacher",
    experiment,
    student,
    probes,
    teacher: student ? (checkpoints.bytes.teacher ?? null) : null,
  });

  /** The places in the test set of the images on which the finished teacher is least certain. */
  const confusingPlaces = () => confusingIndices(teacherLogits!, experiment.teacher.architecture.classes);

  /** Emits the test images at some places, and the finished teacher's logits on them. */
  const emitConfusingProbes = (places: readonly number[]) => {
    const { architecture, training } = experiment.teacher;
    const { images, labels } = imagesAt(data.test, places);
    const logits = rowsAt(teacherLogits!, places, architecture.classes);
    emit([
      { type: "probes", kind: "confusing", images, labels, places },
      { type: "probed", network: "teacher", step: training.steps, kind: "confusing", logits },
    ]);
  };

  const trainStudents = async (first: ReadyWorker, probes: TestProbes): Promise<void> => {
    trainsStudents = true;
    const groups = studentGroups(students, togetherOn(first));
    const queue = groups.map((group) => group.map((student) => planFor(student, probes)));
    const runQueuedJobs = async (opened: ReadyWorker) => {
      let ready = opened;
      for (let plans = queue.shift(); plans && !isStopped; plans = queue.shift())
        ready = await runs.runJobs(ready, plans);
    };
    const more = Math.min(first.card.workers, queue.length) - 1;
    // A further worker that cannot be opened leaves its jobs to the others.
    const runOnFurtherWorker = async () => {
      const ready = await workers.open().catch(() => null);
      if (ready) await runQueuedJobs(ready);
    };
    await Promise.all([runQueuedJobs(first), ...Array.from({ length: Math.max(more, 0) }, runOnFurtherWorker)]);
  };

  const runExperiment = async (): Promise<void> => {
    checkpoints.reached(stepsOfCheckpoints(stagesByJob, request.resumeFrom));
    if (hasTeacherJob && experiment.teacher.given && !checkpoints.bytes.teacher)
      throw new EngineError("no-teacher", "the run's given teacher is not here; load its file");
    const first = await workers.open();
    const { card } = first;
    // All later workers of the run use what the first one's measurement has chosen.
    if (workers.backend() === "auto") workers.use(card.name);
    progress = openProgressEstimator(stagesByJob, Math.max(card.workers, togetherOn(first)), evaluations);
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
        ...(request.earlierChanges ? { goesOnFrom: { ...checkpoints.steps } } : {}),
      },
      dataEventOf(request.dataset, data),
      { type: "probes", kind: "gallery", images, labels, places: gallery },
    ]);
    if (!hasTeacherJob) await trainStudents(first, { gallery });
    else {
      const ready = await runs.runJobs(first, [planFor(null, { gallery })]);
      if (!isStopped && students.length > 0) {
        const confusing = confusingPlaces();
        emitConfusingProbes(confusing);
        await trainStudents(ready, { gallery, confusing });
      }
    }
    emit([{ type: "finished", reason: isStopped ? "stopped" : "completed" }]);
  };

  const { postToAll } = workers;
  const ended = runExperiment()
    .catch((error: unknown) => {
      // A worker that fails once the visitor has stopped the run is no news.
      if (isStopped) return emit([{ type: "finished", reason: "stopped" }]);
      const known = error instanceof EngineError ? error : new EngineError("internal", String(error), error);
      emit([{ type: "failed", code: known.code, detail: known.message }]);
    })
    .finally(() => {
      clearTimeout(haltTimer);
      workers.endAll();
    });

  return {
    set(param, value) {
      settings.set(param, value);
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
      haltTimer ??= setTimeout(halt, STOP_LIMIT);
    },
    draw(image) {
      // An error has no event: `failed` ends the run for the page, and the training goes on without the drawn digit.
      drawnDigitEvents(experiment, checkpoints.bytes, image).then(emit, () => {});
    },
    ended,
  };
}
