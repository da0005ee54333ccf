import { describe, expect, it } from "vitest";
import { decodePicture } from "../../../../scripts/lab/decodePicture.ts";
import type { FilesDescription, Preparation } from "../../../domain/experiment.ts";
import * as made from "../../../testing/ownData/builtFiles.ts";
import { readFiles } from "../../dataSources.ts";
import { openPreparedFiles } from "./preparedFiles.ts";

type Files = Readonly<Record<string, Uint8Array>>;

const train = made.madeImages(21, 18, [12, 10, 3]);
const test = made.madeImages(22, 6, [12, 10, 3]);
const idx: Files = {
  "shapes/train-images": made.idxImages(train),
  "shapes/train-labels": made.idxLabels(train),
  "shapes/test-images": made.idxImages(test),
  "shapes/test-labels": made.idxLabels(test),
};
const opened = (files: Files) => {
  const read: string[] = [];
  let pictures = 0;
  const prepared = openPreparedFiles(
    Object.entries(files).map(([path, bytes]) => made.ownFile(path, bytes)),
    decodePicture,
    {
      onFile: (path) => read.push(path),
      onPicture: () => {
        pictures++;
      },
    },
  );
  return { prepared, read, pictures: () => pictures };
};
const prepare = (files: Files, prepared: Preparation, names: readonly string[] | null = null) =>
  opened(files).prepared.prepare({ prepared, names });

describe("files that are prepared", () => {
  it("are taken as IDX files with the same images, labels and names", async () => {
    const { prepared } = opened(idx);
    const { files } = await prepared.prepare({ prepared: {}, names: ["ash", "elm", "oak"] });
    expect(files).toMatchObject({
      ...{ train: 18, test: 6, size: [12, 10], channels: 3, classNames: ["ash", "elm", "oak"], name: "shapes" },
    });
    expect(files).not.toHaveProperty("prepared");
    const { trainImages, trainLabels, testImages, testLabels } = prepared.take();
    const split = await readFiles(
      { images: trainImages, labels: trainLabels },
      { images: testImages, labels: testLabels },
      files!.classNames,
    );
    expect(split.train).toMatchObject({ count: 18, height: 12, width: 10, channels: 3 });
    expect([...split.train.images]).toEqual([...train.bytes]);
    expect([...split.test.images]).toEqual([...test.bytes]);
    expect([...split.test.labels]).toEqual([...test.labels]);
  });

  it("are read once, however often their images are changed, and again for other numbers of them", async () => {
    const { prepared, read } = opened(idx);
    const described = await prepared.prepare({ prepared: { turned: true, grey: true, inverted: true }, names: null });
    expect(described.description).toMatchObject({ height: 10, width: 12, channels: 1 });
    expect(described.asRead).toEqual({ height: 12, width: 10, channels: 3 });
    await prepared.prepare({ prepared: { side: 8, cropped: true }, names: null });
    expect(read).toHaveLength(4);
    const { description } = await prepared.prepare({ prepared: { first: 9 }, names: null });
    expect(read).toHaveLength(8);
    expect(description).toMatchObject({ train: 9 });
  });

  it("of pictures of several sizes are decoded again for another size, and not for a turn", async () => {
    const small = made.madeImages(23, 8, [20, 20, 1], 2);
    const large = made.madeImages(24, 8, [40, 40, 1], 2);
    const pictures = {
      ...made.pictureFolders(small, ["cat", "dog"]),
      ...made.pictureFolders(large, ["cow", "hen"]),
    };
    const one = opened(pictures);
    expect((await one.prepared.prepare({ prepared: {}, names: null })).description).toMatchObject({ width: 32 });
    await one.prepared.prepare({ prepared: { turned: true }, names: null });
    expect(one.pictures()).toBe(16);
    const { description } = await one.prepared.prepare({ prepared: { side: 16 }, names: null });
    expect(description).toMatchObject({ width: 16, height: 16 });
    expect(one.pictures()).toBe(32);
  });

  it("hold training images out in place of their test images on request, and name the files that are set aside", async () => {
    const { description, hasTest } = await prepare(idx, { test: "held-out" });
    expect(description).toMatchObject({ train: 15, test: 3, heldOut: 3 });
    expect(hasTest).toBe(true);
    expect(description.unused).toEqual(
      ["images", "labels"].map((part) => ({ path: `shapes/test-${part}`, reason: { kind: "held-out-instead" } })),
    );
  });

  it("take the images for validation as test images on request", async () => {
    const withValidation = {
      "train-images": made.idxImages(train),
      "train-labels": made.idxLabels(train),
      "valid-images": made.idxImages(test),
      "valid-labels": made.idxLabels(test),
    };
    const plain = await prepare(withValidation, {});
    expect(plain).toMatchObject({ hasValidation: true, hasTest: false, description: { heldOut: 3 } });
    const asked = await prepare(withValidation, { test: "validation" });
    expect(asked).toMatchObject({ hasValidation: true, hasTest: false, description: { heldOut: 0, test: 6 } });
  });

  it("refuse more or fewer names than classes", async () => {
    await expect(prepare(idx, {}, ["ash"])).rejects.toThrow("1 names for 3 classes");
  });
});

describe("files that an experiment asks for", () => {
  const names = ["ash", "elm", "oak"];
  const preparation: Preparation = { turned: true, side: 16, cropped: true, grey: true, first: 12 };

  it("are recognised with the preparation and the names that its link has", async () => {
    const { files: wanted } = await prepare(idx, preparation, names);
    expect(wanted).toMatchObject({ prepared: preparation });
    const again = await opened(idx).prepared.recognise(wanted);
    expect(again).toMatchObject({ files: wanted, names, prepared: preparation });
  });

  it("are not taken for others, which are described as they are", async () => {
    const { files } = await prepare(idx, preparation, names);
    const others: Files = {
      ...idx,
      "shapes/train-labels": made.idxLabels({ ...train, labels: train.labels.map(() => 1).fill(0, 0, 9) }),
    };
    const wanted = files as FilesDescription;
    const found = await opened(others).prepared.recognise(wanted);
    expect(found.files?.checksum).not.toBe(wanted.checksum);
    expect(found).toMatchObject({ names: null, prepared: {}, description: { width: 10, channels: 3 } });
    const fewer = await opened({
      "a.csv": new TextEncoder().encode(made.csvText(made.madeImages(3, 12))),
    }).prepared.recognise(wanted);
    expect(fewer).toMatchObject({ names: null, prepared: {} });
  });
});
