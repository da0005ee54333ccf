/** The test images followed through a run: one of each class, and those with the most uncertain teacher prediction. */

import { bytesOfImage, type Dataset } from "../../domain/dataset.ts";
import { entropy } from "../../math/divergence.ts";
import { openStream, streamKey } from "../../math/random.ts";
import { softmax } from "../../math/softmax.ts";

/** Number of followed images with an uncertain prediction. */
const CONFUSING_IMAGES = 10;

/** Indices of one test image of each class, drawn by the seed. */
export function galleryIndices(test: Dataset, seed: number): readonly number[] {
  const order = openStream(streamKey(seed, "gallery")).permutation(test.count);
  const byClass = test.classNames.map((_, label) => order.find((index) => test.labels[index] === label));
  return byClass.filter((index) => index !== undefined);
}

/** Indices of the test images on which the teacher's prediction has the most entropy, in descending order of it. */
export function confusingIndices(teacherLogits: Float32Array, classes: number): readonly number[] {
  const count = teacherLogits.length / classes;
  const entropies = Array.from({ length: count }, (_, index) => {
    return { index, nats: entropy(softmax(teacherLogits.subarray(index * classes, (index + 1) * classes))) };
  });
  entropies.sort((a, b) => b.nats - a.nats);
  return entropies.slice(0, CONFUSING_IMAGES).map(({ index }) => index);
}

/** Bytes, [indices, height, width, channels], and labels of some images. */
export function imagesAt(set: Dataset, indices: readonly number[]): { images: Uint8Array; labels: number[] } {
  const size = bytesOfImage(set);
  const images = new Uint8Array(indices.length * size);
  for (const [i, index] of indices.entries())
    images.set(set.images.subarray(index * size, (index + 1) * size), i * size);
  return { images, labels: indices.map((index) => set.labels[index]!) };
}

/** Some rows of a matrix, [indices, columns]. */
export function rowsAt(matrix: Float32Array, indices: readonly number[], columns: number): Float32Array {
  const rows = new Float32Array(indices.length * columns);
  for (const [i, index] of indices.entries())
    rows.set(matrix.subarray(index * columns, (index + 1) * columns), i * columns);
  return rows;
}
