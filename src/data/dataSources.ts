/** Data sources: the built-in digits, the four files of MNIST or Fashion-MNIST, MNIST's public copy, a visitor's files. */

import { type Dataset, DIGITS_TRAIN_COUNT, digitImage, digitNames, IMAGE_SIZE, type Split } from "../domain/dataset.ts";
import { classNamesOf, FASHION_COUNTS } from "../domain/namedDatasets.ts";
import { drawDigits } from "./builtInDigits.ts";
import { DataError } from "./dataError.ts";
import { type IdxDatasetId, isOtherPacking } from "./fileChecksums.ts";
import { type IdxPair, readIdxPair } from "./idxFiles.ts";
import { select } from "./transferSet.ts";

/** Number of test images of the built-in digits. */
export const DIGITS_TEST_COUNT = 2000;
/** Without test files every sixth image is held out. */
const HELD_OUT = 6;

/** MNIST's own file names, which those of Fashion-MNIST are, too. */
export const mnistFiles = {
  train: { images: "train-images-idx3-ubyte.gz", labels: "train-labels-idx1-ubyte.gz" },
  test: { images: "t10k-images-idx3-ubyte.gz", labels: "t10k-labels-idx1-ubyte.gz" },
} as const;

/** Reads one of a data set's four files, packed or not, from a server or a folder. */
export type FileReader = (name: string) => Promise<Blob>;

/** The built-in digits of a seed. */
export function builtInDigits(seed: number, train: number | "all"): Split {
  const count = train === "all" ? DIGITS_TRAIN_COUNT : train;
  return { train: drawDigits(seed, count, "train"), test: drawDigits(seed, DIGITS_TEST_COUNT, "test") };
}

async function readPart(id: IdxDatasetId, read: FileReader, role: "train" | "test"): Promise<Dataset> {
  const { images, labels } = mnistFiles[role];
  const pair = { images: await read(images), labels: await read(labels) };
  return readIdxPair(pair, role === "train" ? "training" : role, classNamesOf({ dataset: id }));
}

/**
 * A data set from its four files. Those of Fashion-MNIST may be others than the published ones, of any number of images;
 * the split then says so. Whether MNIST's are its own is for the reader to check.
 * @throws DataError naming the file and what is wrong in it
 */
export async function readIdxDataset(id: IdxDatasetId, read: FileReader): Promise<Split> {
  let isOther = false;
  const checked: FileReader = async (name) => {
    const file = await read(name);
    isOther ||= await isOtherPacking(id, name, file);
    return file;
  };
  const split = { train: await readPart(id, checked, "train"), test: await readPart(id, checked, "test") };
  if (id === "mnist") return split;
  const counts = { train: split.train.count, test: split.test.count };
  const isWhole = counts.train === FASHION_COUNTS.train && counts.test === FASHION_COUNTS.test;
  return isOther || !isWhole ? { ...split, unpublished: counts } : split;
}

/** MNIST from its four files. */
export function readMnist(read: FileReader): Promise<Split> {
  return readIdxDataset("mnist", read);
}

/** A data set's test images alone. */
export function readIdxTest(id: IdxDatasetId, read: FileReader): Promise<Dataset> {
  return readPart(id, read, "test");
}

/**
 * A visitor's files; without a test pair, every sixth training image is held out.
 * @param names of the classes; absent: their numbers
 * @throws DataError naming the file and what is wrong in it, or "truncated" when too few images are left to hold one
 * out
 */
export async function readFiles(train: IdxPair, test: IdxPair | null, names?: readonly string[]): Promise<Split> {
  const all = await readIdxPair(train, "training", names);
  if (test) return { train: all, test: await readIdxPair(test, "test", all.classNames) };
  if (all.count < 2)
    throw new DataError(
      "truncated",
      `the training files hold ${all.count} image, which cannot be both learnt and judged on; add test files or images`,
    );
  const indices = Array.from({ length: all.count }, (_, index) => index);
  return {
    train: select(
      all,
      indices.filter((index) => index % HELD_OUT !== 0),
    ),
    test: select(
      all,
      indices.filter((index) => index % HELD_OUT === 0),
    ),
  };
}

/**
 * The public copy of MNIST: a sprite of 65,000 images, one row of 784 grey values each, and one-hot labels. No checksum
 * of it is published, so its size is checked and that every label marks one class.
 */
export const sprite = {
  images: "https://storage.googleapis.com/learnjs-data/model-builder/mnist_images.png",
  labels: "https://storage.googleapis.com/learnjs-data/model-builder/mnist_labels_uint8",
  count: 65_000,
  train: 55_000,
} as const;

/**
 * Splits the sprite's images into training and test images.
 * @param grey one byte for each pixel, [65000, 784]
 * @param oneHot [65000, 10]
 * @throws DataError "checksum" when sizes or labels are not the sprite's
 */
export function splitSprite(grey: Uint8Array, oneHot: Uint8Array): Split {
  const { count, train } = sprite;
  if (grey.length !== count * IMAGE_SIZE || oneHot.length !== count * 10)
    throw new DataError(
      "checksum",
      `the public copy has ${grey.length} pixels and ${oneHot.length} label bytes, not MNIST's; try again later`,
    );
  const labels = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const row = oneHot.subarray(i * 10, i * 10 + 10);
    const label = row.indexOf(1);
    if (label < 0 || row.reduce((a, b) => a + b, 0) !== 1)
      throw new DataError("checksum", `label ${i} of the public copy marks no single class; try again later`);
    labels[i] = label;
  }
  const slice = (from: number, to: number): Dataset => ({
    images: grey.slice(from * IMAGE_SIZE, to * IMAGE_SIZE),
    labels: labels.slice(from, to),
    count: to - from,
    ...digitImage,
    classNames: digitNames,
  });
  return { train: slice(0, train), test: slice(train, count) };
}
