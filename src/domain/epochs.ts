/** How many images networks are trained on, as far as the experiment alone tells, and steps as epochs of them. */

import { DIGITS_TRAIN_COUNT } from "./dataset.ts";
import type { DatasetId, Experiment, Training } from "./experiment.ts";
import { FASHION_COUNTS, transferLabelsOf } from "./namedDatasets.ts";

/** Noise images are at most so many. */
export const MAX_NOISE_IMAGES = 60_000;
/** Training images of MNIST's own files. */
const MNIST_TRAIN_COUNT = 60_000;

/** Numbers of images by who trains on them; null where only the loaded data tell. */
export interface ImageCounts {
  readonly teacher: number | null;
  /** of the transfer set */
  readonly student: number | null;
}

/** All training images of a data set that is not a visitor's. */
const wholeCounts: Readonly<Record<Exclude<DatasetId, "files">, number>> = {
  digits: DIGITS_TRAIN_COUNT,
  mnist: MNIST_TRAIN_COUNT,
  fashion: FASHION_COUNTS.train,
};

function atMost(count: number | "all", most: number): number {
  return count === "all" ? most : Math.min(count, most);
}

function trainingImages({ dataset, train, heldOut = 0, files }: Experiment["data"]): number | null {
  // The built-in digits are drawn for each experiment, as many as it asks for.
  if (dataset === "digits" && train !== "all") return train;
  const whole = dataset === "files" ? files?.train : wholeCounts[dataset];
  return whole === undefined || whole <= heldOut ? null : atMost(train, whole - heldOut);
}

/**
 * The numbers of images of an experiment. Where classes are left out, they depend on the data and are not known. Fashion-
 * MNIST is taken to be the published one.
 */
export function imageCountsOf(experiment: Experiment): ImageCounts {
  const { data, transferSet } = experiment;
  const drawn = trainingImages(data);
  const { source, size, omitClasses } = transferSet;
  const teacher = data.omitClasses?.length ? null : drawn;
  if (source === "noise") {
    const student = size === "all" ? drawn : size;
    return { teacher, student: student === null ? null : Math.min(student, MAX_NOISE_IMAGES) };
  }
  if (omitClasses.length > 0 && transferLabelsOf(experiment) === "own") return { teacher, student: null };
  const available = source === "training" || source === data.dataset ? drawn : wholeCounts[source];
  return { teacher, student: available === null ? null : atMost(size, available) };
}

/** How often a training goes through its images: steps times batch size over their number. */
export function epochsOf({ steps, batchSize }: Pick<Training, "steps" | "batchSize">, images: number): number {
  return (steps * batchSize) / images;
}

/** The number of steps nearest to some epochs, at least 1. */
export function stepsOfEpochs(epochs: number, batchSize: number, images: number): number {
  return Math.max(1, Math.round((epochs * images) / batchSize));
}
