/**
 * The experiment: a JSON value that determines a run. Links, presets, recordings, the command line and saved state
 * contain it, and all are checked by the schema below.
 */

import * as v from "valibot";
import { ArchitectureSchema } from "./architecture.ts";
import { sameJson } from "./sameJson.ts";

/** The version of the schema. An experiment of a higher version is refused. */
export const SCHEMA_VERSION = 1;

/** Largest number of pairs (replicates). */
export const MAX_PAIRS = 10;
export const MAX_SEED = 2 ** 31 - 1;
/** Largest number of steps of a training. */
export const MAX_STEPS = 200_000;
export const MAX_BATCH_SIZE = 1024;
/** Largest value of the setting maxNorm. */
export const LARGEST_MAX_NORM = 100;

const count = (max: number, min = 1) => v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));
const range = (min: number, max: number) => v.pipe(v.number(), v.finite(), v.minValue(min), v.maxValue(max));
const classSet = v.pipe(v.array(count(63, 0)), v.maxLength(63));

/** How a network is trained: all but its data and its loss. */
export const TrainingSchema = v.strictObject({
  steps: count(MAX_STEPS),
  batchSize: count(MAX_BATCH_SIZE),
  optimizer: v.picklist(["adam", "momentum"]),
  learningRate: range(1e-6, 100),
  /** of the learning rate over the steps of a stage: constant, or a half cosine down to 0 */
  schedule: v.picklist(["constant", "cosine"]),
  /** largest Euclidean norm of the incoming weights of a unit; 0 is no limit */
  maxNorm: range(0, LARGEST_MAX_NORM),
  /**
   * label smoothing: share of each label that is spread over all classes; absent is 0. Szegedy et al. 2016, section 7
   */
  smoothing: v.optional(range(0, 0.9)),
  /** each image is shifted by up to this many pixels in x and y, drawn at every step */
  jitter: count(4, 0),
});
export type Training = v.InferOutput<typeof TrainingSchema>;

/** The source of the images. */
export const DatasetIdSchema = v.picklist(["digits", "mnist", "files"]);
export type DatasetId = v.InferOutput<typeof DatasetIdSchema>;

/** The transfer set: the images on which students learn from the teacher. */
export const TransferSetSchema = v.strictObject({
  /** the data set's own training images, noise, or the images of another data set */
  source: v.picklist(["training", "noise", "digits", "mnist"]),
  size: v.union([count(1_000_000), v.literal("all")]),
  /** classes that are left out of the transfer set; the teacher is trained on them */
  omitClasses: classSet,
  /** false: students get no labels, only the teacher's targets */
  labelled: v.boolean(),
  /** share of the labels that are replaced by another class, drawn from the seed; absent is 0 */
  noisyLabels: v.optional(range(0, 1)),
});
export type TransferSet = v.InferOutput<typeof TransferSetSchema>;

/** Controls that every method can be compared with, beside its own arms. */
export const CONTROLS = ["doubled-hard-loss", "label-smoothing", "shuffled-soft-targets"] as const;

/** The value of a method's setting; valid names and ranges are those of the method's table. */
export const ParamValueSchema = v.union([range(-1e6, 1e6), v.boolean(), v.pipe(v.string(), v.maxLength(64))]);

export const ExperimentSchema = v.strictObject({
  schema: v.literal(SCHEMA_VERSION),
  seed: count(MAX_SEED, 0),
  /**
   * number of pairs. A pair is one replicate: a student for each arm, all with the same first weights and batches. Pair
   * i of a seed is the same in every run
   */
  pairs: count(MAX_PAIRS),
  data: v.strictObject({
    dataset: DatasetIdSchema,
    train: v.union([count(60_000, 100), v.literal("all")]),
    /** classes that the teacher is not trained on; each network is then evaluated on its own classes. Absent is none */
    omitClasses: v.optional(classSet),
  }),
  teacher: v.strictObject({ architecture: ArchitectureSchema, training: TrainingSchema }),
  student: v.strictObject({ architecture: ArchitectureSchema, training: TrainingSchema }),
  transferSet: TransferSetSchema,
  method: v.strictObject({
    id: v.pipe(v.string(), v.maxLength(64)),
    params: v.pipe(v.record(v.pipe(v.string(), v.maxLength(64)), ParamValueSchema), v.maxEntries(32)),
  }),
  /** arms trained beside the distilled student and the baseline, from the same first weights on the same batches */
  controls: v.pipe(v.array(v.pipe(v.string(), v.maxLength(64))), v.maxLength(16)),
  /** steps between two evaluations on the whole test set */
  evaluateEvery: count(100_000),
});

/** The JSON value that determines a run. */
export type Experiment = v.InferOutput<typeof ExperimentSchema>;

/** Whether two experiments are equal in every value, in any order of their keys. */
export function sameExperiment(a: Experiment, b: Experiment): boolean {
  return sameJson(a, b);
}

/** The arm of the distilled student. Its name in links, logs and recordings is "taught". */
export const DISTILLED = "taught";

/**
 * The arm of the baseline: the student alone, from the same first weights on the same batches. In logs it is "plain".
 */
export const BASELINE = "plain";

/** Which student of a pair (replicate): DISTILLED, BASELINE, one of CONTROLS, or an arm of the method. */
export type Arm = string;

/** The arms that an experiment trains for each pair: the distilled student, the baseline, then its controls. */
export function armsOf(experiment: Experiment): readonly Arm[] {
  return [DISTILLED, BASELINE, ...experiment.controls];
}
