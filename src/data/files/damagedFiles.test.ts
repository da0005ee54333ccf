/**
 * Damaged files of each format give a clear error or the data that are in them. FUZZ_RUNS sets how many of each format;
 * the whole is FUZZ_RUNS=5000.
 */

import { describe, expect, it } from "vitest";
import { decodePicture } from "../../../scripts/lab/decodePicture.ts";
import * as made from "../../testing/ownData/builtFiles.ts";
import { damaged, drawsOf } from "../../testing/ownData/seededNumbers.ts";
import { DataError } from "../dataError.ts";
import { type OwnData, readOwnData } from "./ownData.ts";

const RUNS = Number(process.env.FUZZ_RUNS ?? 300);
/** A file that takes longer hangs. They take some milliseconds, on a busy machine some hundred. */
const LONGEST_MS = 20_000;

type Files = Readonly<Record<string, Uint8Array>>;

const train = made.madeImages(1, 12);
const test = made.madeImages(2, 6);
const coloured = made.madeImages(3, 3, [32, 32, 3]);
const idx: Files = {
  "train-images-idx3-ubyte": made.idxImages(train),
  "train-labels-idx1-ubyte": made.idxLabels(train),
  "t10k-images-idx3-ubyte": made.idxImages(test),
  "t10k-labels-idx1-ubyte": made.idxLabels(test),
};
const arrays: Files = {
  "x_train.npy": made.npyImages(train),
  "y_train.npy": made.npyLabels(train),
  "x_test.npy": made.npyImages(test),
  "y_test.npy": made.npyLabels(test),
};
const names = ["cat", "dog", "owl"];
/** Fewer images for pictures, each of which is a file. */
const drawn = made.madeImages(1, 6);
const pngs = made.pictureFolders(drawn, names);
const text = (content: string) => new TextEncoder().encode(content);

/** Which images are in files, by a reading of the test's own; null where it makes no statement. */
interface ReferencePart {
  readonly bytes: Uint8Array;
  readonly labels: Uint8Array;
  /** absent: the labels' numbers */
  readonly names?: readonly string[];
}
type Reference = (files: Files) => readonly ReferencePart[] | null;

const parts = [train, test].map(({ bytes, labels }) => ({ bytes, labels }));

/** Formats with checksums: whatever is read is what was written. */
const asWritten: Reference = () => parts;

const idxReference: Reference = (files) =>
  ["train", "t10k"].map((part) => {
    const of = (kind: string) =>
      Buffer.from(files[Object.keys(files).find((name) => name.includes(`${part}-${kind}`))!]!);
    const [images, labels] = [of("images"), of("labels")];
    const bodyOf = (file: Buffer) => {
      const rank = file[3]!;
      const size = Array.from({ length: rank }, (_, axis) => file.readUInt32BE(4 + 4 * axis)).reduce(
        (a, b) => a * b,
        1,
      );
      return file.subarray(4 + 4 * rank, 4 + 4 * rank + size);
    };
    return { bytes: bodyOf(images), labels: bodyOf(labels) };
  });

const npyReference: Reference = (files) => {
  const bodyOf = (name: string) => {
    const file = Buffer.from(files[name]!);
    if (file.length < 20) return null;
    const begin = 10 + file.readUInt16LE(8);
    const header = file.toString("latin1", 10, begin);
    const isPlain = header.includes("'|u1'") && header.includes("'fortran_order': False") && file[6]! <= 1;
    if (!isPlain) return null;
    const size = /\(([\d, ]+)\)/
      .exec(header)![1]!
      .split(",")
      .filter((one) => one.trim() !== "");
    return file.subarray(begin, begin + size.map(Number).reduce((a, b) => a * b, 1));
  };
  const found = ["train", "test"].map((part) => ({ bytes: bodyOf(`x_${part}.npy`), labels: bodyOf(`y_${part}.npy`) }));
  const known = found.flatMap(({ bytes, labels }) => (bytes && labels ? [{ bytes, labels }] : []));
  return known.length === found.length ? known : null;
};

