/** What is known of the data sets by their ids: the names of their classes, and which have the same classes. */

import { digitNames, type SplitCounts } from "./dataset.ts";
import type { DatasetId, Experiment } from "./experiment.ts";

/** The ten kinds of clothing of Fashion-MNIST, as its authors name them (README of zalandoresearch/fashion-mnist). */
export const fashionNames: readonly string[] = [
  ...["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat"],
  ...["Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"],
];

/** The number of images in the files that were published as Fashion-MNIST. */
export const FASHION_COUNTS: SplitCounts = { train: 60_000, test: 10_000 };

/** The names of a data set's classes, in class order. The visitor's own files are taken for digits. */
export function classNamesOf(dataset: DatasetId): readonly string[] {
  return dataset === "fashion" ? fashionNames : digitNames;
}

/**
 * The labels of a transfer set: of the data set's own classes, of "other" classes where its images are of another kind
 * (clothing for a network of digits), or "none", for noise. Only labels of its own classes are given to students.
 */
export function transferLabelsOf({ data, transferSet: { source } }: Experiment): "own" | "other" | "none" {
  if (source === "training") return "own";
  if (source === "noise") return "none";
  return classNamesOf(source) === classNamesOf(data.dataset) ? "own" : "other";
}
