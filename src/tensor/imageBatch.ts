/** A batch of images as executors take it: bytes and places, so that a device may gather and shift them itself. */

import { uniformAt } from "../math/random.ts";

/** Some images of a set, each shifted by a whole number of pixels up to `jitter` in x and y, by the stream `key`. */
export interface ImageBatch {
  /** grey bytes of the whole set, [count, height * width] */
  readonly bytes: Uint8Array;
  readonly height: number;
  readonly width: number;
  /** places in the set, [batch] */
  readonly indices: Int32Array;
  readonly jitter: number;
  readonly key: number;
}

/**
 * Gathers a batch as values 0..1, [batch, height * width]; what a shift uncovers is 0.
 * @param values where to write them, overwritten whole; a new array where none is given
 * @throws RangeError when `values` has another length
 */
export function gatherImages(
  { bytes, height, width, indices, jitter, key }: ImageBatch,
  values: Float32Array = new Float32Array(indices.length * height * width),
): Float32Array {
  const size = height * width;
  if (values.length !== indices.length * size)
    throw new RangeError(
      `a batch of ${indices.length} images needs ${indices.length * size} values, not ${values.length}`,
    );
  if (jitter > 0) values.fill(0);
  const span = 2 * jitter + 1;
  for (let i = 0; i < indices.length; i++) {
    const dx = jitter > 0 ? Math.floor(uniformAt(key, 2 * i) * span) - jitter : 0;
    const dy = jitter > 0 ? Math.floor(uniformAt(key, 2 * i + 1) * span) - jitter : 0;
    const from = indices[i]! * size - dy * width - dx;
    const right = Math.min(width, width + dx);
    const bottom = Math.min(height, height + dy);
    for (let y = Math.max(0, dy); y < bottom; y++)
      for (let x = Math.max(0, dx); x < right; x++)
        values[i * size + y * width + x] = bytes[from + y * width + x]! / 255;
  }
  return values;
}
