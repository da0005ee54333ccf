/**
 * The experiment: a JSON value that determines a run. Links, presets, recordings, the command line and saved state
 * contain it, and all are checked by the schema below.
 */

import * as v from "valibot";
import { ArchitectureSchema } from "./architecture.ts";
import { MAX_CLASSES, MAX_SIDE, MIN_SIDE } from "./dataset.ts";
import { sameJson } from "./sameJson.ts";
import { fields, list, numberBetween, oneOf, text, trueOrFalse, wholeNumber, wholeNumberOrAll } from "./schemaParts.ts";

/** The version of the schema. An experiment of a higher version is refused. */
export const SCHEMA_VERSION = 1;

/** Largest number of pairs (replicates). */
export const MAX_PAIRS = 10;
export const MAX_SEED = 2 ** 31 - 1;
/** Largest number of steps of a training. */
export const MAX_STEPS = 1_000_000;
/** Largest number of training images that are held out. */
export const MAX_HELD_OUT = 30_000;
export const MAX_BATCH_SIZE = 1024;
export const MIN_LEARNING_RATE = 1e-6;
/** Largest value of the setting maxNorm. */
export const LARGEST_MAX_NORM = 100;

const classSet = list(wholeNumber(0, MAX_CLASSES - 1), MAX_CLASSES - 1);
const name = text(64);
const side = wholeNumber(MIN_SIDE, MAX_SIDE);
const checksumAllowed = "it must be a sha256 of 64 hexadecimal digits";
/** Largest number of images in a visitor's files. */
const MAX_FILE_IMAGES = 1_000_000;

/** Adam; gradient descent with classical momentum of 0.9; gradient descent alone. Each takes the gradient of a batch. */
export const OPTIMIZERS = ["adam", "momentum", "sgd"] as const;
export type Optimizer = (typeof OPTIMIZERS)[number];
/** Largest weight decay. */
export const MAX_WEIGHT_DECAY = 1;

/** How a network is trained: all but its data and its loss. */
export const TrainingSchema = fields({
  steps: wholeNumber(1, MAX_STEPS),
  batchSize: wholeNumber(1, MAX_BATCH_SIZE),
  optimizer: oneOf(OPTIMIZERS),
  learningRate: numberBetween(MIN_LEARNING_RATE, 100),
  /** of the learning rate over the steps of a stage: constant, or a half cosine down to 0 */
  schedule: oneOf(["constant", "cosine"]),
  /** largest Euclidean norm of the incoming weights of a unit; 0 is no limit */
  maxNorm: numberBetween(0, LARGEST_MAX_NORM),
  /**
   * weight decay as an L2 penalty: this times each trained value (weights, biases, batch norm's scale and shift) is added
   * to its gradient before the optimiser's moments, as `weight_decay` of PyTorch's SGD and Adam does. It is not the
   * decoupled decay of AdamW. Absent is 0
   */
  weightDecay: v.optional(numberBetween(0, MAX_WEIGHT_DECAY)),
  /**
   * label smoothing: share of each label that is spread over all classes; absent is 0. Szegedy et al. 2016, section 7
   */
  smoothing: v.optional(numberBetween(0, 0.9)),
  /** each image is shifted by up to this many pixels in x and y, drawn at every step */
  jitter: wholeNumber(0, 4),
});
export type Training = v.InferOutput<typeof TrainingSchema>;

/** The source of the images. */
export const DatasetIdSchema = oneOf(["digits", "mnist", "fashion", "files"]);
export type DatasetId = v.InferOutput<typeof DatasetIdSchema>;

const isDone = v.optional(trueOrFalse);

/** How a visitor's files were read and changed, so that another visitor's reading of the same files gives the same images. */
export const PreparationSchema = fields({
  /** rows and columns are exchanged */
  turned: isDone,
  /** 255 less each value */
  inverted: isDone,
  /** one channel in place of three */
  grey: isDone,
  /** height and width to which images were brought */
  side: v.optional(side),
  /** the middle of each image in place of the whole image scaled */
  cropped: isDone,
  /** no more than so many images of each part were read */
  first: v.optional(wholeNumber(1, MAX_FILE_IMAGES)),
  /** the test images: those for validation, or some of the training images; absent: the files' own, as far as there are any */
  test: v.optional(oneOf(["validation", "held-out"])),
  /** which data set among several */
  set: v.optional(text(200)),
});
export type Preparation = v.InferOutput<typeof PreparationSchema>;

