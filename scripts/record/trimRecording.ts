/** Reduces a log to a recording: what the page shows, and no more. */

import { DISTILLED, type Experiment } from "../../src/domain/experiment.ts";
import { FINE_STEP } from "../../src/protocol/eventLog.ts";
import type { TrainingEvent } from "../../src/protocol/events.ts";
import { lastStepOf } from "../../src/protocol/lossBlocks.ts";
import { undisturbedLog } from "./undisturbedLog.ts";

type Of<T extends TrainingEvent["type"]> = Extract<TrainingEvent, { type: T }>;

/** Test images whose teacher logits give the similarity matrix; the bias slider needs all of them. */
const SIMILARITY_IMAGES = 200;

/** Of each block of losses the last row: what the loss card shows. */
function lastRows(event: Of<"losses">): TrainingEvent {
  return { ...event, fromStep: lastStepOf(event), rows: event.rows.slice(-event.columns.length) };
}

/** The logits of the first images, each number in two bytes. */
function fewLogits(event: Of<"testLogits">): Of<"testLogits"> {
  const { logits, labels } = event;
  const classes = logits.length / labels.length;
  const first = fineLogits(logits.slice(0, SIMILARITY_IMAGES * classes), classes);
  return { ...event, logits: first, labels: labels.slice(0, SIMILARITY_IMAGES) };
}

/** Decimals of an evaluation's shares and means: more than any view shows. */
const DECIMALS = 5;

/**
 * An evaluation as a recording has it.
 * @param hasConfusion whether the counts of the confusion matrix are kept
 */
function shortEvaluation(event: Of<"evaluated">, hasConfusion: boolean): Of<"evaluated"> {
  const rounded = (value: number) => Number(value.toFixed(DECIMALS));
  const { evaluation } = event;
  const { agreement, calibrationError, entropy, crossEntropy, gradientVariance, confusion } = evaluation;
  return {
    ...event,
    evaluation: {
      ...evaluation,
      confusion: hasConfusion ? confusion : [],
      agreement: agreement === null ? null : rounded(agreement),
      calibrationError: rounded(calibrationError),
      entropy: rounded(entropy),
      crossEntropy: rounded(crossEntropy),
      ...(gradientVariance
        ? { gradientVariance: { hard: rounded(gradientVariance.hard), soft: rounded(gradientVariance.soft) } }
        : {}),
    },
  };
}

/** Returns whether an event is the last one with its key. Events without a key are none. */
function lastOf(
  events: readonly TrainingEvent[],
  keyOf: (event: TrainingEvent) => string | null,
): (event: TrainingEvent) => boolean {
  const last = new Map<string, TrainingEvent>();
  for (const event of events) {
    const key = keyOf(event);
    if (key) last.set(key, event);
  }
  return (event) => last.get(keyOf(event) ?? "") === event;
}

function subjectOf(event: TrainingEvent): string | null {
  if (event.type === "evaluated") return `evaluated ${event.network}`;
  if (event.type === "probed") return `probed ${event.network} ${event.kind}`;
  return event.type === "pictured" ? `pictured ${event.job} ${event.picture}` : null;
}

/** The picture of which all moments are kept: its figures are compared from step to step. */
const MEASURED = "term-gradient-norms";

/**
 * A method's recorded run: the first pair in full, its logits and matrices in two bytes a number, of the others only their
 * evaluations, with the confusion matrix of the last.
 * Where classes were dropped, the distilled students of all pairs have their logits of the whole test set, and in a run
 * with controls the first pair's students of all arms too.
 */
