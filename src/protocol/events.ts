/**
 * What a training run tells: an append-only log. A live run, a recorded run, a replay and an export are the same log,
 * folded by the same function. Nothing here is asked for; everything a screen needs is pushed.
 */

import type { DataFault } from "../data/dataError.ts";
import type { Arm, Experiment } from "../domain/experiment.ts";
import type { Backend } from "./backends.ts";
import type { FailureCode } from "./failures.ts";

/** Which machinery computes, and why this one. */
export interface BackendCard {
  readonly name: Backend;
  /** processor or adapter, as far as the platform tells */
  readonly device: string;
  /** why it was chosen, in plain English */
  readonly why: string;
  /** it won a measurement of this experiment just now */
  readonly measured?: true;
  /** jobs that train side by side */
  readonly workers: number;
}

/**
 * One network of a run, or one answer made of several. Its id is "teacher", its job's id such as "taught/0", or that
 * and its own name, such as "taught/0/peer 2", where the job is judged by another answer.
 */
export interface NetworkCard {
  readonly id: string;
  /** the name its method gives it: "teacher", "student" */
  readonly name: string;
  readonly role: "teacher" | "student";
  /** which student of a pair; none for the teacher */
  readonly arm?: Arm;
  /** which pair of twins, from 0; none for the teacher */
  readonly pair?: number;
  readonly seed: number;
  readonly architecture: string;
  readonly parameters: number;
  /** what it takes to store, where its weights are read with fewer bits than 32 */
  readonly bytes?: number;
  /** steps of its job, all stages together; absent in recordings of the first version */
  readonly steps?: number;
  /** its job is judged by another answer */
  readonly member?: boolean;
}

/** How good a network is on the whole test set at one moment. */
export interface Evaluation {
  readonly errors: number;
  readonly total: number;
  /** mistakes and images of each true class, [classes] */
  readonly classErrors: readonly number[];
  readonly classTotals: readonly number[];
  /** counts, [true class][predicted class], row by row */
  readonly confusion: readonly number[];
  /** share of test images on which it says what the teacher says, 0..1; null for the teacher itself */
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
  /** of `values`; of a histogram, its bins */
  readonly shape: readonly number[];
  readonly values: Float32Array;
  /** of a histogram: from the lowest bin's lower end to the highest one's upper end; of a curve: its ends in x */
  readonly range?: readonly [number, number];
}

/** What happened, in the order in which it happened. `job` is "teacher" or "arm/pair". */
export type TrainingEvent =
  | {
      readonly type: "started";
      readonly experiment: Experiment;
      readonly backend: BackendCard;
      /** version of the playground, and the day, as YYYY-MM-DD */
      readonly version: string;
      readonly date: string;
      readonly networks: readonly NetworkCard[];
    }
  | {
      readonly type: "data";
      readonly dataset: string;
      readonly trainCount: number;
      readonly testCount: number;
      /** images on which students learn */
      readonly transferCount: number;
      readonly classNames: readonly string[];
    }
  /**
   * the images whose logits follow the whole run; grey bytes, [count, 28, 28], or none in a recording of images that
   * may not be passed on; `places` says where in the test set they stand
   */
  | {
      readonly type: "probes";
      readonly kind: ProbeKind;
      readonly images: Uint8Array;
      readonly labels: readonly number[];
      readonly places?: readonly number[];
    }
  /** a stage begins after step `from` (absent: 0) of the job's `steps` */
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
  /** what a method shows of its networks at one moment, computed on the gallery's images */
  | {
      readonly type: "pictured";
      readonly job: string;
      readonly step: number;
      readonly picture: string;
      readonly title: string;
      readonly kind: "maps" | "matrices" | "bars" | "histogram" | "curve";
      readonly panels: readonly PicturePanel[];
    }
  /** logits on the whole test set when the job ended, [total, classes], and the true classes */
  | {
      readonly type: "testLogits";
      readonly network: string;
      readonly logits: Float32Array;
      readonly labels: Uint8Array;
    }
  /** a slider moved while it ran: holds for this job after `step` */
  | {
      readonly type: "changed";
      readonly job: string;
      readonly step: number;
      readonly param: string;
      readonly value: number;
    }
  /** a worker or a device was lost: the job goes on from `step`, and what it told after that is void */
  | {
      readonly type: "recovered";
      readonly job: string;
      readonly step: number;
      readonly detail: string;
      readonly backend: BackendCard;
    }
  /** everything needed to go on from `step`, opaque bytes of engine/checkpoint */
  | { readonly type: "checkpoint"; readonly job: string; readonly step: number; readonly bytes: Uint8Array }
  /** how fast it goes, measured; never part of a recorded log */
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

/** Where probe images come from: a fixed gallery, those that confuse the teacher most, or the visitor's own hand. */
export type ProbeKind = "gallery" | "confusing" | "drawn";

/** The job of an arm and a pair: "taught/0". */
export function jobOf(arm: Arm, pair: number): string {
  return `${arm}/${pair}`;
}

/** Events that depend on the clock or carry saved state: left out where logs are compared or recorded. */
export function isTransient(event: TrainingEvent): boolean {
  return event.type === "pace" || event.type === "checkpoint";
}
