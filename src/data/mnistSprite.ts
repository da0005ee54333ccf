/// <reference lib="webworker" />
/** Downloads the public MNIST sprite with progress and decodes its picture. */

import { IMAGE_SIZE, type Split } from "../domain/dataset.ts";
import { DataError } from "./dataError.ts";
import { splitSprite, sprite } from "./dataSources.ts";

/** Share of the picture in the size of the whole download. */
const PICTURE_SHARE = 0.94;
const ROWS_AT_ONCE = 5000;

/** @throws DataError "network", or the signal's reason when it aborts */
async function download(address: string, signal: AbortSignal, onProgress: (fraction: number) => void): Promise<Blob> {
  const failed = (what: string) => (error: unknown) => {
    if (signal.aborted) throw error;
    const detail = `the public copy of MNIST ${what}; check the connection or use the built-in digits`;
    throw new DataError("network", detail, error);
  };
  const response = await fetch(address, { signal }).catch(failed("cannot be reached"));
  if (!response.ok || !response.body) {
    const detail = `the public copy of MNIST answered ${response.status}; try again later, or use the built-in digits`;
    throw new DataError("network", detail);
  }
  const length = Number(response.headers.get("content-length")) || 0;
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const reader = response.body.getReader();
  for (let size = 0; ; ) {
    const { done, value } = await reader.read().catch(failed("broke off"));
    if (done) return new Blob(parts);
    parts.push(value);
    size += value.length;
    if (length > 0) onProgress(Math.min(1, size / length));
  }
}

/** The public copy's images and labels, as a split. */
export async function readSprite(signal: AbortSignal, onProgress: (fraction: number) => void): Promise<Split> {
  const picture = await download(sprite.images, signal, (fraction) => onProgress(fraction * PICTURE_SHARE));
  const labels = await download(sprite.labels, signal, (fraction) =>
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
