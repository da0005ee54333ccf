/** MNIST's four files from the site itself, each checked before it is used. */

import { DataError } from "./dataError.ts";
import { unpackFile } from "./idx.ts";
import mnistFacts from "./mnistFiles.json" with { type: "json" };
import type { FileReader } from "./sources.ts";

/** Length and sha256 of what each of MNIST's files unpacks to, since packing differs from mirror to mirror. */
const facts: Readonly<Record<string, { readonly bytes: number; readonly sha256: string }>> = mnistFacts;
const ALL_BYTES = Object.values(facts).reduce((sum, { bytes }) => sum + bytes, 0);

async function ask(name: string, base: string, signal: AbortSignal): Promise<Response> {
  const response = await fetch(new URL(`data/mnist/${name}`, base), { signal });
  const html = response.headers.get("content-type")?.includes("text/html");
  if (!response.ok || html) {
    throw new DataError(
      "missing",
      "this site was built without MNIST; use the public copy, drop MNIST's files on the page, or build it after `npm run data`",
    );
  }
  return response;
}

/** The body of an answer; `onPart` is told how much of it has arrived, 0..1, where the answer promises a length. */
function bodyOf(response: Response, onPart: (part: number) => void): Promise<Blob> {
  const promised = Number(response.headers.get("content-length"));
  if (!response.body || !promised) return response.blob();
  let arrived = 0;
  const count = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, passed) {
      arrived += chunk.length;
      onPart(Math.min(1, arrived / promised));
      passed.enqueue(chunk);
    },
  });
  return new Response(response.body.pipeThrough(count)).blob();
}

/** Without a secure context browsers offer no sha256; a plain-http site then goes unchecked. */
async function checkSum(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const expected = facts[name]?.sha256;
  const subtle: SubtleCrypto | undefined = crypto.subtle;
  if (!expected || !subtle) return;
  const digest = new Uint8Array(await subtle.digest("SHA-256", bytes));
  const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (found === expected) return;
  throw new DataError(
    "checksum",
    `${name} of this site has sha256 ${found}, not MNIST's ${expected}; build the site again after \`npm run data\``,
  );
}

/**
 * Fetches MNIST's files from the site and checks each one's sha256.
 * @param base address of the page
 * @param onPart told how much of all four files has arrived, 0..1
 * @returns a reader of unpacked files. It throws DataError "missing", "network" or "checksum"; what `signal` aborts
 * throws the signal's own reason, which is no fault of the data
 */
export function siteReader(base: string, signal: AbortSignal, onPart: (part: number) => void): FileReader {
  let before = 0;
  return async (name) => {
    const share = (facts[name]?.bytes ?? 0) / ALL_BYTES;
    const packed = await ask(name, base, signal)
      .then((response) => bodyOf(response, (part) => onPart(before + part * share)))
      .catch((error: unknown) => {
        if (signal.aborted || error instanceof DataError) throw error;
        const detail = `${name} could not be fetched; check the connection or use the built-in digits`;
        throw new DataError("network", detail, error);
      });
    before = Math.min(1, before + share);
    onPart(before);
    const bytes = await unpackFile(packed, name);
    await checkSum(name, bytes);
    return new Blob([bytes]);
  };
}
