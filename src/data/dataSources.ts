/** Data sources: the built-in digits, MNIST's files from the site or a public copy, and a visitor's files. */

import { type Dataset, digitNames, IMAGE_SIDE, IMAGE_SIZE, type Split } from "../domain/dataset.ts";
import { drawDigits } from "./builtInDigits.ts";
import { DataError } from "./dataError.ts";
import { type IdxPair, readIdxPair, unpackFile } from "./idxFiles.ts";
import mnistChecksums from "./mnistFiles.json" with { type: "json" };
import { select } from "./transferSet.ts";

/** Number of test images of the built-in digits. */
export const DIGITS_TEST_COUNT = 2000;
/** Number of training images of the built-in digits where an experiment uses all. */
export const DIGITS_TRAIN_COUNT = 10_000;
/** Without test files every sixth image is held out. */
const HELD_OUT = 6;

/** MNIST's own file names. */
export const mnistFiles = {
  train: { images: "train-images-idx3-ubyte.gz", labels: "train-labels-idx1-ubyte.gz" },
  test: { images: "t10k-images-idx3-ubyte.gz", labels: "t10k-labels-idx1-ubyte.gz" },
} as const;

/** Reads one of MNIST's files, from a server or a folder. */
export type FileReader = (name: string) => Promise<Blob>;

/** The built-in digits of a seed. */
export function builtInDigits(seed: number, train: number | "all"): Split {
  const count = train === "all" ? DIGITS_TRAIN_COUNT : train;
  return { train: drawDigits(seed, count, "train"), test: drawDigits(seed, DIGITS_TEST_COUNT, "test") };
}

async function readDataset(read: FileReader, role: "train" | "test"): Promise<Dataset> {
  const { images, labels } = mnistFiles[role];
  return readIdxPair({ images: await read(images), labels: await read(labels) }, role === "train" ? "training" : role);
}

/** MNIST from its four files. */
export async function readMnist(read: FileReader): Promise<Split> {
  return { train: await readDataset(read, "train"), test: await readDataset(read, "test") };
}

/** MNIST's test images alone. */
export function readMnistTest(read: FileReader): Promise<Dataset> {
  return readDataset(read, "test");
}

/**
 * A visitor's files; without a test pair, every sixth training image is held out.
 * @throws DataError naming the file and what is wrong in it, or "truncated" when too few images are left to hold one
 * out
 */
export async function readFiles(train: IdxPair, test: IdxPair | null): Promise<Split> {
  const all = await readIdxPair(train, "training");
  if (test) return { train: all, test: await readIdxPair(test, "test") };
  if (all.count < 2)
    throw new DataError(
      "truncated",
      `the training files hold ${all.count} image, which cannot be both learnt and judged on; add test files or images`,
    );
  const indices = Array.from({ length: all.count }, (_, index) => index);
  return {
    train: select(
      all,
      indices.filter((index) => index % HELD_OUT !== 0),
    ),
    test: select(
      all,
      indices.filter((index) => index % HELD_OUT === 0),
    ),
  };
}

/** Length and sha256 of each of MNIST's files when unpacked, since the gzip files of different mirrors differ. */
const checksums: Readonly<Record<string, { readonly bytes: number; readonly sha256: string }>> = mnistChecksums;
const ALL_BYTES = Object.values(checksums).reduce((sum, { bytes }) => sum + bytes, 0);

/** What helps where the site does not have MNIST's files. */
const OTHER_SOURCES = "use the public copy, or drop MNIST's files on the page";

/**
 * Requests a file of the site.
 * @throws DataError "missing" where the site was built without it, "network" where the server could not answer
 */
async function request(name: string, base: string, signal: AbortSignal): Promise<Response> {
  const response = await fetch(new URL(`data/mnist/${name}`, base), { signal });
  const { ok, status } = response;
  if (status === 404 || status === 410) {
    const detail = `this site was built without MNIST; ${OTHER_SOURCES}, or build it after \`npm run data\``;
    throw new DataError("missing", detail);
  }
  if (!ok) {
    const refused = status === 401 || status === 403;
    const remedy = refused ? "sign in where the site asks for it" : "try again in a while";
    throw new DataError("network", `the site answered ${status} when asked for ${name}; ${remedy}, ${OTHER_SOURCES}`);
  }
  if (response.headers.get("content-type")?.includes("text/html")) {
    const detail = `the site answered with a web page in place of ${name}: it was built without MNIST, or asks you to sign in; ${OTHER_SOURCES}`;
    throw new DataError("missing", detail);
  }
  return response;
}

/**
 * The body of a response.
 * @param onProgress receives the share that has arrived, 0 to 1, where the response states its length
 */
function download(response: Response, onProgress: (fraction: number) => void): Promise<Blob> {
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

/** Compares a file's sha256. Not checked without a secure context (a site on http), where browsers have no sha256. */
async function checkSum(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const expected = checksums[name]?.sha256;
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
 * @param onProgress receives the share of all four files that has arrived, 0 to 1
 * @returns a reader of unpacked files. It throws DataError "missing", "network" or "checksum"; when `signal` aborts it
 * throws the signal's reason
 */
export function siteReader(base: string, signal: AbortSignal, onProgress: (fraction: number) => void): FileReader {
  let before = 0;
  return async (name) => {
    const share = (checksums[name]?.bytes ?? 0) / ALL_BYTES;
    const packed = await request(name, base, signal)
      .then((response) => download(response, (fraction) => onProgress(before + fraction * share)))
      .catch((error: unknown) => {
        if (signal.aborted || error instanceof DataError) throw error;
        const detail = `${name} could not be fetched; check the connection or use the built-in digits`;
        throw new DataError("network", detail, error);
      });
    before = Math.min(1, before + share);
    onProgress(before);
    const bytes = await unpackFile(packed, name);
    await checkSum(name, bytes);
    return new Blob([bytes]);
  };
}

/**
 * The public copy of MNIST: a sprite of 65,000 images, one row of 784 grey values each, and one-hot labels. No checksum
 * of it is published, so its size is checked and that every label marks one class.
 */
export const sprite = {
  images: "https://storage.googleapis.com/learnjs-data/model-builder/mnist_images.png",
  labels: "https://storage.googleapis.com/learnjs-data/model-builder/mnist_labels_uint8",
  count: 65_000,
  train: 55_000,
} as const;

/**
 * Splits the sprite's images into training and test images.
 * @param grey one byte for each pixel, [65000, 784]
 * @param oneHot [65000, 10]
 * @throws DataError "checksum" when sizes or labels are not the sprite's
 */
export function splitSprite(grey: Uint8Array, oneHot: Uint8Array): Split {
  const { count, train } = sprite;
  if (grey.length !== count * IMAGE_SIZE || oneHot.length !== count * 10)
    throw new DataError(
      "checksum",
      `the public copy has ${grey.length} pixels and ${oneHot.length} label bytes, not MNIST's; try again later`,
    );
  const labels = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const row = oneHot.subarray(i * 10, i * 10 + 10);
    const label = row.indexOf(1);
    if (label < 0 || row.reduce((a, b) => a + b, 0) !== 1)
      throw new DataError("checksum", `label ${i} of the public copy marks no single class; try again later`);
    labels[i] = label;
  }
  const slice = (from: number, to: number): Dataset => ({
    images: grey.slice(from * IMAGE_SIZE, to * IMAGE_SIZE),
    labels: labels.slice(from, to),
    count: to - from,
    height: IMAGE_SIDE,
    width: IMAGE_SIDE,
    classNames: digitNames,
  });
  return { train: slice(0, train), test: slice(train, count) };
}
