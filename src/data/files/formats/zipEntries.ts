/**
 * Reads zip archives, npz files among them. fflate unpacks; the directory is read here, since fflate checks neither sums
 * nor encryption, and sizes have to be known and limited before anything is unpacked.
 */

import { Inflate, inflateSync, strFromU8 } from "fflate";
import { errorText } from "../../../domain/errorText.ts";
import { DataError } from "../../dataError.ts";
import { megabytes, type ReadLimits } from "./readBytes.ts";

/** An unpacked entry of an archive. */
export interface ZipEntry {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

interface DirectoryEntry {
  readonly name: string;
  readonly method: number;
  readonly checksum: number;
  readonly packed: number;
  readonly unpacked: number;
  /** of the entry's own header in the archive */
  readonly offset: number;
}

const ENTRY_MARK = 0x02014b50;
const LOCAL_MARK = 0x04034b50;
const END_MARK = 0x06054b50;
const END64_MARK = 0x06064b50;
const END64_PLACE_MARK = 0x07064b50;
const END_LENGTH = 22;
/** Longest comment behind the directory. */
const MAX_COMMENT = 0xffff;
/** A value that stands in a field of its own for large archives. */
const ELSEWHERE = 0xffffffff;
/** Packed bytes that are unpacked at once: at most 1032 times as many come out. */
const PIECE = 2 ** 16;

/** Whether a file begins as a zip archive does, an empty one among them. */
export function isZip(head: Uint8Array): boolean {
  const mark = head[2]! * 256 + head[3]!;
  return head[0] === 0x50 && head[1] === 0x4b && (mark === 0x0304 || mark === 0x0506);
}

function damaged(path: string, what: string, cause?: unknown): DataError {
  return new DataError("not-zip", `${path} is a damaged zip archive (${what}); fetch it again`, cause);
}

interface DirectoryPlace {
  readonly count: number;
  readonly length: number;
  readonly offset: number;
}

/** The place of the directory and the number of its entries; null where it is missing. */
function endOf(view: DataView): DirectoryPlace | null {
  const last = view.byteLength - END_LENGTH;
  for (let at = last; at >= 0 && at >= last - MAX_COMMENT; at--) {
    if (view.getUint32(at, true) !== END_MARK) continue;
    const [length, offset] = [view.getUint32(at + 12, true), view.getUint32(at + 16, true)];
    const end = { count: view.getUint16(at + 10, true), length, offset };
    if (at < 20 || view.getUint32(at - 20, true) !== END64_PLACE_MARK) return end;
    const place = Number(view.getBigUint64(at - 12, true));
    if (place + 56 > view.byteLength || view.getUint32(place, true) !== END64_MARK) return null;
    return {
      count: Number(view.getBigUint64(place + 32, true)),
      length: Number(view.getBigUint64(place + 40, true)),
      offset: Number(view.getBigUint64(place + 48, true)),
    };
  }
  return null;
}

/** The fields of a large entry: those of the three that stand elsewhere, in this order. */
function largeFields(view: DataView, begin: number, length: number, fields: readonly number[]): readonly number[] {
  for (let at = begin; at + 4 <= begin + length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    let next = at + 4;
    return fields.map((field) => {
      if (field !== ELSEWHERE) return field;
      next += 8;
      return Number(view.getBigUint64(next - 8, true));
    });
  }
  return fields;
}

function directoryOf(path: string, bytes: Uint8Array, limits: ReadLimits): readonly DirectoryEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  if (!end) throw damaged(path, "its directory is missing, as in half a download");
  if (end.count > limits.files)
    throw new DataError("too-large", `${path} has ${end.count} files; at most ${limits.files} are read; pack fewer`);
  const entries: DirectoryEntry[] = [];
  let at = end.offset;
  for (let i = 0; i < end.count; i++) {
    if (view.getUint32(at, true) !== ENTRY_MARK) throw damaged(path, `entry ${i + 1} of its directory`);
    const [nameLength, extraLength] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true)];
    const flags = view.getUint16(at + 8, true);
    const name = strFromU8(bytes.subarray(at + 46, at + 46 + nameLength), (flags & 2048) === 0);
    if (flags & 1) throw new DataError("not-zip", `${path} is encrypted (${name}); unpack it and take its files`);
    const own = [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)];
    const fields = largeFields(view, at + 46 + nameLength, extraLength, own);
    const [unpacked, packed, offset] = fields as unknown as readonly [number, number, number];
    const [method, checksum] = [view.getUint16(at + 10, true), view.getUint32(at + 16, true)];
    entries.push({ name, method, checksum, packed, unpacked, offset });
    at += 46 + nameLength + extraLength + view.getUint16(at + 32, true);
  }
  // A number of entries that is too small would lose the others unsaid.
  if (at !== end.offset + end.length)
    throw damaged(path, `its directory has other entries than the ${end.count} it states`);
  if (entries.length === 0)
    throw new DataError("truncated", `${path} is an empty zip archive; choose one with data files`);
  return entries;
}

