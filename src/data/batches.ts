/** Batches from bytes: which images, how they are shifted, and their labels. Nothing here depends on what came before. */

import type { Dataset } from "../domain/dataset.ts";
import { openStream, streamKey } from "../math/random.ts";
import type { ImageBatch } from "../tensor/imageBatch.ts";

const orders = new Map<string, Uint32Array>();
const KEPT_ORDERS = 4;

/** The order of a set's images in one epoch; the last few are kept, since batches ask for them again and again. */
function orderOf(seed: number, epoch: number, count: number): Uint32Array {
  const name = `${seed} ${epoch} ${count}`;
  const known = orders.get(name);
  if (known) return known;
  const order = openStream(streamKey(seed, "order", epoch)).permutation(count);
  orders.set(name, order);
  for (const oldest of orders.keys()) {
    if (orders.size <= KEPT_ORDERS) break;
    orders.delete(oldest);
  }
  return order;
}

/**
 * The images of a batch. Every epoch shuffles anew, and a batch may reach over the end of one epoch into the next.
 * @param step 0 for the first batch
 * @returns places in the set, [batchSize]
 */
export function batchIndices(seed: number, step: number, batchSize: number, count: number): Int32Array {
  const indices = new Int32Array(batchSize);
  for (let i = 0; i < batchSize; ) {
    const at = step * batchSize + i;
    const place = at % count;
    const run = Math.min(batchSize - i, count - place);
    indices.set(orderOf(seed, Math.floor(at / count), count).subarray(place, place + run), i);
    i += run;
  }
  return indices;
}

/** How far images are shifted: each by a whole number of pixels up to `jitter` in x and y, by the stream `key`. */
export interface Shift {
  readonly jitter: number;
  readonly key: number;
}

/** The batch of images at some places of a set. */
export function batchOf({ images, height, width }: Dataset, indices: Int32Array, { jitter, key }: Shift): ImageBatch {
  return { bytes: images, height, width, indices, jitter, key };
}

/** One-hot labels, [batch, classes]; rows of zeros where the set's labels are not to be known. */
export function oneHot(labels: Uint8Array, indices: Int32Array, classes: number, labelled: boolean): Float32Array {
  const rows = new Float32Array(indices.length * classes);
  if (labelled) for (const [i, place] of indices.entries()) rows[i * classes + labels[place]!] = 1;
  return rows;
}
