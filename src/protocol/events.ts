/**
 * The events of a training run. A run is an append-only log of them: a live run, a recorded run and an export are the same
 * log, and session/run/runFromEvents folds it into what the page shows. Events are sent without being requested.
 *
 * A run consists of jobs. A job trains the networks of one student, or the teacher, through all stages of its method. The
 * teacher's job, "teacher", comes first; a method without a fixed teacher has none. Then come the students' jobs, whose
 * ids are "arm/pair":
 * - An arm is a way to train the student. "taught" is the method's own, "plain" is the student alone with the labels as
 *   baseline; others are controls ("label-smoothing") or variants that the method defines.
 * - A pair (replicate) has one student of every arm. The students of a pair share one seed, and so their first weights and
 *   their batches: they differ in nothing but the arm. Each pair has another seed. Pairs are numbered from 0.
 *
 * A job is evaluated by outputs: the logits of one network, or logits made of several, such as an ensemble. Events call an
 * output a `network`. The output that stands for the job has the job's id; another has "job/name", such as
 * "taught/0/peer 2", and its card is marked as `member`.
 *
 * Links, recordings and saved runs contain these events as JSON lines (protocol/eventLog), so their names are fixed, among
 * them "taught" and "plain" (DISTILLED and BASELINE in the code), `pair`, "probed", "pictured" and "changed".
 */

import type { DataFault } from "../data/dataError.ts";
import type { SplitCounts } from "../domain/dataset.ts";
import type { Arm, Experiment } from "../domain/experiment.ts";
import type { Backend } from "./backends.ts";
import type { FailureCode } from "./failures.ts";

/** The backend that computes a run. */
export interface BackendCard {
  readonly name: Backend;
  /** processor or GPU adapter, as far as the platform names it */
  readonly device: string;
  /** why it was chosen, in plain English */
  readonly why: string;
  /** it was the faster one in a measurement of this experiment at the start of this run */
  readonly measured?: true;
  /** jobs that train side by side */
  readonly workers: number;
}

/** One output of a run: a network, or logits made of several. */
export interface NetworkCard {
  /** "teacher", "taught/0" or "taught/0/peer 2" */
  readonly id: string;
  /** the name its method gives it: "teacher", "student", "peer 2" */
  readonly name: string;
  readonly role: "teacher" | "student";
  /** absent for the teacher */
  readonly arm?: Arm;
  /** which pair (replicate), from 0; absent for the teacher */
  readonly pair?: number;
  readonly seed: number;
  readonly architecture: string;
  readonly parameters: number;
  /** size when stored, present where its weights have fewer than 32 bits */
  readonly bytes?: number;
  /** steps of its job, all stages together; absent in recordings of the first version */
  readonly steps?: number;
  /** another output stands for its job */
  readonly member?: boolean;
  /** a teacher that was given: it took none of its steps in this run */
  readonly given?: true;
}

/** Metrics of one output on the whole test set after one step. */
export interface Evaluation {
  readonly errors: number;
  readonly total: number;
  /** mistakes and images of each true class, [classes] */
  readonly classErrors: readonly number[];
  readonly classTotals: readonly number[];
  /** counts, [true class][predicted class], row by row */
  readonly confusion: readonly number[];
  /** share of test images on which it predicts the same class as the teacher, 0..1; null for the teacher itself */
  readonly agreement: number | null;
  /** expected calibration error over 15 equal-width bins of confidence, 0..1 */
  readonly calibrationError: number;
  /** mean entropy of its predictions at temperature 1, nats */
  readonly entropy: number;
  /** mean cross-entropy with the labels at temperature 1, nats */
  readonly crossEntropy: number;
  /** variance over images of the loss's gradient at the logits: of the labels' loss, and of the soft targets' with T^2 */
  readonly gradientVariance?: { readonly hard: number; readonly soft: number };
}

/** One panel of a picture. */
export interface PicturePanel {
  readonly label: string;
  /** shape of `values`; of a histogram, its number of bins */
  readonly shape: readonly number[];
  readonly values: Float32Array;
  /** of a histogram: from the lowest bin's lower end to the highest one's upper end; of a curve: its ends in x */
  readonly range?: readonly [number, number];
}

