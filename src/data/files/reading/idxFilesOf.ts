/** A data set as four IDX files, in which it goes to the worker that trains and is kept by the browser. */

import type { Dataset, Split } from "../../../domain/dataset.ts";

/** Images and labels of both parts, each an IDX file of bytes. */
export interface IdxFiles {
  readonly trainImages: Blob;
  readonly trainLabels: Blob;
  readonly testImages: Blob;
  readonly testLabels: Blob;
}

/** The type of bytes in an IDX file's mark. */
const BYTES = 0x08;

function idxFile(shape: readonly number[], bytes: Uint8Array): Blob {
  const header = new DataView(new ArrayBuffer(4 + 4 * shape.length));
  header.setUint8(2, BYTES);
  header.setUint8(3, shape.length);
  for (const [axis, size] of shape.entries()) header.setUint32(4 + 4 * axis, size);
  // A part of a file's bytes is never in memory that is shared between workers.
  return new Blob([header, bytes as Uint8Array<ArrayBuffer>]);
}

function imagesFile({ images, count, height, width, channels }: Dataset): Blob {
  const shape = [count, height, width];
  return idxFile(channels === 3 ? [...shape, channels] : shape, images);
}

/** The files of a split: [count, height, width], in colour with three channels behind, and [count]. */
export function idxFilesOf({ train, test }: Split): IdxFiles {
  return {
    trainImages: imagesFile(train),
    trainLabels: idxFile([train.count], train.labels),
    testImages: imagesFile(test),
    testLabels: idxFile([test.count], test.labels),
  };
}
