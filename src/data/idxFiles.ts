/** Reads IDX files, MNIST's format, gzipped or not, and checks them, as they may be damaged or malicious. */

import { type Dataset, digitNames, MAX_CLASSES, MAX_SIDE, MIN_SIDE } from "../domain/dataset.ts";
import { DataError } from "./dataError.ts";
import { unpackFile } from "./unpackedFile.ts";

/** First four bytes of a file of grey images, of images in colour with the channels last, and of labels. */
const IMAGES_MAGIC = 0x00000803;
const COLOUR_MAGIC = 0x00000804;
const LABELS_MAGIC = 0x00000801;

function magicOf(bytes: Uint8Array): number {
  return bytes.length < 4 ? 0 : new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
}

function kindOf(magic: number): "images" | "labels" | null {
  if (magic === LABELS_MAGIC) return "labels";
  return magic === IMAGES_MAGIC || magic === COLOUR_MAGIC ? "images" : null;
}

function bodyOf(
  bytes: Uint8Array,
  name: string,
  kind: "images" | "labels",
): { body: Uint8Array; dimensions: readonly number[] } {
  const found = magicOf(bytes);
  const other = kindOf(found);
  if (other !== null && other !== kind)
    throw new DataError("magic-swapped", `${name} holds ${other}, not ${kind}; swap the two files`);
  if (other === null) {
    const code = `0x${found.toString(16).padStart(8, "0")}`;
    throw new DataError(
      "not-idx",
      `${name} begins with ${code}, not with the mark of IDX ${kind}; choose files in MNIST's format`,
    );
  }
  const rank = found & 0xff;
  const header = 4 + 4 * rank;
  if (bytes.length < header)
    throw new DataError(
      "truncated",
      `${name} has ${bytes.length} bytes, fewer than its header of ${header}; fetch it again`,
    );
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const dimensions = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const expected = dimensions.reduce((a, b) => a * b, 1);
  const body = bytes.subarray(header);
  if (body.length !== expected) {
    throw new DataError(
      "truncated",
      `${name} promises ${dimensions.join(" x ")} = ${expected} bytes but holds ${body.length}; fetch it again`,
    );
  }
  return { body, dimensions };
}

/** A file of images and the file of their labels. */
export interface IdxPair {
  readonly images: Blob;
  readonly labels: Blob;
}

/** The names of classes that have none: their numbers, at least ten of them. */
function numberedClasses(labels: Uint8Array): readonly string[] {
  const largest = labels.reduce((most, label) => Math.max(most, label), 0);
  if (largest < digitNames.length) return digitNames;
  return Array.from({ length: Math.min(MAX_CLASSES, largest + 1) }, (_, label) => `${label}`);
}

/**
 * Reads a pair of IDX files.
 * @param named the name of the pair in messages, such as "training"
 * @param names of the classes; absent: their numbers
 * @throws DataError naming the file, what is wrong in it and what would be right
 */
export async function readIdxPair(pair: IdxPair, named: string, names?: readonly string[]): Promise<Dataset> {
  const [imageBytes, labelBytes] = await Promise.all([
    unpackFile(pair.images, `the ${named} images`),
    unpackFile(pair.labels, `the ${named} labels`),
  ]);
  const { body: images, dimensions } = bodyOf(imageBytes, `the ${named} images file`, "images");
  const { body: labels } = bodyOf(labelBytes, `the ${named} labels file`, "labels");
  const [count, height, width, channels = 1] = dimensions as readonly [number, number, number, number?];
  const fits = (side: number) => side >= MIN_SIDE && side <= MAX_SIDE;
  if (!fits(height) || !fits(width))
    throw new DataError(
      "wrong-size",
      `the ${named} images are ${width}x${height}; sides from ${MIN_SIDE} to ${MAX_SIDE} are read; scale them to such a size`,
    );
  if (channels !== 1 && channels !== 3)
    throw new DataError(
      "wrong-size",
      `the ${named} images have ${channels} channels; 1 (grey) or 3 (red, green and blue) are read; convert them`,
    );
  if (count !== labels.length)
    throw new DataError(
      "counts-differ",
      `there are ${count} ${named} images but ${labels.length} labels; choose the labels of these images`,
    );
  if (count === 0) throw new DataError("truncated", `the ${named} files hold no image; choose files with images`);
  const classNames = names ?? numberedClasses(labels);
  const wrong = labels.findIndex((label) => label >= classNames.length);
  if (wrong >= 0)
    throw new DataError(
      "label-range",
      `label ${wrong} of the ${named} labels is ${labels[wrong]}; ${classNames.length} classes allow 0 to ${classNames.length - 1}; number the classes so, or leave the others out`,
    );
  return { images, labels, count, height, width, channels, classNames };
}
