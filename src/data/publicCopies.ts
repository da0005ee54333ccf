/** Downloads from public copies of data sets, which the page asks for when the visitor does. */

import { DataError } from "./dataError.ts";
import type { FileReader } from "./dataSources.ts";
import { idxDatasets, isOtherPacking } from "./fileChecksums.ts";
import { openProgress, type Progress } from "./siteFiles.ts";
import { unpackFile } from "./unpackedFile.ts";

/** The folder with Fashion-MNIST's four files in its authors' repository, from which pages of any site may read. */
export const PUBLIC_FASHION = "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/";

/**
 * Downloads a file of a public copy.
 * @param name of the data set
 * @throws DataError "network", or the signal's reason when it aborts
 */
export async function downloadPublic(
  name: string,
  address: string,
  signal: AbortSignal,
  onProgress: Progress,
): Promise<Blob> {
  const failed = (what: string) => (error: unknown) => {
    if (signal.aborted) throw error;
    const detail = `the public copy of ${name} ${what}; check the connection or use the built-in digits`;
    throw new DataError("network", detail, error);
  };
  const response = await fetch(address, { signal }).catch(failed("cannot be reached"));
  if (!response.ok || !response.body) {
    const detail = `the public copy of ${name} answered ${response.status}; try again later, or use the built-in digits`;
    throw new DataError("network", detail);
  }
  const length = Number(response.headers.get("content-length")) || 0;
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const reader = response.body.getReader();
  for (let size = 0; ; ) {
    const { done, value } = await reader.read().catch(failed("broke off"));
    if (done) return new Blob(parts);
    parts.push(value);
    size += value.length;
    if (length > 0) onProgress(Math.min(1, size / length));
  }
}

/**
 * Fetches Fashion-MNIST's files from the public copy.
 * @param folder its address
 * @param onProgress receives the share of all four files that has arrived, 0 to 1
 * @returns a reader. It throws DataError "network", and "checksum" for a file that is not the published one
 */
export function publicFashionReader(signal: AbortSignal, onProgress: Progress, folder = PUBLIC_FASHION): FileReader {
  const { name, files } = idxDatasets.fashion;
  const progress = openProgress("fashion", onProgress);
  return async (file) => {
    const packed = await downloadPublic(name, folder + file, signal, progress.ofFile(file));
    progress.hasFile(file);
    const expected = files[file]?.bytes;
    const unpacked = await unpackFile(packed, file);
    const isOther = unpacked.length !== expected || (await isOtherPacking("fashion", file, packed));
    if (!isOther) return new Blob([unpacked]);
    const detail = `${file} of the public copy (${packed.size} bytes, ${unpacked.length} unpacked) is not ${name}'s; try again later`;
    throw new DataError("checksum", detail);
  };
}
