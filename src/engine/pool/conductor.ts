/**
 * Conducts a run: the teacher first, then the students side by side over the crew, each handed the teacher's bytes.
 * A hand that dies or loses its device is replaced, and its job goes on from the last checkpoint.
 */

import type { Arm, Experiment } from "../../domain/experiment.ts";
import type { Backend, BackendChoice } from "../../protocol/backends.ts";
import { jobOf, type TrainingEvent } from "../../protocol/events.ts";
import { EngineError, type FailureCode } from "../../protocol/failures.ts";
import type { Platform } from "../backends/backendTypes.ts";
import { drawnDigitEvents } from "../evaluation/drawnDigitLogits.ts";
import { confusingIndices, galleryIndices, imagesAt, rowsAt } from "../evaluation/probeImages.ts";
import { unpackCheckpoint } from "../job/checkpoint.ts";
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
import type { TrainingWorker } from "./trainingWorker.ts";

/** Where hands come from. */
export interface WorkerPool {
  /** how many train side by side without a GPU; with one they take turns */
  readonly size: number;
  readonly platform: Platform;
  spawn(): TrainingWorker;
}

/** All that a run needs to know. */
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
  /** how long a worker may tell nothing before it is replaced, ms */
  readonly silenceLimit: number;
}

/** What may be done to a run while it goes on. All answers come as events. */
export interface Conductor {
  set(param: string, value: number): void;
  pause(): void;
  resume(): void;
  step(): void;
  stop(): void;
  draw(image: Uint8Array): void;
  /** settles when the run has told its last event */
  readonly ended: Promise<void>;
}

/** How often a job may lose its worker before the run gives up. */
const MAX_ATTEMPTS = 3;

/** Failures of a worker or its device, not of the experiment: the job may go on elsewhere. */
const RECOVERABLE: ReadonlySet<FailureCode> = new Set(["worker-died", "worker-silent", "device-lost"]);

/** How long a worker that trains may tell nothing, ms: the longest judgement on a slow machine takes far less. */
export const SILENCE_LIMIT = 120_000;

/** Least time between two checkpoints of a job that leave the worker, ms; a finished job's always does. */
const CHECKPOINT_EVERY = 10_000;

