/** The protocol between the page and its conducting worker. */

import type { Architecture } from "../domain/architecture.ts";
import type { DatasetId, Experiment } from "../domain/experiment.ts";
import type { LayerWeights } from "../methods/core/method.ts";
import type { Backend, BackendChoice } from "./backends.ts";
import type { SettingChange, TrainingEvent } from "./events.ts";

/** A visitor's own images as IDX files. The worker reads them, so they are never copied between threads. */
export interface DroppedFiles {
  readonly trainImages: Blob;
  readonly trainLabels: Blob;
  readonly testImages: Blob;
  readonly testLabels: Blob;
}

/**
 * What is known of a run that goes on after a fault or a reload, besides its checkpoints: its live settings as they were
 * last, and when each was changed, so that a job takes every change again at the step at which it took it before.
 */
export interface ContinuedRun {
  readonly live: Readonly<Record<string, number>>;
  readonly changes: readonly SettingChange[];
}

/** The weights of a given teacher, by layer, as weights/networkWeights has them. */
export interface GivenWeights {
  readonly architecture: Architecture;
  readonly layers: readonly LayerWeights[];
}

/** One command of the page. A command with a `run` is ignored unless that run is the one under way. */
export type Command =
  | {
      readonly type: "start";
      readonly run: number;
      readonly experiment: Experiment;
      readonly backend: BackendChoice;
      /** where the choice is "auto": the faster backend in an earlier measurement of such an experiment */
      readonly remembered?: Backend;
      /** checkpoints by job, from which those jobs go on; a finished teacher is not trained again */
      readonly resumeFrom?: Readonly<Record<string, Uint8Array>>;
      /** the experiment's given teachers; absent where it trains its own */
      readonly teachers?: readonly GivenWeights[];
      /** no students are trained: the given teacher is evaluated, and the run has ended */
      readonly teacherAlone?: true;
      /** absent for a run that begins */
      readonly goesOn?: ContinuedRun;
      readonly files?: DroppedFiles;
      /** address of the page; the site's own files are relative to it */
      readonly base: string;
      /** data sets that the visitor has asked to be loaded from their public copies; others are files of this site */
      readonly publicCopies: readonly DatasetId[];
    }
  | { readonly type: "set"; readonly run: number; readonly param: string; readonly value: number }
  | { readonly type: "pause" | "resume" | "step" | "stop"; readonly run: number }
  /** the page has taken in all "events" messages up to `seq`; see UNACKNOWLEDGED_MESSAGES in pacing.ts */
  | { readonly type: "ack"; readonly run: number; readonly seq: number }
  /** an image drawn by hand, [height * width] grey bytes; the reply is events "probed" of kind "drawn" */
  | { readonly type: "draw"; readonly run: number; readonly image: Uint8Array }
  /** the reply, at once, is "pong" */
  | { readonly type: "ping"; readonly nonce: number }
  /** requests test images by their indices, of the dropped files or the site's; the reply is "images" or "no-images" */
  | {
      readonly type: "images";
      readonly dataset: DatasetId;
      readonly places: readonly number[];
      readonly base: string;
      readonly files?: DroppedFiles;
    };

/** One message of the worker. */
export type Message =
  /** the first message of every worker: its program runs */
  | { readonly type: "ready" }
  /** events of the run; `seq` numbers the messages of a run from 1 */
  | { readonly type: "events"; readonly run: number; readonly seq: number; readonly events: readonly TrainingEvent[] }
  | { readonly type: "pong"; readonly nonce: number }
  /** data or a backend is being loaded; `part` is the share that is done, 0..1, or null where unknown */
  | { readonly type: "loading"; readonly run: number; readonly what: "data" | "backend"; readonly part: number | null }
  /** the requested images, [count, height, width, channels] bytes, with their labels and the places by which they were requested */
  | {
      readonly type: "images";
      readonly places: readonly number[];
      readonly images: Uint8Array;
      readonly labels: readonly number[];
    }
  /** why the requested images are not available, in words */
  | { readonly type: "no-images"; readonly detail: string };