const csvReference: Reference = (files) => {
  const found = ["train.csv", "test.csv"].map((name) => {
    const content = new TextDecoder().decode(files[name]!);
    // Quotation marks, other separators and line ends are the library's own matter.
    if (/["\r\t;|]/.test(content) || /\n[^\n]* /.test(content)) return null;
    const rows = content.split("\n").filter((line) => line.trim() !== "");
    const cells = rows.slice(1).map((line) => line.split(",").map(Number));
    return {
      bytes: Uint8Array.from(cells.flatMap((row) => row.slice(1)).map(Math.round)),
      labels: Uint8Array.from(cells.map(([label]) => label!)),
    };
  });
  const known = found.filter((part) => part !== null);
  return known.length === found.length ? known : null;
};

const cifarReference: Reference = (files) =>
  ["data_batch_1.bin", "test_batch.bin"].map((name) => {
    const file = files[name]!;
    const count = file.length / 3073;
    const at = (i: number) => {
      const [image, pixel] = [Math.floor(i / 3072), i % 3072];
      return file[image * 3073 + 1 + (pixel % 3) * 1024 + Math.floor(pixel / 3)]!;
    };
    return {
      bytes: Uint8Array.from({ length: count * 3072 }, (_, i) => at(i)),
      labels: Uint8Array.from({ length: count }, (_, i) => file[i * 3073]!),
      names: ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"],
    };
  });

const formats: Readonly<Record<string, { readonly files: Files; readonly reference: Reference }>> = {
  IDX: { files: idx, reference: idxReference },
  "gzipped IDX": {
    files: Object.fromEntries(Object.entries(idx).map(([name, bytes]) => [`${name}.gz`, made.packed(bytes)])),
    reference: asWritten,
  },
  npy: { files: arrays, reference: npyReference },
  npz: { files: { "set.npz": made.zipBytes(arrays) }, reference: asWritten },
  tables: {
    files: { "train.csv": text(made.csvText(train)), "test.csv": text(made.csvText(test)) },
    reference: csvReference,
  },
  "CIFAR's batches": {
    files: { "data_batch_1.bin": made.cifarBytes(coloured), "test_batch.bin": made.cifarBytes(coloured) },
    reference: cifarReference,
  },
  "a zip of IDX files": { files: { "set.zip": made.zipBytes(idx) }, reference: asWritten },
};

const pictures: Readonly<Record<string, { readonly files: Files; readonly isExact: boolean }>> = {
  "folders of PNG": { files: pngs, isExact: true },
  "folders of JPEG": { files: made.pictureFolders(drawn, names, { kind: "jpg" }), isExact: false },
  "a zip of folders of PNG": { files: { "set.zip": made.zipBytes(pngs) }, isExact: true },
};

/** Reads files of which one is damaged. @returns the data, or the error; any other error than a DataError is thrown */
async function readDamaged(files: Files): Promise<OwnData | DataError> {
  const own = Object.entries(files).map(([path, bytes]) => made.ownFile(path, bytes));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hung = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer after ${LONGEST_MS} ms`)), LONGEST_MS);
  });
  try {
    return await Promise.race([readOwnData(own, decodePicture), hung]);
  } catch (error) {
    if (error instanceof DataError) return error;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function damagedSet(files: Files, seed: number): Files {
  const draw = drawsOf(seed);
  const paths = Object.keys(files);
  const path = paths[draw(paths.length)]!;
  return { ...files, [path]: damaged(files[path]!, draw) };
}

/** A clear error names a file and says what to do. */
function expectClear(error: DataError, files: Files): void {
  const mentions = Object.keys(files).some((path) => error.message.includes(path.replace(/\.gz$/, "")));
  expect(mentions || error.message.includes("pictures/"), error.message).toBe(true);
  expect(error.message.length, error.message).toBeGreaterThan(40);
}

const isSame = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;

/** Runs a check for each damaged set, and says with which seed it fails. */
async function eachDamaged(files: Files, check: (result: OwnData | DataError, files: Files) => void) {
  let [errors, read] = [0, 0];
  for (let seed = 1; seed <= RUNS; seed++) {
    const set = damagedSet(files, seed);
    try {
      const result = await readDamaged(set);
      check(result, set);
      if (result instanceof DataError) errors++;
      else read++;
    } catch (error) {
      throw new Error(`with seed ${seed}`, { cause: error });
    }
  }
  if (process.env.FUZZ_RUNS) console.log(`${errors} errors, ${read} read`);
  expect(read).toBeGreaterThan(0);
  return errors;
}

/** What is in the data, apart from images that are named as unused. */
function expectReference(data: OwnData, reference: Reference, files: Files): void {
  const known = reference(files);
  if (!known) return;
  const found = [data.train, ...(data.test ? [data.test] : [])];
  // A file whose name or content no longer says what it is, is named; the rest must be as it is in the files.
  if (found.length < known.length) expect(data.unused.length).toBeGreaterThan(0);
  const scaled = data.notes.some(({ kind }) => kind === "values-scaled");
  for (const part of found) {
    const same = known.filter(({ bytes }) => scaled || isSame(bytes, part.bytes));
    expect(same.length, "images are those in the files").toBeGreaterThan(0);
    const label = (i: number) => data.classNames[part.labels[i]!];
    const isLabelled = same.some(
      ({ labels, names }) =>
        labels.length === part.count &&
        part.labels.every((_, i) => label(i) === (names ? names[labels[i]!] : `${labels[i]}`)),
    );
    expect(isLabelled, "labels are those in the files").toBe(true);
  }
}

describe("damaged files", { timeout: 3_600_000 }, () => {
  it.each(Object.keys(formats))("of %s give a clear error or the data that are in them", async (name) => {
    const { files, reference } = formats[name]!;
    const errors = await eachDamaged(files, (result, set) => {
      if (result instanceof DataError) expectClear(result, set);
      else expectReference(result, reference, set);
    });
    expect(errors).toBeGreaterThan(0);
  });

  it.each(Object.keys(pictures))("in %s are left out and named, and all others are read", async (name) => {
    const { files, isExact } = pictures[name]!;
    const size = drawn.bytes.length / drawn.count;
    const written = Array.from({ length: drawn.count }, (_, i) => drawn.bytes.subarray(i * size, (i + 1) * size));
    await eachDamaged(files, (result, set) => {
      if (result instanceof DataError) return expectClear(result, set);
      const { train: read, test: judged, unused, notes } = result;
      expect(read.count + (judged?.count ?? 0) + unused.length).toBe(drawn.count);
      if (!isExact || notes.some(({ kind }) => kind === "pictures-scaled")) return;
      for (let i = 0; i < read.count; i++) {
        const image = read.bytes.subarray(i * size, (i + 1) * size);
        expect(written.some((one) => isSame(one, image))).toBe(true);
      }
    });
  });
});
