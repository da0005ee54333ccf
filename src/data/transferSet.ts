/** Transfer sets: the images on which students learn from a teacher, drawn from a data set, another one, or noise. */

import { bytesOfImage, type Dataset, type Split } from "../domain/dataset.ts";
import { MAX_NOISE_IMAGES } from "../domain/epochs.ts";
import type { TransferSet } from "../domain/experiment.ts";
import { openStream, streamKey, uniformAt } from "../math/random.ts";
import { DataError } from "./dataError.ts";

/** The images of a set at some indices. */
export function select(set: Dataset, indices: readonly number[]): Dataset {
  const size = bytesOfImage(set);
  const images = new Uint8Array(indices.length * size);
  const labels = new Uint8Array(indices.length);
  for (const [i, index] of indices.entries()) {
    images.set(set.images.subarray(index * size, (index + 1) * size), i * size);
    labels[i] = set.labels[index]!;
  }
  return { ...set, images, labels, count: indices.length };
}

/** `count` images of a set, drawn from the seed; all of them where it has no more. */
export function subset(set: Dataset, count: number | "all", seed: number): Dataset {
  if (count === "all" || count >= set.count) return set;
  return select(set, [...openStream(streamKey(seed, "subset")).permutation(set.count).slice(0, count)]);
}

/**
 * Evaluation on training images: the last `count` of them in place of the test images, and the others to train on.
 * @throws RangeError where no image would be left to train on
 */
export function holdOut(split: Split, count: number): Split {
  const { train } = split;
  if (count >= train.count)
    throw new RangeError(
      `data.heldOut is ${count}, but the data set has ${train.count} training images; hold out fewer than those`,
    );
  const indices = [...train.labels.keys()];
  const first = train.count - count;
  return { ...split, train: select(train, indices.slice(0, first)), test: select(train, indices.slice(first)) };
}

/** The images of a set whose class is not left out. @throws DataError when none is left */
export function withoutClasses(set: Dataset, omitted: readonly number[]): Dataset {
  if (omitted.length === 0) return set;
  const remaining = [...set.labels.keys()].filter((index) => !omitted.includes(set.labels[index]!));
  if (remaining.length > 0) return select(set, remaining);
  throw new DataError(
    "empty-transfer-set",
    `the teacher has no image left when the classes ${omitted.join(", ")} are dropped; keep at least one`,
  );
}

/** Indices of a random draw that takes one image of each class in turn, so that classes are as equal as possible. */
function balanced(set: Dataset, omitted: ReadonlySet<number>, size: number, seed: number): readonly number[] {
  const byClass = new Map<number, number[]>();
  for (const index of openStream(streamKey(seed, "transfer")).permutation(set.count)) {
    const label = set.labels[index]!;
    if (omitted.has(label)) continue;
    const queue = byClass.get(label);
    if (queue) queue.push(index);
    else byClass.set(label, [index]);
  }
  return takeInTurn([...byClass.values()], size);
}

/** One entry of each queue in turn, up to `size` entries. */
function takeInTurn(queues: readonly (readonly number[])[], size: number): readonly number[] {
  const taken: number[] = [];
  const longest = Math.max(0, ...queues.map((queue) => queue.length));
  for (let round = 0; round < longest; round++)
    for (const queue of queues) {
      if (taken.length === size) return taken;
      if (round < queue.length) taken.push(queue[round]!);
    }
  return taken;
}

/** Share of a noise image's pixels that are not black, as in images of digits, so that their means are similar. */
const NONZERO_SHARE = 0.2;

/** Images of noise: one value in five, of a pixel or of one of its channels, is not 0, uniform up to 255; labels are 0. */
export function noiseImages(like: Dataset, count: number, seed: number): Dataset {
  const key = streamKey(seed, "noise");
  const images = new Uint8Array(count * bytesOfImage(like));
  for (let i = 0; i < images.length; i++)
    images[i] = Math.floor((256 * Math.max(0, uniformAt(key, i) - 1 + NONZERO_SHARE)) / NONZERO_SHARE);
  return { ...like, images, labels: new Uint8Array(count), count };
}

/** The set with labels replaced by other classes, each with probability `share`, 0 to 1, drawn from the seed. */
export function withNoisyLabels(set: Dataset, share: number, seed: number): Dataset {
  if (share === 0) return set;
  const [chosen, offset] = [streamKey(seed, "noisy label"), streamKey(seed, "noisy class")];
  const classes = set.classNames.length;
  const labels = set.labels.map((label, i) => {
    if (uniformAt(chosen, i) >= share) return label;
    return (label + 1 + Math.floor(uniformAt(offset, i) * (classes - 1))) % classes;
  });
  return { ...set, labels };
}

/**
 * Draws a transfer set: classes are left out first, then `size` of the remaining images are drawn, or all of them where
 * there are fewer. Noise has no classes to leave out, and at most 60,000 images.
 * @param images the data set's training images, or those of the other data set that is the source
 * @throws DataError "empty-transfer-set" when every class is left out
 */
export function drawTransferSet(images: Dataset, spec: TransferSet, seed: number): Dataset {
  const size = spec.size === "all" ? images.count : spec.size;
  if (spec.source === "noise") return noiseImages(images, Math.min(size, MAX_NOISE_IMAGES), seed);
  const omitted = new Set(spec.omitClasses);
  const drawn = balanced(images, omitted, size, seed);
  if (drawn.length === 0) {
    throw new DataError(
      "empty-transfer-set",
      `no image is left when the classes ${spec.omitClasses.join(", ")} are dropped; keep at least one that the data has`,
    );
  }
  return withNoisyLabels(select(images, drawn), spec.noisyLabels ?? 0, seed);
}
