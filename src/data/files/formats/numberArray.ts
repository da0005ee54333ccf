/** Arrays of numbers of any rank, as IDX and npy files have them, with their sizes checked against the bytes there are. */

import { DataError } from "../../dataError.ts";

/** The values of an array. 64-bit whole numbers are kept as float64, which has those up to 2^53 exactly. */
export type NumberValues =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

/** An array of numbers in C order: the last index moves fastest. */
export interface NumberArray {
  readonly values: NumberValues;
  readonly shape: readonly number[];
  /** entries of the first dimension that the file promises, where fewer were read on request; else shape[0] */
  readonly promised: number;
}

/** Largest rank of an array: a number of images, height, width, channels, and one to spare. */
const MAX_RANK = 5;

/** Sizes as they are written in messages: "120 x 28 x 28". */
export function shapeText(shape: readonly number[]): string {
  return shape.join(" x ");
}

/** Number of values in an array of this shape. */
export function countOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** Values in one entry of the first dimension. */
export function countInEntry(shape: readonly number[]): number {
  return countOf(shape.slice(1));
}

/**
 * Refuses a shape that no file of images or labels has.
 * @param path of the file, for the message
 * @throws DataError "not-readable" naming the shape
 */
export function checkShape(path: string, shape: readonly number[]): void {
  const isWhole = shape.every((size) => Number.isSafeInteger(size) && size >= 0);
  if (!isWhole || shape.length < 1 || shape.length > MAX_RANK || !Number.isSafeInteger(countOf(shape)))
    throw new DataError(
      "not-readable",
      `${path} has the shape (${shape.join(", ")}); arrays of 1 to ${MAX_RANK} dimensions are read; save images as [count, height, width] and labels as [count]`,
    );
  if (countOf(shape) === 0)
    throw new DataError("truncated", `${path} is ${shapeText(shape)}: it holds nothing; choose a file with images`);
}

/**
 * How much of an array is read: all, or on request its first entries.
 * @param there bytes behind the header
 * @param isWhole false where only the beginning of the file has been read
 * @returns the shape to read, and how many bytes of the file belong to no value
 * @throws DataError "truncated" where the file has fewer bytes than its header promises
 */
export function readableShape(
  path: string,
  shape: readonly number[],
  bytesOfValue: number,
  there: number,
  { first, isWhole }: { readonly first: number; readonly isWhole: boolean },
): { readonly shape: readonly number[]; readonly behind: number } {
  const promised = countOf(shape) * bytesOfValue;
  const read = [Math.min(shape[0]!, first), ...shape.slice(1)];
  const needed = countOf(read) * bytesOfValue;
  const isShort = isWhole ? there < promised : there < needed;
  if (isShort)
    throw new DataError(
      "truncated",
      `${path} promises ${shapeText(shape)} values = ${promised} bytes but holds ${there}; the download may have broken off: fetch it again`,
    );
  return { shape: read, behind: isWhole ? there - promised : 0 };
}

/** Values in the order of the last index, from ones in Fortran's order, where the first index moves fastest. */
export function inRowOrder(values: NumberValues, shape: readonly number[]): NumberValues {
  const rank = shape.length;
  if (rank < 2) return values;
  const ordered = values.slice();
  const strides: number[] = [];
  for (let axis = 0, stride = 1; axis < rank; axis++) {
    strides.push(stride);
    stride *= shape[axis]!;
  }
  const index = new Array<number>(rank).fill(0);
  let from = 0;
  for (let to = 0; to < ordered.length; to++) {
    ordered[to] = values[from]!;
    for (let axis = rank - 1; axis >= 0; axis--) {
      index[axis]!++;
      from += strides[axis]!;
      if (index[axis]! < shape[axis]!) break;
      from -= strides[axis]! * shape[axis]!;
      index[axis] = 0;
    }
  }
  return ordered;
}