/** What is known of the visitor's own files, so that whoever has the same files can load them for this experiment. */
export const FilesSchema = fields({
  /** sha256 of the images, labels and class names, 64 hexadecimal digits */
  checksum: v.pipe(v.string(checksumAllowed), v.regex(/^[0-9a-f]{64}$/, checksumAllowed)),
  /** numbers of training and test images */
  train: wholeNumber(1, MAX_FILE_IMAGES),
  test: wholeNumber(1, MAX_FILE_IMAGES),
  /** [height, width] of each image */
  size: v.strictTuple([side, side], `it must be [height, width] with sides from ${MIN_SIDE} to ${MAX_SIDE}`),
  channels: oneOf([1, 3]),
  /** in class order */
  classNames: v.pipe(
    list(name, MAX_CLASSES),
    v.minLength(2, "it must have at least two names"),
    v.check((names) => new Set(names).size === names.length, "no two classes may have one name"),
  ),
  /** what the files are called; absent where nothing is known of it */
  name: v.optional(name),
  /** absent: the images are as the files have them */
  prepared: v.optional(PreparationSchema),
});
export type FilesDescription = v.InferOutput<typeof FilesSchema>;

/** The transfer set: the images on which students learn from the teacher. */
export const TransferSetSchema = fields({
  /** the data set's own training images, noise, or the images of another data set */
  source: oneOf(["training", "noise", "digits", "mnist", "fashion"]),
  size: wholeNumberOrAll(1, 1_000_000),
  /** classes that are left out of the transfer set; the teacher is trained on them */
  omitClasses: classSet,
  /** false: students get no labels, only the teacher's targets */
  labelled: trueOrFalse,
  /** share of the labels that are replaced by another class, drawn from the seed; absent is 0 */
  noisyLabels: v.optional(numberBetween(0, 1)),
});
export type TransferSet = v.InferOutput<typeof TransferSetSchema>;

/** Controls that every method can be compared with, beside its own arms. */
export const CONTROLS = ["doubled-hard-loss", "label-smoothing", "shuffled-soft-targets"] as const;

/** The value of a method's setting; valid names and ranges are those of the method's table. */
export const ParamValueSchema = v.union(
  [numberBetween(-1e6, 1e6), v.boolean(), name],
  "it must be a number, true, false or a text",
);

/** Most networks that are averaged as one teacher. */
export const MAX_GIVEN = 8;
const checksum = "it must be a checksum of 16 digits from 0 to f";

/** A network that is given, by what it is called and its checksum (`checksumOf` in weights/networkWeights). */
export const GivenNetworkSchema = fields({
  name,
  checksum: v.pipe(v.string(checksum), v.regex(/^[0-9a-f]{16}$/, checksum)),
  architecture: ArchitectureSchema,
});
export type GivenNetwork = v.InferOutput<typeof GivenNetworkSchema>;

/** How the predictions of several teachers become one. */
export const AVERAGES = ["probabilities", "logits"] as const;
export type Average = (typeof AVERAGES)[number];

export const ExperimentSchema = fields({
  schema: v.literal(SCHEMA_VERSION, `it must be ${SCHEMA_VERSION}`),
  seed: wholeNumber(0, MAX_SEED),
  /**
   * number of pairs. A pair is one replicate: a student for each arm, all with the same first weights and batches. Pair
   * i of a seed is the same in every run
   */
  pairs: wholeNumber(1, MAX_PAIRS),
  data: fields({
    dataset: DatasetIdSchema,
    train: wholeNumberOrAll(100, 60_000),
    /**
     * the last so many training images are held out: no network trains on them, and all are evaluated on them in place of
     * the test images, so that settings can be chosen without these. Absent is none
     */
    heldOut: v.optional(wholeNumber(1, MAX_HELD_OUT)),
    /** classes that the teacher is not trained on; each network is then evaluated on its own classes. Absent is none */
    omitClasses: v.optional(classSet),
    /** of the dataset "files". Absent in links of earlier versions: files of 28x28 grey images in ten classes */
    files: v.optional(FilesSchema),
  }),
  teacher: fields({
    architecture: ArchitectureSchema,
    /** of a given teacher: how it was trained, as far as that is known; it is not trained again */
    training: TrainingSchema,
    /** the networks that teach in place of one that the run trains; absent: the run trains its teacher */
    given: v.optional(v.pipe(list(GivenNetworkSchema, MAX_GIVEN), v.minLength(1, "name one, or leave it out"))),
    /** present where several are given */
    average: v.optional(oneOf(AVERAGES)),
  }),
  student: fields({ architecture: ArchitectureSchema, training: TrainingSchema }),
  transferSet: TransferSetSchema,
  method: fields({
    id: name,
    params: v.pipe(
      v.record(name, ParamValueSchema, "it must be an object with the method's settings"),
      v.maxEntries(32, "it must have at most 32 settings"),
    ),
  }),
  /** arms trained beside the distilled student and the baseline, from the same first weights on the same batches */
  controls: list(name, 16),
  /** steps between two evaluations on the whole test set */
  evaluateEvery: wholeNumber(1, 100_000),
});

/** The JSON value that determines a run. */
export type Experiment = v.InferOutput<typeof ExperimentSchema>;

/** An experiment's teacher, as far as its network is concerned. */
export type TeacherNetwork = Pick<Experiment["teacher"], "architecture" | "given" | "average">;

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
