/// <reference lib="webworker" />
/** Downloads the public MNIST sprite with progress and decodes its picture. */

import { IMAGE_SIZE, type Split } from "../domain/dataset.ts";
import { DataError } from "./dataError.ts";
import { splitSprite, sprite } from "./dataSources.ts";
import { downloadPublic } from "./publicCopies.ts";

/** Share of the picture in the size of the whole download. */
const PICTURE_SHARE = 0.94;
const ROWS_AT_ONCE = 5000;

/** The public copy's images and labels, as a split. */
export async function readSprite(signal: AbortSignal, onProgress: (fraction: number) => void): Promise<Split> {
  const picture = await downloadPublic("MNIST", sprite.images, signal, (fraction) =>
    onProgress(fraction * PICTURE_SHARE),
  );
  const labels = await downloadPublic("MNIST", sprite.labels, signal, (fraction) =>
    onProgress(PICTURE_SHARE + fraction * (1 - PICTURE_SHARE)),
  );
  const asStored = { colorSpaceConversion: "none", premultiplyAlpha: "none" } as const;
  const bitmap = await createImageBitmap(picture, asStored).catch((error: unknown) => {
    throw new DataError("checksum", `the public copy of ${picture.size} bytes is no picture; try again later`, error);
  });
  if (bitmap.width !== IMAGE_SIZE || bitmap.height !== sprite.count)
    throw new DataError(
      "checksum",
      `the public copy is ${bitmap.width}x${bitmap.height}, not ${IMAGE_SIZE}x${sprite.count}; try again later`,
    );
  const grey = new Uint8Array(sprite.count * IMAGE_SIZE);
  const canvas = new OffscreenCanvas(IMAGE_SIZE, ROWS_AT_ONCE);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new DataError("network", "this browser cannot read pictures in a worker; use MNIST's own files");
  for (let row = 0; row < sprite.count; row += ROWS_AT_ONCE) {
    context.drawImage(bitmap, 0, row, IMAGE_SIZE, ROWS_AT_ONCE, 0, 0, IMAGE_SIZE, ROWS_AT_ONCE);
    const { data } = context.getImageData(0, 0, IMAGE_SIZE, ROWS_AT_ONCE);
    for (let i = 0; i < IMAGE_SIZE * ROWS_AT_ONCE; i++) grey[row * IMAGE_SIZE + i] = data[4 * i]!;
  }
  bitmap.close();
  return splitSprite(grey, new Uint8Array(await labels.arrayBuffer()));
}
