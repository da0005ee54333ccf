/**
 * Packs a job's saved state into bytes and unpacks it: weights, running statistics, optimiser slots and the step. All
 * randomness is addressed by seed and step, so with these a job goes on bit for bit on the same backend. What a job's
 * state saves and restores is in jobState.ts.
 */

import * as v from "valibot";
import { volume } from "../../tensor/graph.ts";

const MAGIC = 0x314b5044; // "DPK1", little-endian

const ArraySchema = v.strictObject({
  name: v.pipe(v.string(), v.maxLength(200)),
  shape: v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(1))), v.maxLength(4)),
});
const HeaderSchema = v.strictObject({
  job: v.pipe(v.string(), v.maxLength(100)),
  step: v.pipe(v.number(), v.integer(), v.minValue(0)),
  live: v.record(v.string(), v.number()),
  arrays: v.pipe(v.array(ArraySchema), v.maxLength(2000)),
});

/** One saved tensor. */
export interface SavedArray {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** The state of a job after one of its steps. */
export interface Checkpoint {
  readonly job: string;
  readonly step: number;
  /** values of the live settings at that step */
  readonly live: Readonly<Record<string, number>>;
  readonly arrays: readonly SavedArray[];
}

/** Packs a checkpoint: magic, header length, JSON header, then all numbers as little-endian float32. */
export function packCheckpoint({ job, step, live, arrays }: Checkpoint): Uint8Array {
  const shapes = arrays.map(({ name, shape }) => ({ name, shape }));
  const header = new TextEncoder().encode(JSON.stringify({ job, step, live, arrays: shapes }));
  const start = Math.ceil((8 + header.length) / 4) * 4;
  const size = arrays.reduce((sum, { values }) => sum + values.byteLength, start);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, header.length, true);
  bytes.set(header, 8);
  let at = start;
  for (const { values } of arrays) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  return bytes;
}

/**
 * Unpacks a checkpoint of unknown origin.
 * @throws RangeError with what is wrong with it and what to do
 */
export function unpackCheckpoint(bytes: Uint8Array): Checkpoint {
  const wrong = (what: string) => new RangeError(`this checkpoint cannot be used: ${what}; start the run anew`);
  if (bytes.byteLength < 8) throw wrong(`it has only ${bytes.byteLength} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== MAGIC) throw wrong("it does not begin like one");
  const headerLength = view.getUint32(4, true);
  if (8 + headerLength > bytes.byteLength) throw wrong("its header is longer than the file");
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + headerLength)));
  } catch {
    throw wrong("its header is not JSON");
  }
  const parsed = v.safeParse(HeaderSchema, header);
  if (!parsed.success) throw wrong(`its header is wrong at ${v.getDotPath(parsed.issues[0]) ?? "the top"}`);
  let at = Math.ceil((8 + headerLength) / 4) * 4;
  const expected = parsed.output.arrays.reduce((sum, { shape }) => sum + 4 * volume(shape), at);
  if (expected !== bytes.byteLength)
    throw wrong(`it has ${bytes.byteLength} bytes where its header promises ${expected}`);
  const arrays = parsed.output.arrays.map(({ name, shape }) => {
    const length = 4 * volume(shape);
    const values = new Float32Array(bytes.slice(at, at + length).buffer);
    at += length;
    return { name, shape, values };
  });
  return { ...parsed.output, arrays };
}