export function presetRecording(events: readonly TrainingEvent[], experiment: Experiment): readonly TrainingEvent[] {
  const isLast = lastOf(events, subjectOf);
  const hasTeacher = events.some((event) => event.type === "jobFinished" && event.job === "teacher");
  const similar = hasTeacher ? "teacher" : "plain/0";
  const { classes } = experiment.student.architecture;
  const dropsClasses = experiment.transferSet.omitClasses.length > 0;
  const isFirstPair = (network: string) => network.endsWith("/0");
  const hasAll = (network: string) =>
    dropsClasses && (network.startsWith(`${DISTILLED}/`) || (experiment.controls.length > 0 && isFirstPair(network)));
  const isKept = (event: TrainingEvent): boolean => {
    switch (event.type) {
      case "losses":
        return event.job === "teacher" || isFirstPair(event.job);
      case "probed":
        return event.network === "teacher" || isFirstPair(event.network);
      case "evaluated":
        // Of outputs other than the one that a job is evaluated by: all evaluations of the first distilled job, and the last
        // of the others.
        return event.network.split("/").length < 3 || event.network.startsWith("taught/0/") || isLast(event);
      case "pictured":
        return event.picture === MEASURED || isLast(event);
      case "testLogits":
        return event.network === similar || hasAll(event.network);
      default:
        return true;
    }
  };
  return events.filter(isKept).map((event) => {
    if (event.type === "losses") return lastRows(event);
    if (event.type === "evaluated")
      return shortEvaluation(event, event.network === "teacher" || isFirstPair(event.network) || isLast(event));
    if (event.type === "probed") return { ...event, logits: fineLogits(event.logits, classes) };
    if (event.type === "pictured" && event.kind === "matrices")
      return { ...event, panels: event.panels.map(finePanel) };
    if (event.type !== "testLogits") return event;
    return hasAll(event.network) ? { ...event, logits: fineLogits(event.logits, classes) } : fewLogits(event);
  });
}

/** To the nearest multiple of what two bytes can hold; a zero has no sign. */
const toFine = (value: number) => Math.round(value / FINE_STEP) * FINE_STEP + 0;

/** A panel of matrices, whose cells are drawn as shades and compared in sums of squares. */
function finePanel(panel: Of<"pictured">["panels"][number]): typeof panel {
  return { ...panel, values: panel.values.map(toFine) };
}

/** Logits to the nearest multiple of what two bytes can hold; the largest of an image stays the largest. */
export function fineLogits(logits: Float32Array, classes: number): Float32Array {
  const fine = logits.map(toFine);
  for (let row = 0; row < logits.length; row += classes) {
    let best = row;
    for (let i = row + 1; i < row + classes; i++) if (logits[i]! > logits[best]!) best = i;
    for (let i = row; i < row + classes; i++)
      if (i !== best && fine[i]! >= fine[best]!) fine[i] = fine[best]! - FINE_STEP;
  }
  return fine;
}

/**
 * A recorded run of Hinton's section: all curves, the last logits of the followed images, and, where classes were
 * dropped, the distilled student's logits of the whole test set.
 * @param log may be that of a run that was stopped and went on
 * @param withImages false: of the followed images only their places in the test set are kept
 */
export function sectionRecording(
  log: readonly TrainingEvent[],
  {
    classes,
    dropsClasses,
    withImages,
    evaluateEvery,
  }: {
    readonly classes: number;
    readonly dropsClasses: boolean;
    readonly withImages: boolean;
    readonly evaluateEvery: number;
  },
): readonly TrainingEvent[] {
  const events = undisturbedLog(log, evaluateEvery);
  const isLast = lastOf(events, subjectOf);
  const isFollowed = (network: string) => ["teacher", "taught/0", "plain/0"].includes(network);
  return events.flatMap((event): readonly TrainingEvent[] => {
    switch (event.type) {
      case "losses":
        return isFollowed(event.job) ? [lastRows(event)] : [];
      case "probed":
        return isLast(event) ? [{ ...event, logits: fineLogits(event.logits, classes) }] : [];
      case "evaluated":
        return [shortEvaluation(event, isLast(event))];
      case "testLogits": {
        const full = dropsClasses && event.network === "taught/0";
        if (!full && event.network !== "teacher") return [];
        const { logits, ...rest } = full ? event : fewLogits(event);
        return [{ ...rest, logits: fineLogits(logits, classes) }];
      }
      case "probes":
        return [withImages ? event : { ...event, images: new Uint8Array() }];
      default:
        return [event];
    }
  });
}
