/**
 * The experiment: plain JSON that is the whole state of a run. A link, a preset, a recording, the command line and
 * saved state all carry this value, checked by the one schema below.
 */

import * as v from "valibot";
import { ArchitectureSchema } from "./architecture.ts";
import { sameJson } from "./sameJson.ts";

/** The version this code writes; a higher one comes from a newer playground and is refused, not guessed at. */
export const SCHEMA_VERSION = 1;

const count = (most: number, least = 1) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));
const range = (least: number, most: number) => v.pipe(v.number(), v.finite(), v.minValue(least), v.maxValue(most));
const classSet = v.pipe(v.array(count(63, 0)), v.maxLength(63));

/** How a network is trained: everything but what it is taught. */
export const TrainingSchema = v.strictObject({
  steps: count(200_000),
  batchSize: count(1024),
  optimizer: v.picklist(["adam", "momentum"]),
  learningRate: range(1e-6, 100),
  /** over the steps of a stage: level, or a half cosine down to 0 */
  schedule: v.picklist(["constant", "cosine"]),
  /** longest allowed Euclidean length of the weights into one unit; 0 leaves them free */
  maxNorm: range(0, 100),
  /** share of probability that the labels give to all classes alike; absent is none. Szegedy et al. 2016, section 7 */
  smoothing: v.optional(range(0, 0.9)),
  /** each image is shifted by up to this many pixels in x and y, anew at every step */
  jitter: count(4, 0),
});
export type Training = v.InferOutput<typeof TrainingSchema>;

/** Where the images come from. */
export const DatasetIdSchema = v.picklist(["digits", "mnist", "files"]);
export type DatasetId = v.InferOutput<typeof DatasetIdSchema>;

/** The images on which the teacher teaches. */
export const TransferSetSchema = v.strictObject({
  /** the data set's own training images, noise, or the images of another data set */
  source: v.picklist(["training", "noise", "digits", "mnist"]),
  size: v.union([count(1_000_000), v.literal("all")]),
  /** classes the student never sees (the teacher did) */
  omitClasses: classSet,
  /** without labels only the teacher's targets can teach */
  labelled: v.boolean(),
  /** share of the labels that name another class than the true one, drawn by the seed; absent is none */
  noisyLabels: v.optional(range(0, 1)),
});
export type TransferSet = v.InferOutput<typeof TransferSetSchema>;

/** Controls that any method can be held against; a method's own arms come beside them. */
export const CONTROLS = ["doubled-hard-loss", "label-smoothing", "shuffled-soft-targets"] as const;

/** A method's settings by name; which names and ranges are right is the method's own table. */
export const ParamValueSchema = v.union([range(-1e6, 1e6), v.boolean(), v.pipe(v.string(), v.maxLength(64))]);

export const ExperimentSchema = v.strictObject({
  schema: v.literal(SCHEMA_VERSION),
  seed: count(2 ** 31 - 1, 0),
  /** how many paired students are trained; pair i of one seed is the same in every run */
  pairs: count(10),
  data: v.strictObject({
    dataset: DatasetIdSchema,
    train: v.union([count(60_000, 100), v.literal("all")]),
    /** classes that the teacher never sees; each network is then judged on the classes it was taught. Absent is none */
    omitClasses: v.optional(classSet),
  }),
  teacher: v.strictObject({ architecture: ArchitectureSchema, training: TrainingSchema }),
  student: v.strictObject({ architecture: ArchitectureSchema, training: TrainingSchema }),
  transferSet: TransferSetSchema,
  method: v.strictObject({
    id: v.pipe(v.string(), v.maxLength(64)),
    params: v.pipe(v.record(v.pipe(v.string(), v.maxLength(64)), ParamValueSchema), v.maxEntries(32)),
  }),
  /** students trained beside the taught one and its plain twin, from the same first weights on the same batches */
  controls: v.pipe(v.array(v.pipe(v.string(), v.maxLength(64))), v.maxLength(16)),
  /** steps between two evaluations on the whole test set */
  evaluateEvery: count(100_000),
});

/** The whole state of a run, as plain JSON. */
export type Experiment = v.InferOutput<typeof ExperimentSchema>;

/** Whether two experiments are one: equal in every value, in whatever order their keys were written. */
export function sameExperiment(a: Experiment, b: Experiment): boolean {
  return sameJson(a, b);
}

/** The arm that the method teaches. Links, logs and recordings say "taught". */
export const DISTILLED = "taught";

/** The student alone, from the same first weights on the same batches. Links, logs and recordings say "plain". */
export const BASELINE = "plain";

/** Which student of a pair: "taught" by the method, its "plain" twin, a control, or an arm of the method's own. */
export type Arm = string;

/** The arms an experiment trains for each pair, the taught student and its plain twin first. */
export function armsOf(experiment: Experiment): readonly Arm[] {
  return [DISTILLED, BASELINE, ...experiment.controls];
}
