/** Transfer sets: the images on which a teacher teaches, drawn from a data set, another one, or noise. */

import type { Dataset } from "../domain/dataset.ts";
import type { TransferSet } from "../domain/experiment.ts";
import { openStream, streamKey, uniformAt } from "../math/random.ts";
import { DataError } from "./dataError.ts";

/** The images at some places of a set. */
export function select(set: Dataset, places: readonly number[]): Dataset {
  const size = set.height * set.width;
  const images = new Uint8Array(places.length * size);
  const labels = new Uint8Array(places.length);
  for (const [i, place] of places.entries()) {
    images.set(set.images.subarray(place * size, (place + 1) * size), i * size);
    labels[i] = set.labels[place]!;
  }
  return { ...set, images, labels, count: places.length };
}

/** A seeded draw of some of a set's images; all of them where it has no more. */
export function subset(set: Dataset, count: number | "all", seed: number): Dataset {
  if (count === "all" || count >= set.count) return set;
  return select(set, [...openStream(streamKey(seed, "subset")).permutation(set.count).slice(0, count)]);
}

/** The images of a set whose class is not left out. @throws DataError when none is left */
export function withoutClasses(set: Dataset, omitted: readonly number[]): Dataset {
  if (omitted.length === 0) return set;
  const places = [...set.labels.keys()].filter((place) => !omitted.includes(set.labels[place]!));
  if (places.length > 0) return select(set, places);
  throw new DataError(
    "empty-transfer-set",
    `the teacher has no image left when the classes ${omitted.join(", ")} are dropped; keep at least one`,
  );
}

/** Places drawn class after class in turn, so that a small set has as many of each class as possible. */
function balanced(set: Dataset, omitted: ReadonlySet<number>, size: number, seed: number): readonly number[] {
  const byClass = new Map<number, number[]>();
  for (const place of openStream(streamKey(seed, "transfer")).permutation(set.count)) {
    const label = set.labels[place]!;
    if (omitted.has(label)) continue;
    const queue = byClass.get(label);
    if (queue) queue.push(place);
    else byClass.set(label, [place]);
  }
  return balancedFrom([...byClass.values()], size);
}

function balancedFrom(queues: readonly (readonly number[])[], size: number): readonly number[] {
  const places: number[] = [];
  const longest = Math.max(0, ...queues.map((queue) => queue.length));
  for (let round = 0; round < longest; round++)
    for (const queue of queues) {
      if (places.length === size) return places;
      if (round < queue.length) places.push(queue[round]!);
    }
  return places;
}

/** Share of a noise image's pixels that are lit, as in images of digits; and so their mean lies near 0. */
const LIT = 0.2;

/** Images of noise: one pixel in five is lit, at any brightness; their labels mean nothing. */
export function noiseImages(like: Dataset, count: number, seed: number): Dataset {
  const key = streamKey(seed, "noise");
  const images = new Uint8Array(count * like.height * like.width);
  for (let i = 0; i < images.length; i++)
    images[i] = Math.floor((256 * Math.max(0, uniformAt(key, i) - 1 + LIT)) / LIT);
  return { ...like, images, labels: new Uint8Array(count), count };
}

/** Some of a set's labels exchanged for those of other classes, each by its own draw; `share` 0..1 of them. */
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
 * Draws a transfer set: classes are left out first, then `size` images are taken of what is left, or all of it where
 * there are fewer. Noise has no classes to leave out, and at most 60,000 images.
 * @param images the data set's training images, or those of the other data set that the transfer set asks for
 * @throws DataError "empty-transfer-set" when every class is left out
 */
export function drawTransferSet(images: Dataset, spec: TransferSet, seed: number): Dataset {
  const size = spec.size === "all" ? images.count : spec.size;
  if (spec.source === "noise") return noiseImages(images, Math.min(size, 60_000), seed);
  const omitted = new Set(spec.omitClasses);
  const places = balanced(images, omitted, size, seed);
  if (places.length === 0) {
    throw new DataError(
      "empty-transfer-set",
      `no image is left when the classes ${spec.omitClasses.join(", ")} are dropped; keep at least one that the data has`,
    );
  }
  return withNoisyLabels(select(images, places), spec.noisyLabels ?? 0, seed);
}
