/** Reads npy files, numpy's format. The library npyjs reads header and values; its sizes are checked before and after. */

import { parse } from "npyjs";
import { errorText } from "../../../domain/errorText.ts";
import { DataError } from "../../dataError.ts";
import type { DataNote } from "./dataNotes.ts";
import {
  checkShape,
  countInEntry,
  countOf,
  inRowOrder,
  type NumberArray,
  type NumberValues,
  readableShape,
} from "./numberArray.ts";
import type { ReadBytes } from "./readBytes.ts";

/** Bytes of a value by the number types that are read. */
const BYTES: Readonly<Record<string, number>> = {
  b1: 1,
  ...{ i1: 1, i2: 2, i4: 4, i8: 8 },
  ...{ u1: 1, u2: 2, u4: 4, u8: 8 },
  ...{ f2: 2, f4: 4, f8: 8 },
};

const MARK = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** Whether a file begins as npy files do. */
export function isNpy(head: Uint8Array): boolean {
  return MARK.every((byte, i) => head[i] === byte);
}

interface NpyHeader {
  /** bytes of the header */
  readonly length: number;
  readonly shape: readonly number[];
  readonly bytesOfValue: number;
  readonly fortranOrder: boolean;
}

/** What the library would read leniently: sizes are digits, and the order is stated. */
const SHAPE = /'shape'\s*:\s*\((?:\s*\d{1,15}\s*,)*(?:\s*\d{1,15})?\s*\)/;
const ORDER = /'fortran_order'\s*:\s*(?:True|False)/;

/** Longest header: its shape and number type are some hundred characters. */
const MAX_HEADER = 4096;

function headerOf(path: string, bytes: Uint8Array): NpyHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isLong = bytes.length > 6 && bytes[6]! > 1;
  const begin = isLong ? 12 : 10;
  const length = bytes.length < begin ? begin : begin + (isLong ? view.getUint32(8, true) : view.getUint16(8, true));
  if (length > MAX_HEADER)
    throw new DataError("not-readable", `${path} has a header of ${length} bytes; save it again with numpy.save`);
  if (bytes.length < length)
    throw new DataError(
      "truncated",
      `${path} has ${bytes.length} bytes, fewer than its header of ${length}; fetch it again`,
    );
  const text = new TextDecoder("latin1").decode(bytes.subarray(begin, length));
  const type = /'descr'\s*:\s*'([^']*)'/.exec(text)?.[1];
  const bytesOfValue = type === undefined || !/^[<|]/.test(type) ? undefined : BYTES[type.slice(1)];
  if (bytesOfValue === undefined) throw wrongType(path, type);
  if (!SHAPE.test(text) || !ORDER.test(text))
    throw new DataError(
      "not-readable",
      `${path} has a header that cannot be read (${text.trim().slice(0, 80)}); save it again with numpy.save`,
    );
  // An empty array with this header: the library's own reading of shape and order.
  const { shape, fortranOrder } = parsed(path, bytes.slice(0, length).buffer);
  return { length, shape, bytesOfValue, fortranOrder };
}

function parsed(path: string, buffer: ArrayBuffer): ReturnType<typeof parse> {
  try {
    return parse(buffer);
  } catch (error) {
    const detail = `${path} cannot be read as npy (${errorText(error)}); save it again with numpy.save`;
    throw new DataError("not-readable", detail, error);
  }
}

function wrongType(path: string, type: string | undefined): DataError {
  const remedy = (what: string, how: string) => new DataError("not-readable", `${path} ${what}; ${how}`);
  if (type === undefined) return remedy("has no single number type in its header", "save one plain array");
  if (type.startsWith(">"))
    return remedy(`is big-endian (${type})`, `save it as .astype("<${type.slice(1)}") or as .astype("uint8")`);
  if (type.includes("O"))
    return remedy("holds Python objects, which are never loaded", "save numbers, as .astype('uint8') makes them");
  if (/[US]/.test(type))
    return remedy(`holds texts (${type})`, "save numbers in their place: numpy.unique(labels, return_inverse=True)[1]");
  return remedy(`has values of the type ${type}`, "save whole numbers from 0 to 255, as .astype('uint8') makes them");
}

/** Bytes of the file's beginning that hold its first entries. */
export function npyBytesOf(path: string, head: Uint8Array, first: number): number {
  const { length, shape, bytesOfValue, fortranOrder } = headerOf(path, head);
  checkShape(path, shape);
  const entries = fortranOrder ? shape[0]! : Math.min(first, shape[0]!);
  return length + entries * countInEntry(shape) * bytesOfValue;
}

function asNumbers(data: ArrayBufferView | readonly unknown[]): NumberValues {
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) return Float64Array.from(data, Number);
  // Truth values come as a plain list.
  if (Array.isArray(data)) return Uint8Array.from(data, Number);
  return data as NumberValues;
}

/**
 * Reads an npy file.
 * @param first reads no more entries than these
 * @throws DataError "truncated" or "not-readable"
 */
export function readNpy(
  { path, bytes, isWhole }: ReadBytes,
  first: number,
): { readonly array: NumberArray; readonly notes: readonly DataNote[] } {
  const { length, shape: whole, bytesOfValue, fortranOrder } = headerOf(path, bytes);
  checkShape(path, whole);
  const rows = fortranOrder ? whole[0]! : first;
  const { shape, behind } = readableShape(path, whole, bytesOfValue, bytes.length - length, { first: rows, isWhole });
  if (length % bytesOfValue !== 0)
    throw new DataError(
      "not-readable",
      `${path} has a header of ${length} bytes, no multiple of its values' ${bytesOfValue}; save it again with numpy.save`,
    );
  const { data } = parsed(path, bytes.slice(0, length + countOf(shape) * bytesOfValue).buffer);
  const read = asNumbers(data);
  const ordered = fortranOrder ? inRowOrder(read, shape) : read;
  const kept = [Math.min(first, shape[0]!), ...shape.slice(1)];
  const array = { values: ordered.subarray(0, countOf(kept)), shape: kept, promised: whole[0]! };
  return { array, notes: behind > 0 ? [{ kind: "bytes-behind", path, bytes: behind }] : [] };
}