/** One event. `job` is "teacher" or "arm/pair", `network` the id of an output; steps count from 1 over the whole job. */
export type TrainingEvent =
  | {
      readonly type: "started";
      readonly experiment: Experiment;
      readonly backend: BackendCard;
      /** version of the playground, and the day, as YYYY-MM-DD */
      readonly version: string;
      readonly date: string;
      readonly networks: readonly NetworkCard[];
      /**
       * present where a run goes on after a fault or a reload: the step of each job's checkpoint. Its events of later
       * steps are void, and so are all of a job that is not named
       */
      readonly goesOnFrom?: Readonly<Record<string, number>>;
    }
  | {
      readonly type: "data";
      readonly dataset: string;
      readonly trainCount: number;
      readonly testCount: number;
      /** images on which students learn */
      readonly transferCount: number;
      readonly classNames: readonly string[];
      /** present where files are not those that were published under a data set's name: how many images they have */
      readonly unpublished?: SplitCounts;
    }
  /**
   * images whose logits are reported during the whole run: bytes, [count, height, width, channels] of the data, or none in a
   * recording of images that may not be passed on; `places` are their indices in the test set
   */
  | {
      readonly type: "probes";
      readonly kind: ProbeKind;
      readonly images: Uint8Array;
      readonly labels: readonly number[];
      readonly places?: readonly number[];
    }
  /** a stage of the method begins after step `from` (absent: 0) of the job's `steps` */
  | {
      readonly type: "stage";
      readonly job: string;
      readonly name: string;
      readonly steps: number;
      readonly from?: number;
    }
  /** loss terms of consecutive steps from `fromStep` (1-based), rows of `columns`, [steps, columns] */
  | {
      readonly type: "losses";
      readonly job: string;
      readonly fromStep: number;
      readonly columns: readonly string[];
      readonly rows: Float32Array;
    }
  | { readonly type: "evaluated"; readonly network: string; readonly step: number; readonly evaluation: Evaluation }
  /** logits on the probes of one kind, [probes, classes] */
  | {
      readonly type: "probed";
      readonly network: string;
      readonly step: number;
      readonly kind: ProbeKind;
      readonly logits: Float32Array;
    }
  /** a picture that the method defines of its networks, after one step, computed on the gallery's images */
  | {
      readonly type: "pictured";
      readonly job: string;
      readonly step: number;
      readonly picture: string;
      readonly title: string;
      readonly kind: "maps" | "matrices" | "bars" | "histogram" | "curve";
      readonly panels: readonly PicturePanel[];
    }
  /** logits on the whole test set at the end of the job, [total, classes], and the true classes, [total] */
  | {
      readonly type: "testLogits";
      readonly network: string;
      readonly logits: Float32Array;
      readonly labels: Uint8Array;
    }
  /** a live setting was changed: it takes effect in this job after `step` */
  | {
      readonly type: "changed";
      readonly job: string;
      readonly step: number;
      readonly param: string;
      readonly value: number;
    }
  /** a worker or a device was lost: the job goes on from `step`, and its events of later steps are void */
  | {
      readonly type: "recovered";
      readonly job: string;
      readonly step: number;
      readonly detail: string;
      readonly backend: BackendCard;
    }
  /** everything needed to go on from `step`, in the format of engine/job/checkpointBytes */
  | { readonly type: "checkpoint"; readonly job: string; readonly step: number; readonly bytes: Uint8Array }
  /** the measured speed of a job; never part of a recorded log */
  | {
      readonly type: "pace";
      readonly job: string;
      readonly step: number;
      readonly steps: number;
      readonly stepsPerSecond: number;
      /** seconds left for the whole run, all jobs; null while unknown */
      readonly secondsLeft: number | null;
    }
  | { readonly type: "jobFinished"; readonly job: string; readonly step: number }
  | { readonly type: "finished"; readonly reason: "completed" | "stopped" }
  | {
      readonly type: "failed";
      readonly code: FailureCode;
      readonly detail: string;
      readonly fault?: DataFault;
      readonly job?: string;
      readonly step?: number;
    };

/** A live setting that was changed after a step of a job. */
export type SettingChange = Pick<Extract<TrainingEvent, { type: "changed" }>, "job" | "step" | "param" | "value">;

/**
 * Which probe images: one of each class, those on which the teacher is least certain, one drawn by the visitor, or one of
 * the test images, which the page adds to a finished run itself ("test" is in no event).
 */
export type ProbeKind = "gallery" | "confusing" | "drawn" | "test";

/** The job of an arm and a pair: "taught/0". */
export function jobOf(arm: Arm, pair: number): string {
  return `${arm}/${pair}`;
}

/** True for events that depend on the clock or carry saved state: they are left out where logs are compared or recorded. */
export function isTransient(event: TrainingEvent): boolean {
  return event.type === "pace" || event.type === "checkpoint";
}