/** Starts a run; events come in order through `emit`. */
export function conductRun(score: RunRequest, emit: (events: readonly TrainingEvent[]) => void): Conductor {
  const { experiment, data, pool, now } = score;
  const students = studentsOf(experiment);
  const hands = new Set<TrainingWorker>();
  const live: Record<string, number> = {};
  const checkpoints: Record<string, Uint8Array> = { ...score.resumeFrom };
  const taught = hasTeacher(experiment);
  const plans = new Map([
    ...(taught ? [["teacher", stagesOfJob({ experiment, student: null })] as const] : []),
    ...students.map((student) => [jobOf(student.arm, student.pair), stagesOfJob({ experiment, student })] as const),
  ]);
  let pacer = openProgressEstimator(plans, 1);
  let backend = score.backend;
  let [paused, stopped] = [false, false];
  let teacherLogits: Float32Array | null = null;
  let training: "teacher" | "students" = "teacher";

  const { rememberedBackend } = score;
  const sideBySide = Math.min(pool.size, students.length);
  const trial = { experiment, sideBySide, ...(rememberedBackend ? { remembered: rememberedBackend } : {}) };
  const open = (): Promise<ReadyWorker> => {
    const hand = pool.spawn();
    hands.add(hand);
    if (paused) hand.post({ type: "pause" });
    return openWorker(hand, { backend, platform: pool.platform, data, size: pool.size, trial });
  };
  const release = ({ worker }: ReadyWorker) => {
    hands.delete(worker);
    worker.terminate();
  };

  const lastSaved = new Map<string, number>();
  /** Checkpoints are large: all stay here, and only some travel on to be kept outside. */
  const travels = (event: TrainingEvent): boolean => {
    if (event.type !== "checkpoint") return true;
    const due = now() - (lastSaved.get(event.job) ?? -Infinity) > CHECKPOINT_EVERY;
    if (!due && event.step < pacer.stepsOf(event.job)) return false;
    lastSaved.set(event.job, now());
    return true;
  };

  const take = (order: JobOrder, events: readonly TrainingEvent[]) => {
    const paces: TrainingEvent[] = [];
    for (const event of events) {
      if (event.type === "checkpoint") checkpoints[event.job] = event.bytes;
      if (event.type === "testLogits" && event.network === "teacher") teacherLogits = event.logits;
      if (event.type !== "losses") continue;
      const step = event.fromStep + event.rows.length / event.columns.length - 1;
      const { job } = order;
      paces.push({ type: "pace", job, step, steps: pacer.stepsOf(job), ...pacer.advance(job, step, now()) });
    }
    emit([...events.filter(travels), ...paces.slice(-1)]);
  };

  /** Plays one job to its end, on fresh hands where one is lost; returns the post that finished it. */
  const see = async (post: ReadyWorker, order: JobOrder): Promise<ReadyWorker> => {
    let [current, attempt] = [post, 1];
    let resumeFrom = order.resumeFrom;
    for (;;) {
      pacer.begin(order.job, 0, now());
      if (!lastSaved.has(order.job)) lastSaved.set(order.job, now());
      const report = await runJobOnWorker(
        current,
        { ...order, live: { ...live }, resumeFrom },
        { silenceLimit: score.silenceLimit, now, isPaused: () => paused, take: (events) => take(order, events) },
      );
      if (report.type === "ended") return current;
      release(current);
      const passing = RECOVERABLE.has(report.code);
      if (!passing || attempt++ >= MAX_ATTEMPTS || stopped) throw new EngineError(report.code, report.detail);
      if (report.code === "device-lost" && attempt > 2) backend = "wasm";
      current = await open();
      resumeFrom = checkpoints[order.job] ?? null;
      const step = resumeFrom ? unpackCheckpoint(resumeFrom).step : 0;
      emit([{ type: "recovered", job: order.job, step, detail: report.detail, backend: current.card }]);
    }
  };

  const orderFor = (student: { arm: Arm; pair: number } | null, probes: TestProbes): JobOrder => {
    const job = student ? jobOf(student.arm, student.pair) : "teacher";
    return {
      job,
      experiment,
      student,
      probes,
      live: {},
      teacher: student ? (checkpoints.teacher ?? null) : null,
      resumeFrom: score.resumeFrom[job] ?? null,
    };
  };

  /** The images on which the teacher, which has just been trained, is least sure. */
  const confusing = (): readonly number[] => {
    const { architecture, training: taken } = experiment.teacher;
    const places = confusingIndices(teacherLogits!, architecture.classes);
    const { images, labels } = imagesAt(data.test, places);
    const logits = rowsAt(teacherLogits!, places, architecture.classes);
    emit([
      { type: "probes", kind: "confusing", images, labels, places },
      { type: "probed", network: "teacher", step: taken.steps, kind: "confusing", logits },
    ]);
    return places;
  };

  const trainStudents = async (first: ReadyWorker, probes: TestProbes): Promise<void> => {
    training = "students";
    const queue = students.map((student) => orderFor(student, probes));
    const work = async (arriving: Promise<ReadyWorker>) => {
      let post = await arriving;
      for (let order = queue.shift(); order && !stopped; order = queue.shift()) post = await see(post, order);
    };
    const more = Math.min(first.card.workers, queue.length) - 1;
    const crewAtWork = [Promise.resolve(first), ...Array.from({ length: Math.max(more, 0) }, open)];
    await Promise.all(crewAtWork.map(work));
  };

  const perform = async (): Promise<void> => {
    const first = await open();
    const { card } = first;
    // What was found out once holds for the whole run.
    if (backend === "auto") backend = card.name;
    pacer = openProgressEstimator(plans, card.workers);
    const gallery = galleryIndices(data.test, experiment.seed);
    const { images, labels } = imagesAt(data.test, gallery);
    emit([
      {
        type: "started",
        experiment,
        backend: card,
        version: score.version,
        date: score.date,
        networks: networkCards(experiment),
      },
      {
        type: "data",
        dataset: score.dataset,
        trainCount: data.train.count,
        testCount: data.test.count,
        transferCount: data.transfer.count,
        classNames: data.test.classNames,
      },
      { type: "probes", kind: "gallery", images, labels, places: gallery },
    ]);
    if (!taught) await trainStudents(first, { gallery });
    else {
      const post = await see(first, orderFor(null, { gallery }));
      if (!stopped) await trainStudents(post, { gallery, confusing: confusing() });
    }
    emit([{ type: "finished", reason: stopped ? "stopped" : "completed" }]);
  };

  const tellAll = (type: "pause" | "resume" | "step" | "stop") => {
    for (const hand of hands) hand.post({ type });
  };
  const ended = perform()
    .catch((error: unknown) => {
      const known = error instanceof EngineError ? error : new EngineError("internal", String(error), error);
      emit([{ type: "failed", code: known.code, detail: known.message }]);
    })
    .finally(() => {
      for (const hand of hands) hand.terminate();
      hands.clear();
    });

  return {
    set(param, value) {
      live[param] = value;
      if (training === "students") for (const hand of hands) hand.post({ type: "set", param, value });
    },
    pause() {
      paused = true;
      tellAll("pause");
    },
    resume() {
      paused = false;
      tellAll("resume");
    },
    step: () => tellAll("step"),
    stop() {
      stopped = true;
      tellAll("stop");
    },
    draw(image) {
      drawnDigitEvents(experiment, checkpoints, image).then(emit, () => {});
    },
    ended,
  };
}
