/** Small files in layouts that people really have, and what each layout should do. */

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { decodePicture } from "../../../scripts/lab/decodePicture.ts";
import { ownFiles } from "../../../scripts/lab/ownDataFolder.ts";
import { DataError } from "../dataError.ts";
import { noteText } from "./formats/dataNotes.ts";
import { conformedData, type OwnData, type OwnDataChoices, readOwnData } from "./ownData.ts";
import { ownSplit } from "./ownSplit.ts";
import { checkData, describeData } from "./recognisedData.ts";

const folder = process.env.CASES_DIR ?? join(import.meta.dirname, "../../../../shared/cases");
const isThere = existsSync(folder);

const read = async (name: string, choices: OwnDataChoices = {}): Promise<OwnData> =>
  readOwnData(await ownFiles(join(folder, name)), decodePicture, choices);
const refusal = async (name: string): Promise<DataError> => {
  const error = await read(name).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(DataError);
  return error as DataError;
};
const counts = ({ train, test }: OwnData) => [train.count, test?.count ?? null];
const unusedOf = ({ unused }: OwnData) => Object.fromEntries(unused.map(({ path, reason }) => [path, reason.kind]));
const kindsOf = ({ notes }: OwnData) => notes.map(({ kind }) => kind);

/** MNIST's first images, which all cases hold. */
const plain = async () => read("02-dot-names-unpacked");
/** The first labels of MNIST's training and test images. */
const TRAIN_LABELS = [5, 0, 4, 1, 9, 2, 1, 3, 1, 4];
const TEST_LABELS = [7, 2, 1, 0, 4, 1, 4, 9, 5, 9];

/** Compares bytes; vitest's own comparison takes seconds for as many. */
function expectSame(found: Uint8Array | undefined, expected: Uint8Array | undefined): void {
  expect(found?.length).toBe(expected?.length);
  expect(Buffer.compare(found!, expected!)).toBe(0);
}

async function expectMnist(data: OwnData): Promise<void> {
  const { train, test } = await plain();
  expect([data.train.height, data.train.width, data.train.channels]).toEqual([28, 28, 1]);
  expectSame(data.train.bytes, train.bytes);
  expect(data.train.labels).toEqual(train.labels);
  if (!data.test) return;
  expectSame(data.test.bytes, test!.bytes);
  expect(data.test.labels).toEqual(test!.labels);
}

