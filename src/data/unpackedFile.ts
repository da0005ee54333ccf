/** The bytes of a file, unpacked where it is gzipped. Its size is limited, as it may be malicious. */

import { collectBytes } from "./collectBytes.ts";
import { DataError } from "./dataError.ts";

/** Maximum size of an unpacked file: twice MNIST's training images. */
const MAX_BYTES = 96 * 2 ** 20;

function collect(stream: ReadableStream<Uint8Array>, name: string): Promise<Uint8Array<ArrayBuffer>> {
  const cap = `${MAX_BYTES >> 20} MB`;
  const detail = `${name} unpacks to more than ${cap} and was stopped there; use a file of at most 60,000 images`;
  return collectBytes(stream, MAX_BYTES, () => new DataError("too-large", detail));
}

/**
 * The bytes of a file, unpacked where it is gzipped.
 * @throws DataError "too-large" as soon as the cap is passed, "not-gzip" when the packing is damaged, "file-changed" when
 * the file has changed on disk since it was chosen
 */
export function unpackFile(file: Blob, name: string): Promise<Uint8Array<ArrayBuffer>> {
  return readUnpacked(file, name, (stream) => collect(stream, name));
}

/** What the browser reports of a file that it may not read any more. */
const UNREADABLE: readonly string[] = ["NotReadableError", "NotFoundError", "NotAllowedError"];

/** The error for a file that can no longer be read as it was chosen; null for an error of another kind. */
export function fileChanged(file: Blob, name: string, error: unknown): DataError | null {
  if (!(error instanceof DOMException && UNREADABLE.includes(error.name))) return null;
  const own = file instanceof File && !name.includes(file.name) ? ` (${file.name})` : "";
  const detail = `${name}${own} has changed on disk since it was chosen, or was moved; choose the files again`;
  return new DataError("file-changed", detail, error);
}

/**
 * Reads a file with a function of one's own, unpacked where it is gzipped.
 * @throws DataError "not-gzip" and "file-changed" as `unpackFile` does, and what `read` throws
 */
export async function readUnpacked<T>(
  file: Blob,
  name: string,
  read: (stream: ReadableStream<Uint8Array>) => Promise<T>,
): Promise<T> {
  let isPacked = false;
  try {
    const head = new Uint8Array(await file.slice(0, 2).arrayBuffer());
    isPacked = head[0] === 0x1f && head[1] === 0x8b;
    return await read(isPacked ? file.stream().pipeThrough(new DecompressionStream("gzip")) : file.stream());
  } catch (error) {
    const changed = fileChanged(file, name, error);
    if (changed) throw changed;
    if (!isPacked || error instanceof DataError) throw error;
    throw new DataError(
      "not-gzip",
      `${name} begins like a gzip file but is damaged or only half there; fetch it again`,
      error,
    );
  }
}
