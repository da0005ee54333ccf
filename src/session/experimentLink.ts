/** The whole experiment in a link: only what differs from the default experiment, deflated, in the hash. */

import { collectBytes } from "../data/collectBytes.ts";
import { errorText } from "../domain/errorText.ts";
import type { Experiment } from "../domain/experiment.ts";
import { checkExperiment } from "../methods/registry/experimentValidation.ts";

/** Longest hash that is read, in characters, and longest JSON that it may unpack to, in bytes. */
const MAX_HASH = 8 * 1024;
const MAX_JSON = 64 * 1024;
const VERSION = 1;

/** A link that cannot be used; the message says what is wrong and what to do. */
export class LinkError extends Error {
  readonly code: "link-damaged" | "link-newer" | "link-too-long" | "link-out-of-range";
  constructor(code: LinkError["code"], detail: string) {
    super(detail);
    this.name = "LinkError";
    this.code = code;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The parts of `value` that differ from `base`; undefined where none does. Lists are taken whole; null marks a missing field. */
function difference(value: unknown, base: unknown): unknown {
  if (JSON.stringify(value) === JSON.stringify(base)) return undefined;
  if (!isRecord(value) || !isRecord(base)) return value;
  const parts = Object.entries(value).flatMap(([key, part]) => {
    const changed = difference(part, base[key]);
    return changed === undefined ? [] : [[key, changed] as const];
  });
  const missing = Object.keys(base).flatMap((key) => (key in value ? [] : [[key, null] as const]));
  return Object.fromEntries([...parts, ...missing]);
}

/** `base` with the differences applied that `difference` found. */
function merged(base: unknown, change: unknown): unknown {
  if (!isRecord(base) || !isRecord(change)) return change;
  const keys = new Set([...Object.keys(base), ...Object.keys(change)]);
  return Object.fromEntries(
    [...keys].flatMap((key) => {
      const [before, after] = [base[key], change[key]];
      if (after === null) return [];
      if (after === undefined) return [[key, before]];
      return [[key, before === undefined ? after : merged(before, after)]];
    }),
  );
}

/** Bytes after a stream. @throws LinkError where they are more than `MAX_JSON` */
function through(bytes: Uint8Array<ArrayBuffer>, stream: CompressionStream | DecompressionStream): Promise<Uint8Array> {
  const detail = `this link unpacks to more than ${MAX_JSON / 1024} kB; ask for a fresh one`;
  const packed = new Blob([bytes]).stream().pipeThrough(stream);
  return collectBytes(packed, MAX_JSON, () => new LinkError("link-too-long", detail));
}

function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
}

/** The hash of an experiment: "#v=1", with "&c=" and the packed differences where there are any. */
export async function hashOf(experiment: Experiment, base: Experiment): Promise<string> {
  const changes = difference(experiment, base);
  if (changes === undefined) return `#v=${VERSION}`;
  const bytes = new TextEncoder().encode(JSON.stringify(changes));
  return `#v=${VERSION}&c=${toBase64Url(await through(bytes, new CompressionStream("deflate-raw")))}`;
}

/**
 * Reads a hash.
 * @returns null when the hash carries no experiment
 * @throws LinkError for a damaged, oversized or newer link, or one with values that no experiment may have
 */
export async function readHash(hash: string, base: Experiment): Promise<Experiment | null> {
  if (hash.length > MAX_HASH)
    throw new LinkError("link-too-long", `this link has ${hash.length} characters; at most ${MAX_HASH} are read`);
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const version = fields.get("v");
  if (version === null) return null;
  if (!/^\d{1,6}$/.test(version))
    throw new LinkError("link-damaged", "this link has no version number; ask for a fresh one");
  if (Number(version) > VERSION)
    throw new LinkError(
      "link-newer",
      `this link is of version ${version}; reload the page to get the newer playground`,
    );
  const packed = fields.get("c");
  if (packed === null) return base;
  let changes: unknown;
  try {
    const bytes = await through(fromBase64Url(packed), new DecompressionStream("deflate-raw"));
    changes = JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    if (error instanceof LinkError) throw error;
    throw new LinkError("link-damaged", "this link is damaged and cannot be read; ask for a fresh one");
  }
  try {
    return checkExperiment(merged(base, changes));
  } catch (error) {
    throw new LinkError("link-out-of-range", errorText(error));
  }
}
