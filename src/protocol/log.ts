/** A run's log as JSON lines: what the command line writes, what is recorded, and what a page replays. */

import type { TrainingEvent } from "./events.ts";

const KINDS = {
  $f32: Float32Array,
  $u8: Uint8Array,
} as const;

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
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}

/** One event as one line; arrays of numbers as base64 of their little-endian bytes. */
export function encodeEvent(event: TrainingEvent): string {
  return JSON.stringify(event, (_, value: unknown) => {
    if (value instanceof Float32Array)
      return { $f32: toBase64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) };
    return value instanceof Uint8Array ? { $u8: toBase64(value) } : value;
  });
}

function revive(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  for (const [mark, kind] of Object.entries(KINDS)) {
    const packed = (value as Record<string, unknown>)[mark];
    if (typeof packed === "string") return new kind(fromBase64(packed).buffer);
  }
  return value;
}

/**
 * Reads a log.
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
    const type = typeof value === "object" && value !== null && "type" in value ? value.type : undefined;
    if (typeof type !== "string" || !KNOWN.has(type))
      throw new RangeError(
        `line ${i + 1} of the log is a "${type}", which this playground does not know; reload the page`,
      );
    // The log is same-origin and made by encodeEvent; its shape beyond the type is the writer's.
    return value as TrainingEvent;
  });
}
