/** The images followed through a run: one of each class, and those that the teacher finds hardest to tell. */

import type { Dataset } from "../../domain/dataset.ts";
import { entropy } from "../../math/divergence.ts";
import { openStream, streamKey } from "../../math/random.ts";
import { softmax } from "../../math/softmax.ts";

/** How many confusing images are followed. */
const CONFUSING = 10;

/** Places of one test image of each class, drawn by the seed. */
export function galleryIndices(test: Dataset, seed: number): readonly number[] {
  const order = openStream(streamKey(seed, "gallery")).permutation(test.count);
  const byClass = test.classNames.map((_, label) => order.find((place) => test.labels[place] === label));
  return byClass.filter((place) => place !== undefined);
}

/** Places of the test images on which the teacher's answer has the most entropy, the most confusing first. */
export function confusingIndices(teacherLogits: Float32Array, classes: number): readonly number[] {
  const count = teacherLogits.length / classes;
  const doubts = Array.from({ length: count }, (_, place) => {
    return { place, doubt: entropy(softmax(teacherLogits.subarray(place * classes, (place + 1) * classes))) };
  });
  doubts.sort((a, b) => b.doubt - a.doubt);
  return doubts.slice(0, CONFUSING).map(({ place }) => place);
}

/** Grey bytes and classes of some images, [places, height, width]. */
export function imagesAt(set: Dataset, places: readonly number[]): { images: Uint8Array; labels: number[] } {
  const size = set.height * set.width;
  const images = new Uint8Array(places.length * size);
  for (const [i, place] of places.entries())
    images.set(set.images.subarray(place * size, (place + 1) * size), i * size);
  return { images, labels: places.map((place) => set.labels[place]!) };
}

/** Some rows of a matrix, [places, columns]. */
export function rowsAt(matrix: Float32Array, places: readonly number[], columns: number): Float32Array {
  const rows = new Float32Array(places.length * columns);
  for (const [i, place] of places.entries())
    rows.set(matrix.subarray(place * columns, (place + 1) * columns), i * columns);
  return rows;
}