const remainders = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest;
});

/** The CRC-32 of some bytes. */
function checksumOf(bytes: Uint8Array): number {
  let rest = 0xffffffff;
  for (const byte of bytes) rest = (rest >>> 8) ^ remainders[(rest ^ byte) & 0xff]!;
  return (rest ^ 0xffffffff) >>> 0;
}

/** Unpacks in pieces, so that an entry which is larger than it says is stopped soon. */
function inflated(packed: Uint8Array, size: number): Uint8Array<ArrayBuffer> | null {
  if (packed.length <= PIECE) {
    const bytes = inflateSync(packed, { out: new Uint8Array(size + 1) });
    return bytes.length === size ? bytes : null;
  }
  const bytes = new Uint8Array(size);
  let [at, isTooLong, isEnded] = [0, false, false];
  const stream = new Inflate((piece, final) => {
    isEnded ||= final;
    isTooLong ||= at + piece.length > size;
    if (!isTooLong) bytes.set(piece, at);
    at += piece.length;
  });
  for (let from = 0; from < packed.length && !isTooLong; from += PIECE)
    stream.push(packed.subarray(from, from + PIECE), from + PIECE >= packed.length);
  return !isTooLong && isEnded && at === size ? bytes : null;
}

function unpacked(path: string, archive: Uint8Array, entry: DirectoryEntry): Uint8Array<ArrayBuffer> {
  const { name, offset, packed, method } = entry;
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  if (offset + 30 > archive.length || view.getUint32(offset, true) !== LOCAL_MARK)
    throw damaged(path, `${name} is not where its directory says`);
  const begin = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const data = archive.subarray(begin, begin + packed);
  if (data.length !== packed) throw damaged(path, `${name} ends behind the archive`);
  if (method !== 0 && method !== 8)
    throw new DataError("not-zip", `${path} packs ${name} by method ${method}; pack it anew with deflate`);
  const bytes = method === 0 ? new Uint8Array(data) : inflated(data, entry.unpacked);
  if (!bytes || bytes.length !== entry.unpacked) throw damaged(path, `${name} has not the size it states`);
  if (checksumOf(bytes) !== entry.checksum) throw damaged(path, `${name} has not the checksum it states`);
  return bytes;
}

/**
 * The files of an archive. Nothing is unpacked before all sizes are known to be within the limits, and an entry that is
 * larger than it says is stopped.
 * @param left bytes that may still be unpacked
 * @throws DataError "not-zip" where it is damaged or encrypted, "too-large" beyond the limits
 */
export function zipEntries(path: string, bytes: Uint8Array, limits: ReadLimits, left: number): readonly ZipEntry[] {
  try {
    const directory = directoryOf(path, bytes, limits).filter(({ name }) => !name.endsWith("/"));
    const largest = directory.find((entry) => entry.unpacked > limits.fileBytes);
    if (largest)
      throw new DataError(
        "too-large",
        `${path}/${largest.name} unpacks to ${megabytes(largest.unpacked)}; at most ${megabytes(limits.fileBytes)} are read from an archive; unpack it, and read only its first images`,
      );
    const all = directory.reduce((sum, entry) => sum + entry.unpacked, 0);
    if (all > left)
      throw new DataError(
        "too-large",
        `${path} unpacks to ${megabytes(all)}, more than the ${megabytes(left)} that are left of ${megabytes(limits.totalBytes)}; take fewer of its files`,
      );
    return directory.map((entry) => ({ name: entry.name, bytes: unpacked(path, bytes, entry) }));
  } catch (error) {
    if (error instanceof DataError) throw error;
    throw damaged(path, errorText(error), error);
  }
}
