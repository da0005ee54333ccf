/** What an experiment's data are: the shape of their images, the names of their classes, and which have the same ones. */

import { type DataShape, digitImage, digitNames, type SplitCounts } from "./dataset.ts";
import type { Experiment, FilesDescription } from "./experiment.ts";
import { sameJson } from "./sameJson.ts";

/** The ten kinds of clothing of Fashion-MNIST, as its authors name them (README of zalandoresearch/fashion-mnist). */
export const fashionNames: readonly string[] = [
  ...["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat"],
  ...["Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"],
];

/** The number of images in the files that were published as Fashion-MNIST. */
export const FASHION_COUNTS: SplitCounts = { train: 60_000, test: 10_000 };

/** An experiment's data by their id, and what is known of a visitor's files. */
export type DataChoice = Pick<Experiment["data"], "dataset" | "files">;

const digitShape: DataShape = { ...digitImage, classNames: digitNames };
const clothingShape: DataShape = { ...digitImage, classNames: fashionNames };
const shapesOfFiles = new WeakMap<FilesDescription, DataShape>();

/**
 * The shape of the data's images and the names of their classes, the same object for the same data. A visitor's files of
 * which nothing is known are taken for digits.
 */
export function shapeOf({ dataset, files }: DataChoice): DataShape {
  if (dataset !== "files" || !files) return dataset === "fashion" ? clothingShape : digitShape;
  const known = shapesOfFiles.get(files);
  if (known) return known;
  const [height, width] = files.size;
  const shape: DataShape = { height, width, channels: files.channels, classNames: files.classNames };
  shapesOfFiles.set(files, shape);
  return shape;
}

/** The names of the data's classes, in class order. */
export function classNamesOf(data: DataChoice): readonly string[] {
  return shapeOf(data).classNames;
}

/**
 * Whether the classes are the ten digits, so that images may be called digits and names are one figure long. Of files, ten
 * classes without names are numbered alike, whatever they show: their images are called images.
 */
export function areDigits(data: DataChoice): boolean {
  return data.dataset !== "files" && sameJson(classNamesOf(data), digitNames);
}

/** Whether drawings can be made like the data's images: these are grey and square, and no clothing. */
export function canBeDrawn(data: DataChoice): boolean {
  const { height, width, channels } = shapeOf(data);
  return data.dataset !== "fashion" && channels === 1 && height === width;
}

/**
 * The labels of a transfer set: of the data set's own classes, of "other" classes where its images are of another kind
 * (clothing for a network of digits), or "none", for noise. Only labels of its own classes are given to students.
 */
export function transferLabelsOf({ data, transferSet: { source } }: Experiment): "own" | "other" | "none" {
  if (source === "training") return "own";
  if (source === "noise") return "none";
  return sameJson(classNamesOf({ dataset: source }), classNamesOf(data)) ? "own" : "other";
}

/**
 * Whether own images are those of an experiment, by their checksum. An experiment that says nothing of its images takes
 * any; one on another data set needs none.
 * @param files the images that are there; null where there are none
 */
export function areFilesOf(files: FilesDescription | null, { data }: Pick<Experiment, "data">): boolean {
  if (data.dataset !== "files") return true;
  return files !== null && (!data.files || data.files.checksum === files.checksum);
}

/** Whether own images have the shape and classes of an experiment's, such as MNIST's files those of its recordings. */
export function areImagesLike(files: FilesDescription | null, { data }: Pick<Experiment, "data">): boolean {
  return files !== null && sameJson(shapeOf({ dataset: "files", files }), shapeOf(data));
}
