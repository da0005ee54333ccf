/** Reads a file's bytes, unpacked where it is gzipped, or only its beginning where that holds all that was asked for. */

import { DataError } from "../../dataError.ts";
import { fileChanged, readUnpacked } from "../../unpackedFile.ts";

/** A file of a visitor. */
export interface OwnFile {
  /** with its folders, separated by "/", as far as they are known */
  readonly path: string;
  readonly blob: Blob;
}

/** The bytes of a file, or its beginning. */
export interface ReadBytes {
  /** as in messages; inside an archive, the archive's path stands first */
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** false where only the beginning was read */
  readonly isWhole: boolean;
}

/** How much is read of a visitor's files. */
export interface ReadLimits {
  /** largest unpacked size of a file */
  readonly fileBytes: number;
  /** largest unpacked size of all files together */
  readonly totalBytes: number;
  /** largest number of files, those in archives among them */
  readonly files: number;
  /** largest number of pixels of a picture */
  readonly picturePixels: number;
}

/** 256 MB a file, enough for the 240,000 training images of EMNIST's digits; 768 MB together; 200,000 files. */
export const READ_LIMITS: ReadLimits = {
  fileBytes: 256 * 2 ** 20,
  totalBytes: 768 * 2 ** 20,
  files: 200_000,
  picturePixels: 2 ** 24,
};

/** A limit in messages. */
export function megabytes(bytes: number): string {
  return bytes < 2 ** 20 ? `${bytes} bytes` : `${Math.round(bytes / 2 ** 20)} MB`;
}

/** Bytes of a file's beginning by which its kind is known. */
export const HEAD_BYTES = 4096;

/** Says whether what has been read is enough, after each piece. */
export type Enough = (read: { readonly size: number; readonly piece: Uint8Array }) => boolean;

async function collect(
  stream: ReadableStream<Uint8Array>,
  path: string,
  planOf: (head: Uint8Array) => Enough | null,
  limit: number,
): Promise<ReadBytes> {
  const reader = stream.getReader();
  const pieces: Uint8Array[] = [];
  let [size, isWhole] = [0, false];
  let enough: Enough | null | undefined;
  const join = (length: number) => {
    const bytes = new Uint8Array(length);
    let at = 0;
    for (const piece of pieces) {
      const part = piece.subarray(0, length - at);
      bytes.set(part, at);
      at += part.length;
    }
    return bytes;
  };
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) isWhole = true;
      else {
        pieces.push(value);
        size += value.length;
        if (size > limit)
          throw new DataError(
            "too-large",
            `${path} unpacks to more than ${megabytes(limit)} and was stopped there; read only its first images, or use a smaller file`,
          );
      }
      if (enough === undefined && (done || size >= HEAD_BYTES)) {
        const head = join(Math.min(size, HEAD_BYTES));
        enough = planOf(head);
        if (done) break;
        if (enough?.({ size, piece: join(size) })) break;
      } else if (done || (enough && value && enough({ size, piece: value }))) break;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
  return { path, bytes: join(size), isWhole };
}

/** Files up to this size are read at once, which is several times as fast for many small ones. */
const SMALL = 2 ** 20;

async function readAtOnce(path: string, blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch (error) {
    throw fileChanged(blob, path, error) ?? error;
  }
}

/**
 * Reads a file.
 * @param planOf looks at the file's beginning, and returns what says when enough is read; null reads all
 * @throws DataError "too-large", "not-gzip", "file-changed", and what `planOf` throws
 */
export async function readBytes(
  { path, blob }: OwnFile,
  planOf: (head: Uint8Array) => Enough | null,
  limit: number,
): Promise<ReadBytes> {
  if (blob.size <= Math.min(SMALL, limit)) {
    const bytes = await readAtOnce(path, blob);
    if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return { path, bytes, isWhole: true };
  }
  return readUnpacked(blob, path, (stream) => collect(stream, path, planOf, limit));
}
