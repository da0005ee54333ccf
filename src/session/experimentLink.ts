/** The whole experiment in a link: only what differs from the default experiment, deflated, in the hash. */

import { collectBytes } from "../data/collectBytes.ts";
import { errorText } from "../domain/errorText.ts";
import type { Experiment } from "../domain/experiment.ts";
import { parseJson } from "../domain/parseJson.ts";
import { checkExperiment } from "../methods/registry/experimentValidation.ts";

/** Longest hash that is read, in characters, and longest JSON that it may unpack to, in bytes. */
export const MAX_HASH = 8 * 1024;
export const MAX_JSON = 64 * 1024;
const VERSION = 1;

/** Addresses within the page, which are no links to experiments. */
const PAGE_ANCHORS: readonly string[] = ["", "soft-targets"];

/** A link that cannot be used; the message says what is wrong and what to do. */
export class LinkError extends Error {
  readonly code: "link-unknown" | "link-damaged" | "link-newer" | "link-too-long" | "link-out-of-range";
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
export function difference(value: unknown, base: unknown): unknown {
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
export function merged(base: unknown, change: unknown): unknown {
  if (!isRecord(base) || !isRecord(change)) return change;
  const keys = new Set([...Object.keys(base), ...Object.keys(change)]);
  const own = (from: Readonly<Record<string, unknown>>, key: string) =>
    Object.hasOwn(from, key) ? from[key] : undefined;
  return Object.fromEntries(
    [...keys].flatMap((key) => {
      const [before, after] = [own(base, key), own(change, key)];
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

/** JSON of a value, deflated, in letters that an address may have. */
export async function packed(value: unknown): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  return toBase64Url(await through(bytes, new CompressionStream("deflate-raw")));
}

/** The hash of an experiment: "#v=1", with "&c=" and the packed differences where there are any. */
export async function hashOf(experiment: Experiment, base: Experiment): Promise<string> {
  const changes = difference(experiment, base);
  if (changes === undefined) return `#v=${VERSION}`;
  return `#v=${VERSION}&c=${await packed(changes)}`;
}

/** The version of a link's format. @throws LinkError for any other than this playground's */
export function checkVersion(version: string): void {
  const number = /^\d+$/.test(version) ? Number(version) : Number.NaN;
  if (number === VERSION) return;
  const shown = version.slice(0, 20);
  if (number > VERSION)
    throw new LinkError("link-newer", `this link is of version ${shown}; reload the page to get the newer playground`);
  throw new LinkError("link-damaged", `this link has the version "${shown}", not ${VERSION}; ask for a fresh one`);
}

/**
 * Reads a hash.
 * @returns null when the hash is empty or one of the page's own anchors
 * @throws LinkError for a hash that is no link, for a damaged, oversized or newer link, and for one with values that no
 * experiment may have
 */
export async function readHash(hash: string, base: Experiment): Promise<Experiment | null> {
  if (hash.length > MAX_HASH)
    throw new LinkError("link-too-long", `this link has ${hash.length} characters; at most ${MAX_HASH} are read`);
  const text = hash.replace(/^#/, "");
  if (PAGE_ANCHORS.includes(text)) return null;
  const fields = new URLSearchParams(text);
  const version = fields.get("v");
  if (version === null)
    throw new LinkError("link-unknown", `"#${text.slice(0, 40)}" is no link; use one that Share has made`);
  checkVersion(version);
  if (fields.getAll("v").length > 1 || fields.getAll("c").length > 1)
    throw new LinkError("link-damaged", "this link holds more than one experiment; copy one alone");
  const field = fields.get("c");
  if (field === null) return base;
  const changes = await unpacked(field);
  try {
    return checkExperiment(merged(base, changes));
  } catch (error) {
    throw new LinkError("link-out-of-range", errorText(error));
  }
}

/** The object that `packed` has packed. @throws LinkError where it cannot be read or is none */
export async function unpacked(text: string): Promise<Readonly<Record<string, unknown>>> {
  const damaged = (what: string) => new LinkError("link-damaged", `this link ${what}; ask for a fresh one`);
  try {
    const bytes = await through(fromBase64Url(text), new DecompressionStream("deflate-raw"));
    const value = parseJson(new TextDecoder().decode(bytes));
    if (isRecord(value)) return value;
  } catch (error) {
    if (error instanceof LinkError) throw error;
    throw damaged(error instanceof RangeError ? `is damaged: ${error.message}` : "is damaged and cannot be read");
  }
  throw damaged("is damaged: it holds nothing that can be shown");
}
