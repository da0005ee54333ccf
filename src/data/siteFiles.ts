/** Fetches the files of MNIST and Fashion-MNIST that a site was built with. */

import { DataError } from "./dataError.ts";
import type { FileReader } from "./dataSources.ts";
import { type IdxDatasetId, idxDatasets, sha256Of } from "./fileChecksums.ts";
import { unpackFile } from "./unpackedFile.ts";

/** Receives the share of a download that has arrived, 0 to 1. */
export type Progress = (fraction: number) => void;

/** What helps where the site does not have a data set's files. */
const OTHER_SOURCES: Readonly<Record<IdxDatasetId, string>> = {
  mnist: `tick "public copy" under the data set, or drop MNIST's files on the page`,
  fashion: `tick "public copy" under the data set`,
};

/**
 * Requests a file of the site.
 * @throws DataError "missing" where the site was built without it, "network" where the server could not answer
 */
async function request(id: IdxDatasetId, file: string, base: string, signal: AbortSignal): Promise<Response> {
  const response = await fetch(new URL(`data/${id}/${file}`, base), { signal });
  const { ok, status } = response;
  const { name, command } = idxDatasets[id];
  const others = OTHER_SOURCES[id];
  if (status === 404 || status === 410) {
    const detail = `this site has no ${name}; ${others}; who keeps the site adds it by \`${command}\``;
    throw new DataError("missing", detail);
  }
  if (!ok) {
    const refused = status === 401 || status === 403;
    const remedy = refused ? "sign in where the site asks for it" : "try again in a while";
    throw new DataError("network", `the site answered ${status} when asked for ${file}; ${remedy}, ${others}`);
  }
  if (response.headers.get("content-type")?.includes("text/html")) {
    const detail = `this site has no ${name}, or asks you to sign in: it answered with a web page in place of ${file}; ${others}; who keeps the site adds it by \`${command}\``;
    throw new DataError("missing", detail);
  }
  return response;
}

/**
 * The body of a response.
 * @param onProgress receives the share that has arrived, where the response states its length
 */
function download(response: Response, onProgress: Progress): Promise<Blob> {
  const length = Number(response.headers.get("content-length"));
  if (!response.body || !length) return response.blob();
  let arrived = 0;
  const count = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      arrived += chunk.length;
      onProgress(Math.min(1, arrived / length));
      controller.enqueue(chunk);
    },
  });
  return new Response(response.body.pipeThrough(count)).blob();
}

/** Compares the sha256 of an unpacked file of MNIST. It is not checked where the browser has no sha256. */
async function checkSum(id: IdxDatasetId, file: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const { name, files, command } = idxDatasets[id];
  const expected = files[file]?.sha256;
  if (!expected) return;
  const found = await sha256Of(bytes);
  if (found === null || found === expected) return;
  throw new DataError(
    "checksum",
    `${file} of this site has sha256 ${found}, not ${name}'s ${expected}; build the site again after \`${command}\``,
  );
}

/** The progress of four files fetched one after another, each with the share of its unpacked size. */
export function openProgress(id: IdxDatasetId, onProgress: Progress) {
  const { files } = idxDatasets[id];
  const all = Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0);
  const shareOf = (file: string) => (files[file]?.bytes ?? 0) / all;
  let before = 0;
  return {
    ofFile: (file: string) => (fraction: number) => onProgress(before + fraction * shareOf(file)),
    hasFile(file: string) {
      before = Math.min(1, before + shareOf(file));
      onProgress(before);
    },
  };
}

/**
 * Fetches the files of a data set from the site. Those of MNIST are unpacked and compared with its sha256.
 * @param base address of the page
 * @param onProgress receives the share of all four files that has arrived
 * @returns a reader. It throws DataError "missing", "network" or "checksum"; when `signal` aborts it throws the signal's
 * reason
 */
export function siteReader(id: IdxDatasetId, base: string, signal: AbortSignal, onProgress: Progress): FileReader {
  const progress = openProgress(id, onProgress);
  return async (file) => {
    const packed = await request(id, file, base, signal)
      .then((response) => download(response, progress.ofFile(file)))
      .catch((error: unknown) => {
        if (signal.aborted || error instanceof DataError) throw error;
        const detail = `${file} could not be fetched; check the connection or use the built-in digits`;
        throw new DataError("network", detail, error);
      });
    progress.hasFile(file);
    if (id !== "mnist") return packed;
    const bytes = await unpackFile(packed, file);
    await checkSum(id, file, bytes);
    return new Blob([bytes]);
  };
}
