/** Batches of images and labels. A batch is a function of seed and step alone, not of the batches before it. */

import type { Dataset } from "../domain/dataset.ts";
import { openStream, streamKey } from "../math/random.ts";
import type { ImageBatch } from "../tensor/imageBatch.ts";

const orders = new Map<string, Uint32Array>();
const MAX_CACHED_ORDERS = 4;

/**
 * The order of a set's images in one epoch. The last few orders are cached, since every batch of an epoch needs the same.
 */
function orderOf(seed: number, epoch: number, count: number): Uint32Array {
  const name = `${seed} ${epoch} ${count}`;
  const cached = orders.get(name);
  if (cached) return cached;
  const order = openStream(streamKey(seed, "order", epoch)).permutation(count);
  orders.set(name, order);
  for (const oldest of orders.keys()) {
    if (orders.size <= MAX_CACHED_ORDERS) break;
    orders.delete(oldest);
  }
  return order;
}

/**
 * The images of a batch. Every epoch has a new order, and a batch may begin in one epoch and end in the next.
 * @param step 0 for the first batch
 * @param count number of images in the set
 * @returns indices in the set, [batchSize]
 */
export function batchIndices(seed: number, step: number, batchSize: number, count: number): Int32Array {
  const indices = new Int32Array(batchSize);
  for (let i = 0; i < batchSize; ) {
    const drawn = step * batchSize + i;
    const start = drawn % count;
    const length = Math.min(batchSize - i, count - start);
    indices.set(orderOf(seed, Math.floor(drawn / count), count).subarray(start, start + length), i);
    i += length;
  }
  return indices;
}

/** Random shifts: each image by a whole number of pixels, up to `jitter` in x and y, drawn from the stream of `key`. */
export interface Shift {
  readonly jitter: number;
  readonly key: number;
}

/** The batch of a set's images at some indices. */
export function batchOf(set: Dataset, indices: Int32Array, { jitter, key }: Shift): ImageBatch {
  const { images, height, width, channels } = set;
  return { bytes: images, height, width, channels, indices, jitter, key };
}

/** One-hot labels, [batch, classes]; rows of zeros where `labelled` is false. */
export function oneHot(labels: Uint8Array, indices: Int32Array, classes: number, labelled: boolean): Float32Array {
  const rows = new Float32Array(indices.length * classes);
  if (labelled) for (const [i, index] of indices.entries()) rows[i * classes + labels[index]!] = 1;
  return rows;
}
