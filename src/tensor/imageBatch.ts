/** A batch of images as bytes and indices, so that a device may gather and shift them itself. */

import { uniformAt } from "../math/random.ts";

/** Images of a set, each shifted by a random number of pixels up to `jitter` in x and y, from the stream `key`. */
export interface ImageBatch {
  /** values 0..255 of the whole set, [count, height * width * channels] */
  readonly bytes: Uint8Array;
  readonly height: number;
  readonly width: number;
  /** 1 for grey values, 3 for colours; a pixel's channels stand side by side */
  readonly channels: number;
  /** indices of the images in the set, [batch] */
  readonly indices: Int32Array;
  /** largest shift in pixels; 0 shifts nothing */
  readonly jitter: number;
  readonly key: number;
}

/**
 * Gathers a batch as values 0..1, [batch, height * width * channels]; pixels that a shift uncovers are 0.
 * @param values array to overwrite; a new one by default
 * @throws RangeError when `values` has another length
 */
export function gatherImages(
  { bytes, height, width, channels, indices, jitter, key }: ImageBatch,
  values: Float32Array = new Float32Array(indices.length * height * width * channels),
): Float32Array {
  const row = width * channels;
  const size = height * row;
  if (values.length !== indices.length * size)
    throw new RangeError(
      `a batch of ${indices.length} images needs ${indices.length * size} values, not ${values.length}`,
    );
  if (jitter > 0) values.fill(0);
  const span = 2 * jitter + 1;
  for (let i = 0; i < indices.length; i++) {
    const dx = jitter > 0 ? Math.floor(uniformAt(key, 2 * i) * span) - jitter : 0;
    const dy = jitter > 0 ? Math.floor(uniformAt(key, 2 * i + 1) * span) - jitter : 0;
    const from = indices[i]! * size - dy * row - dx * channels;
    const right = Math.min(row, row + dx * channels);
    const bottom = Math.min(height, height + dy);
    for (let y = Math.max(0, dy); y < bottom; y++)
      for (let x = Math.max(0, dx * channels); x < right; x++)
        values[i * size + y * row + x] = bytes[from + y * row + x]! / 255;
  }
  return values;
}
