/**
 * Reads the binary batches of CIFAR-10 (a label, then the red, green and blue values of 32x32 pixels) and of CIFAR-100
 * (a label of 20 and one of 100 before them).
 */

import { DataError } from "../../dataError.ts";
import type { ImageArray } from "./imageArrays.ts";
import type { ReadBytes } from "./readBytes.ts";

const SIDE = 32;
const PLANE = SIDE * SIDE;

/** Labels of a record: the last of them is the class. */
type Labels = 1 | 2;

const recordOf = (labels: Labels) => labels + 3 * PLANE;

/** The batches' own names: CIFAR-10's, CIFAR-100's, and the like. */
const NAME = /(?:^|[/_-])(?:data_batch|test_batch|train|test|cifar).*\.bin$/i;

/** Which of the two a file is by its name and size; null where it is none. A size that does not fit is found on reading. */
export function cifarKind(path: string, size: number): Labels | null {
  if (!NAME.test(path.toLowerCase())) return null;
  if (size % recordOf(1) === 0) return 1;
  if (size % recordOf(2) === 0) return 2;
  return /100|(?:^|\/)(?:train|test)\.bin$/i.test(path) ? 2 : 1;
}

/** The names of CIFAR-10's classes, as its batches.meta.txt has them. */
export const cifar10Names: readonly string[] = [
  ...["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"],
];

/** Bytes that hold the first images. */
export const cifarBytesOf = (labels: Labels, first: number) => first * recordOf(labels);

/**
 * Reads a batch.
 * @param first reads no more images than these
 * @throws DataError "truncated" where its size is no number of records, "label-range" naming the record
 */
export function readCifar(
  { path, bytes, isWhole }: ReadBytes,
  labelBytes: Labels,
  first: number,
): { readonly images: ImageArray; readonly labels: readonly number[]; readonly isCut: boolean } {
  const record = recordOf(labelBytes);
  const whole = Math.floor(bytes.length / record);
  if (whole === 0 || (isWhole && whole * record !== bytes.length))
    throw new DataError(
      "truncated",
      `${path} has ${bytes.length} bytes, which is no number of records of ${record} bytes; fetch CIFAR's binary version again`,
    );
  const count = Math.min(whole, first);
  const classes = labelBytes === 1 ? 10 : 100;
  const values = new Uint8Array(count * 3 * PLANE);
  const labels: number[] = [];
  for (let i = 0; i < count; i++) {
    const label = bytes[i * record + labelBytes - 1]!;
    if (label >= classes)
      throw new DataError(
        "label-range",
        `record ${i + 1} of ${path} has the label ${label}; ${classes} classes allow 0 to ${classes - 1}; fetch CIFAR's binary version again`,
      );
    labels.push(label);
    const from = i * record + labelBytes;
    const to = i * 3 * PLANE;
    for (let pixel = 0; pixel < PLANE; pixel++)
      for (let channel = 0; channel < 3; channel++)
        values[to + 3 * pixel + channel] = bytes[from + channel * PLANE + pixel]!;
  }
  const images = { path, values, count, height: SIDE, width: SIDE, channels: 3 as const };
  return { images, labels, isCut: !isWhole || count < whole };
}
