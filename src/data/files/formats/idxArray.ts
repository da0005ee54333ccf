/** Reads IDX files, MNIST's format: arrays of any rank and number type, big-endian. */

import { DataError } from "../../dataError.ts";
import type { DataNote } from "./dataNotes.ts";
import {
  checkShape,
  countInEntry,
  countOf,
  type NumberArray,
  type NumberValues,
  readableShape,
} from "./numberArray.ts";
import type { ReadBytes } from "./readBytes.ts";

interface NumberType {
  readonly bytes: number;
  readonly make: (count: number) => NumberValues;
  readonly at: (view: DataView, offset: number) => number;
}

/** Number types by the third byte of a file. */
const types: Readonly<Record<number, NumberType>> = {
  8: { bytes: 1, make: (count) => new Uint8Array(count), at: (view, offset) => view.getUint8(offset) },
  9: { bytes: 1, make: (count) => new Int8Array(count), at: (view, offset) => view.getInt8(offset) },
  11: { bytes: 2, make: (count) => new Int16Array(count), at: (view, offset) => view.getInt16(offset) },
  12: { bytes: 4, make: (count) => new Int32Array(count), at: (view, offset) => view.getInt32(offset) },
  13: { bytes: 4, make: (count) => new Float32Array(count), at: (view, offset) => view.getFloat32(offset) },
  14: { bytes: 8, make: (count) => new Float64Array(count), at: (view, offset) => view.getFloat64(offset) },
};

/** Most dimensions that a header may announce. */
const MAX_DIMENSIONS = 8;

/** Whether a file begins as IDX files do: two zeros, a number type and a rank, or all of it in the wrong byte order. */
export function isIdx(head: Uint8Array): boolean {
  if (head.length < 4) return false;
  const [a, b, c, d] = head as unknown as readonly [number, number, number, number];
  const isMark = (type: number, rank: number) => types[type] !== undefined && rank >= 1 && rank <= MAX_DIMENSIONS;
  return (a === 0 && b === 0 && isMark(c, d)) || (c === 0 && d === 0 && isMark(b, a));
}

interface IdxHeader {
  readonly type: NumberType;
  readonly shape: readonly number[];
  readonly length: number;
}

function headerOf(path: string, bytes: Uint8Array): IdxHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes[0] !== 0) throw littleEndian(path);
  const rank = bytes[3]!;
  const length = 4 + 4 * rank;
  if (bytes.length < length)
    throw new DataError(
      "truncated",
      `${path} has ${bytes.length} bytes, fewer than its header of ${length}; fetch it again`,
    );
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  return { type: types[bytes[2]!]!, shape, length };
}

function littleEndian(path: string): DataError {
  return new DataError(
    "little-endian",
    `${path} has the numbers of its header in the wrong order (little-endian); IDX files are big-endian: write them so, as numpy does with .astype(">i4").tobytes()`,
  );
}

function swapped(size: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, size);
  return view.getUint32(0, true);
}

/** Bytes of the file's beginning that hold its first entries. */
export function idxBytesOf(path: string, head: Uint8Array, first: number): number {
  const { type, shape, length } = headerOf(path, head);
  return length + Math.min(first, shape[0]!) * countInEntry(shape) * type.bytes;
}

/**
 * Reads an IDX file.
 * @param first reads no more entries than these
 * @throws DataError "truncated", "little-endian" or "not-readable"
 */
export function readIdx(
  { path, bytes, isWhole }: ReadBytes,
  first: number,
): { readonly array: NumberArray; readonly notes: readonly DataNote[] } {
  const header = headerOf(path, bytes);
  const { type, length } = header;
  const there = bytes.length - length;
  const reversed = header.shape.map(swapped);
  const fits = (shape: readonly number[]) => countOf(shape) * type.bytes === there;
  if (isWhole && !fits(header.shape) && fits(reversed)) throw littleEndian(path);
  checkShape(path, header.shape);
  const { shape, behind } = readableShape(path, header.shape, type.bytes, there, { first, isWhole });
  const count = countOf(shape);
  const promised = header.shape[0]!;
  const notes: DataNote[] = behind > 0 ? [{ kind: "bytes-behind", path, bytes: behind }] : [];
  if (type.bytes === 1 && bytes[2] === 0x08)
    return { array: { values: bytes.subarray(length, length + count), shape, promised }, notes };
  const values = type.make(count);
  const view = new DataView(bytes.buffer, bytes.byteOffset + length);
  for (let i = 0; i < count; i++) values[i] = type.at(view, i * type.bytes);
  return { array: { values, shape, promised }, notes };
}
