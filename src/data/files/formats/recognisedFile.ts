/** What a file is: by its content first, and by its name where that leaves it open. */

import { DataError } from "../../dataError.ts";
import { cifarBytesOf, cifarKind, readCifar } from "./cifarBatch.ts";
import { isNamedAsNames, type NamesByLabel, readClassNames } from "./classNamesFile.ts";
import { columnsOf, type ImageTable, isImageTable, type LabelColumn, readCsv } from "./csvTable.ts";
import type { DataNote, UnusedReason } from "./dataNotes.ts";
import { idxBytesOf, isIdx, readIdx } from "./idxArray.ts";
import { FEWEST_VALUES, type ImageArray } from "./imageArrays.ts";
import { isNpy, npyBytesOf, readNpy } from "./npyArray.ts";
import type { NumberArray } from "./numberArray.ts";
import { isJpeg, isPng } from "./pictureHeader.ts";
import { type Enough, type OwnFile, type ReadBytes, type ReadLimits, readBytes } from "./readBytes.ts";
import { isZip } from "./zipEntries.ts";

/** What was found in a file. */
export type Content =
  | {
      readonly kind: "array";
      readonly path: string;
      readonly array: NumberArray;
      readonly notes: readonly DataNote[];
    }
  | { readonly kind: "table"; readonly path: string; readonly table: ImageTable }
  | {
      readonly kind: "batch";
      readonly path: string;
      readonly images: ImageArray;
      readonly labels: readonly number[];
      /** whether there are more than were read */
      readonly isCut: boolean;
    }
  | { readonly kind: "picture"; readonly path: string; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: "names"; readonly path: string; readonly names: NamesByLabel }
  | { readonly kind: "archive"; readonly path: string; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: "unused"; readonly path: string; readonly reason: UnusedReason };

/** What is asked for while files are read. */
export interface ReadChoices {
  /** reads no more images than these of each part; Infinity reads all */
  readonly first: number;
  /** where the labels of a table stand; undefined: found by its header, else by its values */
  readonly labelColumn?: LabelColumn | undefined;
}

const startsWith = (head: Uint8Array, text: string, at = 0) =>
  [...text].every((character, i) => head[at + i] === character.charCodeAt(0));

/** Kinds of files that hold data and are not read, by their first bytes. */
const unread: readonly (readonly [format: string, remedy: string, is: (head: Uint8Array) => boolean])[] = [
  ["a tar archive", "unpack it and take its files", (head) => startsWith(head, "ustar", 257)],
  ["a 7z archive", "unpack it and take its files", (head) => startsWith(head, "7z\xbc\xaf")],
  ["a rar archive", "unpack it and take its files", (head) => startsWith(head, "Rar!")],
  ["an xz or bzip2 file", "unpack it first", (head) => startsWith(head, "\xfd7zXZ") || startsWith(head, "BZh")],
  ["HDF5", "save its arrays with numpy.savez", (head) => startsWith(head, "\x89HDF")],
  ["Parquet", "save its images as files or with numpy.savez", (head) => startsWith(head, "PAR1")],
  ["a MATLAB file", "save its arrays with numpy.savez", (head) => startsWith(head, "MATLAB")],
  [
    "a Python pickle",
    "it may run code, so fetch the binary version, or save its arrays with numpy.savez",
    (head) => head[0] === 0x80 && head[1]! >= 2 && head[1]! <= 5,
  ],
  ["a GIF, BMP, TIFF or WebP picture", "save pictures as PNG or JPEG", isOtherPicture],
];

function isOtherPicture(head: Uint8Array): boolean {
  const marks = ["GIF8", "BM", "II*\0", "MM\0*"];
  return marks.some((mark) => startsWith(head, mark)) || (startsWith(head, "RIFF") && startsWith(head, "WEBP", 8));
}

/** Names that promise data, which is then wrong if it is not there. */
const NAMED_AS_IDX = /(?:idx\d|ubyte)/i;
const NAMED_AS_BINARY = /\.(?:npy|npz|zip|bin)(?:\.gz)?$/i;
const NAMED_AS_DATA = /(?:idx\d|ubyte|\.npy|\.npz|\.zip|\.csv|\.tsv|\.gz|\.bin)/i;
const IS_TABLE = /\.(?:csv|tsv)(?:\.gz)?$/i;
const NAMED_AS_PICTURE = /\.(?:png|jpe?g)$/i;
const NO_PICTURE = { kind: "damaged-picture", detail: "it does not begin as PNG or JPEG files do" } as const;
const HIDDEN = /(?:^|\/)(?:\.[^/]*|__MACOSX\/.*|Thumbs\.db|desktop\.ini)$/i;

function isWebPage(head: Uint8Array): boolean {
  const text = new TextDecoder("latin1").decode(head.subarray(0, 512)).trimStart().toLowerCase();
  return /^(?:<!doctype html|<html|<\?xml|<head|<body)/.test(text);
}

/** Text has no control characters but those of lines and tabs. */
function isText(head: Uint8Array): boolean {
  return head.every((byte) => byte >= 32 || (byte >= 9 && byte <= 13));
}

type Kind = "empty" | "idx" | "npy" | "zip" | "picture" | "batch" | "page" | "text" | "unread" | "other";

function kindOf(path: string, head: Uint8Array): Kind {
  if (head.length === 0) return "empty";
  if (isPng(head) || isJpeg(head)) return "picture";
  if (isNpy(head)) return "npy";
  if (isZip(head)) return "zip";
  if (isWebPage(head)) return "page";
  if (cifarKind(path, head.length) !== null) return "batch";
  if (isIdx(head)) return "idx";
  if (unread.some(([, , is]) => is(head))) return "unread";
  return isText(head) ? "text" : "other";
}