describe.skipIf(!isThere)("layouts of data sets (set CASES_DIR where the files lie elsewhere)", () => {
  it("have a test below for each folder", () => {
    const folders = readdirSync(folder).filter((name) => /^\d/.test(name));
    const names = [
      ...["02-dot-names-unpacked", "03-trailing-newline", "05-kaggle-csv", "06-keras-npz", "10-qmnist"],
      ...["11-emnist-letters", "11b-emnist-digits-transposed", "11c-labels-1-to-10", "12-padded-32"],
      ...["13-idx2-flat", "13b-idx4-channel", "14-html-as-gz", "14b-half-download", "15-only-test-pair"],
      ...["15b-three-of-four", "15f-train-and-valid", "16-little-endian", "21-readme-beside"],
    ];
    expect(folders.sort()).toEqual(names);
  });

  it("02: names with dots, not packed", async () => {
    const data = await plain();
    expect(counts(data)).toEqual([120, 60]);
    expect([...data.train.labels.slice(0, 10)]).toEqual(TRAIN_LABELS);
    expect([...data.test!.labels.slice(0, 10)]).toEqual(TEST_LABELS);
    expect(data.classNames).toEqual(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);
    expect([data.unused, data.notes]).toEqual([[], []]);
    // The first training image of MNIST has 166 lit pixels, the first test image 116.
    expect(data.train.bytes.subarray(0, 784).filter((value) => value > 0)).toHaveLength(166);
    expect(data.test!.bytes.subarray(0, 784).filter((value) => value > 0)).toHaveLength(116);
  });

  it("03: a byte behind the data of each file is reported and not fatal", async () => {
    const data = await read("03-trailing-newline");
    await expectMnist(data);
    expect(counts(data)).toEqual([120, 60]);
    expect(data.notes).toHaveLength(4);
    for (const note of data.notes) expect(note).toMatchObject({ kind: "bytes-behind", bytes: 1 });
    expect(noteText(data.notes[0]!)).toMatch(/train-images-idx3-ubyte has 1 bytes behind its data/);
  });

  it("05: Kaggle's tables, the label first, the test images without labels", async () => {
    const data = await read("05-kaggle-csv");
    const first = await plain();
    const size = data.train.bytes.length;
    expect(size % 784).toBe(0);
    expect(data.train.count).toBeGreaterThanOrEqual(50);
    expectSame(data.train.bytes, first.train.bytes.subarray(0, size));
    expect(data.train.labels).toEqual(first.train.labels.subarray(0, data.train.count));
    expect(data.test).toBeNull();
    expect(unusedOf(data)).toEqual({ "test.csv": "no-labels" });
    expect(data.notes).toContainEqual({ kind: "label-column", path: "train.csv", column: 0, isNamed: true });
    const split = ownSplit(data);
    expect(split.train.count + split.test.count).toBe(data.train.count);
  });

  it("06: Keras' mnist.npz", async () => {
    const data = await read("06-keras-npz");
    await expectMnist(data);
    expect(counts(data)).toEqual([120, 60]);
    expect(data.roles.map(({ path, role, part }) => `${path} ${role} ${part}`).sort()).toEqual([
      "mnist.npz/x_test.npy images test",
      "mnist.npz/x_train.npy images train",
      "mnist.npz/y_test.npy labels test",
      "mnist.npz/y_train.npy labels train",
    ]);
  });

  it("10: QMNIST's labels of rank 2 and 32 bits, of which the first column counts", async () => {
    const data = await read("10-qmnist");
    await expectMnist(data);
    expect(counts(data)).toEqual([120, 60]);
    expect(kindsOf(data)).toEqual(["first-column"]);
  });

  it("11: EMNIST's letters, 26 classes from 1, with their names", async () => {
    const data = await read("11-emnist-letters");
    expect(counts(data)).toEqual([120, 60]);
    expect(data.classNames.join("")).toBe("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    expect([...data.train.labels.slice(0, 4)]).toEqual([22, 6, 15, 14]);
    expect(kindsOf(data)).toEqual(["labels-from-1", "lies-on-its-side"]);
  });

  it("11b: EMNIST's digits lie on their side, and stand upright when they are turned", async () => {
    const data = await read("11b-emnist-digits-transposed");
    const upright = await plain();
    expect(kindsOf(data)).toEqual(["lies-on-its-side"]);
    expect(Buffer.compare(data.train.bytes, upright.train.bytes)).not.toBe(0);
    const turned = conformedData(data, { turned: true });
    expect(kindsOf(turned)).toEqual([]);
    expectSame(turned.train.bytes, upright.train.bytes);
    expectSame(turned.test!.bytes, upright.test!.bytes);
    expect(turned.train.labels).toEqual(upright.train.labels);
  });

  it("11c: labels from 1 to 10 are ten classes with these names", async () => {
    const data = await read("11c-labels-1-to-10");
    await expectMnist(data);
    expect(data.classNames).toEqual(["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]);
    expect(kindsOf(data)).toEqual(["labels-from-1"]);
  });

  it("12: images of 32x32 are taken, or cropped to the 28x28 inside them", async () => {
    const data = await read("12-padded-32");
    expect([data.train.height, data.train.width, data.train.channels]).toEqual([32, 32, 1]);
    expect(checkData(data).filter(({ isFatal }) => isFatal)).toEqual([]);
    await expectMnist(conformedData(data, { side: 28, cropped: true }));
    const scaled = conformedData(data, { side: 28 });
    expect([scaled.train.height, scaled.train.width, scaled.train.bytes.length]).toEqual([28, 28, 120 * 784]);
  });

  it.each(["13-idx2-flat", "13b-idx4-channel"])("%s: images of rank 2 and 4", async (name) => {
    const data = await read(name);
    await expectMnist(data);
    expect(counts(data)).toEqual([120, null]);
  });

  it("14: a web page saved as .gz is called one", async () => {
    const { fault, message } = await refusal("14-html-as-gz");
    expect(fault).toBe("web-page");
    expect(message).toMatch(/train-images-idx3-ubyte\.gz is a web page, not data: .*fetch it again/);
  });

  it("14b: half a download is called so", async () => {
    const { fault, message } = await refusal("14b-half-download");
    expect(fault).toBe("not-gzip");
    expect(message).toMatch(/train-images-idx3-ubyte\.gz .*damaged or only half there; fetch it again/);
  });

  it("15: a test pair alone is trained on, and some of it held out", async () => {
    const data = await read("15-only-test-pair");
    const { test } = await plain();
    expect(counts(data)).toEqual([60, null]);
    expectSame(data.train.bytes, test!.bytes);
    expect(kindsOf(data)).toEqual(["test-as-training"]);
    const split = ownSplit(data);
    expect(split.train.count + split.test.count).toBe(60);
    expect(split.test.count).toBeGreaterThan(3);
    const { heldOut, train, test: judged } = await describeData(data);
    expect([heldOut, train, judged]).toEqual([split.test.count, split.train.count, split.test.count]);
  });

  it("15b: three of four files: the test images without labels are named as unused", async () => {
    const data = await read("15b-three-of-four");
    await expectMnist(data);
    expect(counts(data)).toEqual([120, null]);
    expect(unusedOf(data)).toEqual({ "t10k-images-idx3-ubyte": "no-labels" });
  });

  it("15f: images for validation are named as unused, and are test images if asked for", async () => {
    const data = await read("15f-train-and-valid");
    await expectMnist(data);
    expect(counts(data)).toEqual([120, null]);
    expect(unusedOf(data)).toEqual({
      "valid-images-idx3-ubyte.gz": "validation",
      "valid-labels-idx1-ubyte.gz": "validation",
    });
    const judged = await read("15f-train-and-valid", { validationAsTest: true });
    await expectMnist(judged);
    expect([counts(judged), judged.unused, kindsOf(judged)]).toEqual([[120, 60], [], ["validation-as-test"]]);
  });

  it("16: little-endian headers are called so", async () => {
    const { fault, message } = await refusal("16-little-endian");
    expect(fault).toBe("little-endian");
    expect(message).toMatch(/train-images-idx3-ubyte .*little-endian.*big-endian/);
  });

  it("21: a README beside good files is ignored and named", async () => {
    const data = await read("21-readme-beside");
    await expectMnist(data);
    expect(counts(data)).toEqual([120, 60]);
    expect(unusedOf(data)).toEqual({ "README.txt": "not-data" });
  });

  it("are read in part on request", async () => {
    for (const name of ["02-dot-names-unpacked", "05-kaggle-csv", "06-keras-npz", "10-qmnist"]) {
      const data = await read(name, { first: 20 });
      const { train } = await plain();
      expect(data.train.count).toBe(20);
      expectSame(data.train.bytes, train.bytes.subarray(0, 20 * 784));
      expect(data.train.labels).toEqual(train.labels.subarray(0, 20));
      expect(kindsOf(data)).toContain("read-in-part");
    }
  });

  it("are described in plain values with a checksum of their content", async () => {
    const described = await describeData(await plain());
    expect(described).toMatchObject({ height: 28, width: 28, channels: 1, train: 120, test: 60, heldOut: 0 });
    expect(described.first.bytes).toHaveLength(20 * 784);
    expect(described.first.labels.slice(0, 10)).toEqual(TRAIN_LABELS);
    expect(described.classes.reduce((sum, { train }) => sum + train, 0)).toBe(120);
    expect(described.problems).toEqual([{ kind: "class-untested", name: "8", isFatal: false }]);
    const same = await Promise.all(["06-keras-npz", "10-qmnist", "21-readme-beside"].map((name) => read(name)));
    for (const data of same) expect((await describeData(data)).sha256).toBe(described.sha256);
    expect((await describeData(await read("11-emnist-letters"))).sha256).not.toBe(described.sha256);
    expect(JSON.parse(JSON.stringify(described.classes))).toEqual(described.classes);
  });
});
