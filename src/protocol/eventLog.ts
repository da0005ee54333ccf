/** A run's log as JSON lines: the format of recordings, of the laboratory's logs, and of saved runs. */

import type { TrainingEvent } from "./events.ts";

/** An array whose numbers are all multiples of this, and small enough, is written with two bytes each instead of four. */
export const FINE_STEP = 1 / 128;
const FINE_LIMIT = 2 ** 15 * FINE_STEP;

/** How the bytes of an array are read, by the key that marks it in the JSON. */
const READERS: Readonly<Record<string, (bytes: Uint8Array<ArrayBuffer>) => Float32Array | Uint8Array>> = {
  $f32: (bytes) => new Float32Array(bytes.buffer),
  $i16: (bytes) => new Float32Array(new Int16Array(bytes.buffer)).map((steps) => steps * FINE_STEP),
  $u8: (bytes) => bytes,
};

function packed(value: Float32Array): Readonly<Record<string, string>> {
  const isFine = value.every((x) => Number.isInteger(x / FINE_STEP) && Math.abs(x) < FINE_LIMIT && !Object.is(x, -0));
  const numbers = isFine ? Int16Array.from(value, (x) => x / FINE_STEP) : value;
  const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  return { [isFine ? "$i16" : "$f32"]: toBase64(bytes) };
}

const KNOWN: ReadonlySet<string> = new Set<TrainingEvent["type"]>([
  "started",
  "data",
  "probes",
  "stage",
  "losses",
  "evaluated",
  "probed",
  "testLogits",
  "pictured",
  "changed",
  "recovered",
  "checkpoint",
  "pace",
  "jobFinished",
  "finished",
  "failed",
]);

function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  // A recording has hundreds of thousands of bytes, and `Uint8Array.from` with a function takes ten times as long.
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/** One event as one line of JSON; arrays of numbers are base64 of their little-endian bytes. */
export function encodeEvent(event: TrainingEvent): string {
  return JSON.stringify(event, (_, value: unknown) => {
    if (value instanceof Float32Array) return packed(value);
    return value instanceof Uint8Array ? { $u8: toBase64(value) } : value;
  });
}

/**
 * Whether a value is an event of this version, as far as its type says. A log or a stored run comes from the same origin
 * and was written by this page, so no more than the type is checked.
 */
export function isTrainingEvent(value: unknown): value is TrainingEvent {
  const type = typeof value === "object" && value !== null && "type" in value ? value.type : undefined;
  return typeof type === "string" && KNOWN.has(type);
}

function revive(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  for (const [mark, read] of Object.entries(READERS)) {
    const text = (value as Record<string, unknown>)[mark];
    if (typeof text === "string") return read(fromBase64(text));
  }
  return value;
}

/**
 * Reads a log, one event a line.
 * @throws RangeError naming the first line that is not an event of this version
 */
export function decodeLog(text: string): readonly TrainingEvent[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.map((line, i) => {
    let value: unknown;
    try {
      value = JSON.parse(line, revive);
    } catch {
      throw new RangeError(`line ${i + 1} of the log is damaged; make the recording anew`);
    }
    if (!isTrainingEvent(value))
      throw new RangeError(
        `line ${i + 1} of the log is ${line.slice(0, 40)}, which this playground does not know; reload the page`,
      );
    return value;
  });
}