/** Whether a text is neither named as a table or as names nor begins like a table. */
function isNoTable(path: string, head: Uint8Array): boolean {
  if (IS_TABLE.test(path) || isNamedAsNames(path) || NAMED_AS_DATA.test(path)) return false;
  return columnsOf(new TextDecoder().decode(head)) < FEWEST_VALUES / 2;
}

/** How much of a file is needed, once its beginning is known. */
function planOf({ path, blob }: OwnFile, first: number): (head: Uint8Array) => Enough | null {
  return (head) => {
    const kind = kindOf(path, head);
    if (["empty", "page", "unread", "other"].includes(kind)) return () => true;
    if (kind === "text" && isNoTable(path, head)) return () => true;
    if (!Number.isFinite(first)) return null;
    const upTo =
      (bytes: number): Enough =>
      ({ size }) =>
        size >= bytes;
    if (kind === "idx") return upTo(idxBytesOf(path, head, first));
    if (kind === "npy") return upTo(npyBytesOf(path, head, first));
    if (kind === "batch" && !/\.gz$/i.test(path)) return upTo(cifarBytesOf(cifarKind(path, blob.size)!, first));
    if (kind !== "text" || isNamedAsNames(path)) return null;
    let lines = 0;
    return ({ piece }) => {
      for (const byte of piece) if (byte === 10) lines++;
      // A header, the rows, and one that may be cut off.
      return lines >= first + 2;
    };
  };
}

function textContent(read: ReadBytes, choices: ReadChoices): Content {
  const { path } = read;
  const unused = (reason: UnusedReason): Content => ({ kind: "unused", path, reason });
  const beginning = new TextDecoder().decode(read.bytes.subarray(0, 2 ** 20));
  if (isImageTable(beginning)) return { kind: "table", path, table: readCsv(read, choices.first, choices.labelColumn) };
  if (NAMED_AS_IDX.test(path)) throw notIdx(read);
  if (NAMED_AS_BINARY.test(path)) throw notAsNamed(read);
  if (isNamedAsNames(path)) {
    const names = readClassNames(beginning);
    if (names) return { kind: "names", path, names };
  }
  if (NAMED_AS_PICTURE.test(path)) return unused(NO_PICTURE);
  if (!IS_TABLE.test(path)) return unused({ kind: "not-data" });
  const format = `a table of ${columnsOf(beginning)} columns`;
  return unused({ kind: "unread-format", format, remedy: "an image is a row of at least 64 values" });
}

function notIdx({ path, bytes }: ReadBytes): DataError {
  const mark = [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return new DataError(
    "not-idx",
    `${path} begins with 0x${mark}, not with the mark of IDX files; fetch it again, or choose files in MNIST's format`,
  );
}

function notAsNamed({ path }: ReadBytes): DataError {
  return new DataError(
    "not-readable",
    `${path} is not what its name says: its first bytes are those of no format that is read; fetch it again`,
  );
}

/** @param size of the whole file, unpacked */
function contentOf(read: ReadBytes, choices: ReadChoices, size: number): Content {
  const { path, bytes } = read;
  const unused = (reason: UnusedReason): Content => ({ kind: "unused", path, reason });
  switch (kindOf(path, bytes.subarray(0, 4096))) {
    case "empty":
      if (NAMED_AS_DATA.test(path))
        throw new DataError("truncated", `${path} is empty, as after a download that broke off; fetch it again`);
      return unused({ kind: "empty" });
    case "idx":
      return { kind: "array", path, ...readIdx(read, choices.first) };
    case "npy":
      return { kind: "array", path, ...readNpy(read, choices.first) };
    case "zip":
      return { kind: "archive", path, bytes };
    case "picture":
      return { kind: "picture", path, bytes };
    case "batch":
      return { kind: "batch", path, ...readCifar(read, cifarKind(path, size)!, choices.first) };
    case "page":
      if (!NAMED_AS_DATA.test(path) && !NAMED_AS_PICTURE.test(path)) return unused({ kind: "not-data" });
      throw new DataError(
        "web-page",
        `${path} is a web page, not data: the server has refused the download or moved the file; open its address in a browser and fetch it again`,
      );
    case "unread": {
      const [format, remedy] = unread.find(([, , is]) => is(bytes))!;
      return unused({ kind: "unread-format", format, remedy });
    }
    case "text":
      return textContent(read, choices);
    default:
      if (NAMED_AS_PICTURE.test(path)) return unused(NO_PICTURE);
      if (NAMED_AS_IDX.test(path)) throw notIdx(read);
      if (NAMED_AS_DATA.test(path)) throw notAsNamed(read);
      return unused({ kind: "not-data" });
  }
}

/**
 * Reads a file and says what it is. Files that are no data are unused; what is named as data and cannot be read is an
 * error.
 * @param left bytes that may still be read
 * @throws DataError naming the file, what is wrong in it, and what helps
 */
export async function recogniseFile(
  file: OwnFile,
  choices: ReadChoices,
  limits: ReadLimits,
  left: number,
): Promise<{ readonly content: Content; readonly bytes: number }> {
  if (HIDDEN.test(file.path))
    return { content: { kind: "unused", path: file.path, reason: { kind: "hidden" } }, bytes: 0 };
  const read = await readBytes(file, planOf(file, choices.first), Math.min(limits.fileBytes, left));
  const size = read.isWhole ? read.bytes.length : file.blob.size;
  return { content: contentOf(read, choices, size), bytes: read.bytes.length };
}
