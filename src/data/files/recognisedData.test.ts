/** The description of a data set for a sheet, and which images are held out. */

import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { FilesSchema } from "../../domain/experiment.ts";
import * as made from "../../testing/ownData/builtFiles.ts";
import { conformedData, type OwnData, readOwnData } from "./ownData.ts";
import { heldOutIndices, ownSplit } from "./ownSplit.ts";
import { checkData, describeData, filesOf } from "./recognisedData.ts";

const noPictures = () => Promise.reject(new Error("no picture"));
const read = (images: made.MadeImages): Promise<OwnData> =>
  readOwnData(
    [made.ownFile("images.npy", made.npyImages(images)), made.ownFile("labels.npy", made.npyLabels(images))],
    noPictures,
  );

describe("images that are held out", () => {
  it("are the last of every six of a class, and each image is in one part alone", async () => {
    const images = made.madeImages(31, 40);
    const split = ownSplit(await read(images));
    expect([split.train.count, split.test.count]).toEqual([34, 6]);
    expect([0, 1, 2].map((label) => split.test.labels.filter((one) => one === label).length)).toEqual([2, 2, 2]);
    const looks = [split.train, split.test].flatMap(({ images: bytes, count }) =>
      Array.from({ length: count }, (_, i) => bytes.slice(64 * i, 64 * i + 64).join()),
    );
    expect(new Set(looks).size).toBe(40);
  });

  it("are one of each class where no class has six, and none where each has one", () => {
    expect(heldOutIndices(Uint8Array.of(0, 1, 0, 2, 1))).toEqual([2, 4]);
    expect(heldOutIndices(Uint8Array.of(0, 1, 2))).toEqual([]);
  });
});

describe("the description of a data set", () => {
  it("counts its classes, and what an experiment keeps of it is valid", async () => {
    const described = await describeData(await read(made.madeImages(32, 40, [9, 12, 3], 4)));
    expect(described).toMatchObject({
      height: 9,
      width: 12,
      channels: 3,
      train: 36,
      test: 4,
      heldOut: 4,
      problems: [],
    });
    expect(described.classes).toEqual(["0", "1", "2", "3"].map((name) => ({ name, train: 9, test: 1 })));
    expect(described.first.labels).toHaveLength(20);
    const files = filesOf(described);
    expect(v.parse(FilesSchema, files)).toEqual(files);
    expect(files).toMatchObject({ size: [9, 12], channels: 3, train: 36, test: 4 });
  });

  it("has a checksum that changes with one pixel, one label and one name", async () => {
    const data = await read(made.madeImages(33, 12));
    const sum = async (changed: OwnData) => (await describeData(changed)).sha256;
    const bytes = data.train.bytes.slice();
    bytes[100] = bytes[100]! ^ 1;
    const labels = data.train.labels.slice();
    labels[3] = 1;
    const others = [
      { ...data, train: { ...data.train, bytes } },
      { ...data, train: { ...data.train, labels } },
      { ...data, classNames: ["0", "1", "two"] },
      conformedData(data, { turned: true }),
    ];
    const sums = await Promise.all([data, data, ...others].map(sum));
    expect(sums[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(sums[1]).toBe(sums[0]);
    expect(new Set(sums).size).toBe(5);
  });

  it("names sizes that networks do not read, too few images, and images that are all alike", async () => {
    const large = await read(made.madeImages(34, 12, [70, 70, 1]));
    expect(checkData(large)).toEqual([{ kind: "size", height: 70, width: 70, isFatal: true }]);
    expect(filesOf(await describeData(large))).toBeNull();
    expect(checkData(conformedData(large, { side: 64 }))).toEqual([]);
    const few = await read(made.madeImages(35, 3));
    expect(checkData(few)[0]).toEqual({ kind: "too-few", count: 3, isFatal: true });
    expect(() => ownSplit(few)).toThrow(/there are 3 images, one a class/);
    const alike = { ...few, train: { ...few.train, bytes: new Uint8Array(192).fill(9) } };
    expect(checkData(alike)).toContainEqual({ kind: "all-alike", isFatal: false });
  });
});
