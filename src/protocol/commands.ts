/** What a page may ask of the training worker. The worker never asks back. */

import type { Experiment } from "../domain/experiment.ts";
import type { Backend, BackendChoice } from "./backends.ts";
import type { TrainingEvent } from "./events.ts";

/** Files dropped on the page, read by the worker so that images never cross whole. */
export interface DroppedFiles {
  readonly trainImages: Blob;
  readonly trainLabels: Blob;
  /** absent: every sixth image of the training pair is held out as test set */
  readonly testImages?: Blob;
  readonly testLabels?: Blob;
}

/** One command. All but `start` and `draw` concern the run that goes on. */
export type Command =
  | {
      readonly type: "start";
      readonly run: number;
      readonly experiment: Experiment;
      readonly backend: BackendChoice;
      /** where the choice is left open: what an earlier measurement of such an experiment found */
      readonly remembered?: Backend;
      /** checkpoints by job: those jobs go on from there; a finished teacher's is its weights */
      readonly resumeFrom?: Readonly<Record<string, Uint8Array>>;
      readonly files?: DroppedFiles;
      /** address of the page, against which the site's own files are found */
      readonly base: string;
      /** where MNIST is taken from: files of this site, or the public copy that the visitor asked for */
      readonly mnist: "site" | "public";
    }
  | { readonly type: "set"; readonly run: number; readonly param: string; readonly value: number }
  | { readonly type: "pause" | "resume" | "step" | "stop"; readonly run: number }
  /** message `seq` was taken in; the worker holds back when too many are not */
  | { readonly type: "ack"; readonly run: number; readonly seq: number }
  /** 28x28 grey bytes drawn by hand: all networks of the run answer with a `probed` of kind "drawn" */
  | { readonly type: "draw"; readonly run: number; readonly image: Uint8Array }
  /** are you alive? answered at once by `pong` */
  | { readonly type: "ping"; readonly nonce: number }
  /** grey bytes of some test images of MNIST, from wherever it has been taken; answered by `images` */
  | {
      readonly type: "images";
      readonly places: readonly number[];
      readonly base: string;
      readonly files?: DroppedFiles;
    };

/** One message from the worker. */
export type Message =
  | { readonly type: "events"; readonly run: number; readonly seq: number; readonly events: readonly TrainingEvent[] }
  | { readonly type: "pong"; readonly nonce: number }
  /** loading data or a backend: what, and how far, 0..1 or null where unknown */
  | { readonly type: "loading"; readonly run: number; readonly what: "data" | "backend"; readonly part: number | null }
  /** the images that were asked for with their labels, or why they are not there */
  | { readonly type: "images"; readonly images: Uint8Array; readonly labels: readonly number[] }
  | { readonly type: "no-images"; readonly detail: string };
