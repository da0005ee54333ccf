/**
 * The safetensors format: eight bytes of header length, little-endian, a header of JSON, then the numbers. The header has
 * for each tensor its dtype, its shape and its place, [first byte, byte after the last], counted from the header's end;
 * "__metadata__" has texts by name. https://github.com/huggingface/safetensors
 */

import * as v from "valibot";
import { errorText } from "../domain/errorText.ts";
import { parseJson } from "../domain/parseJson.ts";

/** A named tensor of float32. */
export interface NamedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** What a file contains. */
export interface SafetensorsFile {
  readonly metadata: Readonly<Record<string, string>>;
  readonly tensors: readonly NamedTensor[];
}

/** Longest header that is read, bytes. */
export const MAX_HEADER = 2 ** 20;
/** Most tensors and most axes that are read. */
const [MAX_TENSORS, MAX_RANK] = [2000, 8];
const METADATA = "__metadata__";
const LENGTH_BYTES = 8;

/** Writes a file of float32 tensors; the numbers begin at a multiple of eight bytes. */
export function writeSafetensors({ metadata, tensors }: SafetensorsFile): Uint8Array<ArrayBuffer> {
  let end = 0;
  const places = tensors.map(({ name, shape, values }) => {
    const begin = end;
    end += values.byteLength;
    return [name, { dtype: "F32", shape, data_offsets: [begin, end] }] as const;
  });
  const text = JSON.stringify({ [METADATA]: metadata, ...Object.fromEntries(places) });
  const header = new TextEncoder().encode(text);
  const length = Math.ceil(header.length / LENGTH_BYTES) * LENGTH_BYTES;
  const start = LENGTH_BYTES + length;
  const bytes = new Uint8Array(start + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.fill(0x20, LENGTH_BYTES, start);
  bytes.set(header, LENGTH_BYTES);
  let at = start;
  for (const { values } of tensors) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  return bytes;
}

/** The value of a 16-bit float (IEEE 754 binary16). */
export function float16At(view: DataView, at: number): number {
  const bits = view.getUint16(at, true);
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * 2 ** -24 * fraction;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * 2 ** (exponent - 15) * (1 + fraction / 1024);
}

const wideBits = new DataView(new ArrayBuffer(4));
/** The value of a bfloat16: the upper half of a float32. */
function bfloat16At(view: DataView, at: number): number {
  wideBits.setUint32(0, view.getUint16(at, true) * 2 ** 16);
  return wideBits.getFloat32(0);
}

/** The number types that are read, each with its bytes and how a value is read. */
const dtypes: Readonly<
  Record<string, { readonly bytes: number; readonly at: (view: DataView, at: number) => number }>
> = {
  F32: { bytes: 4, at: (view, at) => view.getFloat32(at, true) },
  F16: { bytes: 2, at: float16At },
  BF16: { bytes: 2, at: bfloat16At },
  F64: { bytes: 8, at: (view, at) => view.getFloat64(at, true) },
};

const wholeNumber = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
const TensorSchema = v.strictObject({
  dtype: v.string(),
  shape: v.pipe(v.array(wholeNumber), v.maxLength(MAX_RANK)),
  data_offsets: v.strictTuple([wholeNumber, wholeNumber]),
});
const MetadataSchema = v.record(v.string(), v.string());

/** Reads the header's JSON. @returns the header, and the place of the first number in the file */
function readHeader(bytes: Uint8Array): { readonly header: Readonly<Record<string, unknown>>; readonly start: number } {
  if (bytes.byteLength < LENGTH_BYTES) throw new RangeError(`it has only ${bytes.byteLength} bytes`);
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getBigUint64(0, true);
  if (length > MAX_HEADER)
    throw new RangeError(`its header would have ${length} bytes; at most ${MAX_HEADER} are read`);
  const start = LENGTH_BYTES + Number(length);
  if (start > bytes.byteLength) throw new RangeError("it ends within its header");
  let header: unknown;
  try {
    header = parseJson(new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(LENGTH_BYTES, start)));
  } catch (error) {
    throw new RangeError(`its header is no JSON (${errorText(error)})`);
  }
  if (typeof header !== "object" || header === null || Array.isArray(header))
    throw new RangeError("its header is no JSON object");
  return { header: header as Readonly<Record<string, unknown>>, start };
}

/**
 * Reads a file of unknown origin; its numbers become float32.
 * @throws RangeError with what is wrong: a header that is no JSON, a dtype that is not read, a tensor whose place does
 * not fit its shape, lies outside the file or in another tensor's, or bytes that belong to none
 */
export function readSafetensors(bytes: Uint8Array): SafetensorsFile {
  const { header, start } = readHeader(bytes);
  const { [METADATA]: given = {}, ...entries } = header;
  const metadata = v.safeParse(MetadataSchema, given);
  if (!metadata.success) throw new RangeError(`${METADATA} of its header has something else than texts`);
  const names = Object.keys(entries);
  if (names.length > MAX_TENSORS)
    throw new RangeError(`it has ${names.length} tensors; at most ${MAX_TENSORS} are read`);
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, bytes.byteLength - start);
  const places = names.map((name) => {
    const parsed = v.safeParse(TensorSchema, entries[name]);
    const shown = JSON.stringify(name.slice(0, 60));
    if (!parsed.success)
      throw new RangeError(`the header of ${shown} is wrong at ${v.getDotPath(parsed.issues[0]) ?? "its top"}`);
    const { dtype, shape, data_offsets: place } = parsed.output;
    const type = Object.hasOwn(dtypes, dtype) ? dtypes[dtype]! : null;
    const known = Object.keys(dtypes).join(", ");
    if (!type)
      throw new RangeError(`${shown} has numbers of the type ${dtype.slice(0, 20)}; save it as one of ${known}`);
    const [begin, end] = place;
    const size = shape.reduce((product, n) => product * n, type.bytes);
    if (end > view.byteLength || begin > end)
      throw new RangeError(`${shown} lies at bytes ${begin} to ${end}, but the file has ${view.byteLength} of numbers`);
    if (end - begin !== size)
      throw new RangeError(`${shown} has ${end - begin} bytes where [${shape.join(", ")}] of ${dtype} needs ${size}`);
    return { name, shown, shape, type, begin, end };
  });
  let next = 0;
  for (const { shown, begin, end } of places.toSorted((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin < next) throw new RangeError(`${shown} begins at byte ${begin}, within another tensor`);
    if (begin > next) throw new RangeError(`the bytes ${next} to ${begin} belong to no tensor`);
    next = end;
  }
  if (next !== view.byteLength) throw new RangeError(`its last ${view.byteLength - next} bytes belong to no tensor`);
  const tensors = places.map(({ name, shape, type, begin, end }): NamedTensor => {
    const values = new Float32Array((end - begin) / type.bytes);
    for (let i = 0; i < values.length; i++) values[i] = type.at(view, begin + i * type.bytes);
    return { name, shape, values };
  });
  return { metadata: metadata.output, tensors };
}
