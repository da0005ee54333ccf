import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultExperiment } from "../domain/defaultExperiment.ts";
import { gatherImages } from "../tensor/imageBatch.ts";
import { colouredShapes } from "../testing/colouredShapes.ts";
import { batchIndices, batchOf, oneHot } from "./batches.ts";
import { drawDigits, drawDigitsAt } from "./builtInDigits.ts";
import { readFiles, readMnist } from "./dataSources.ts";
import { centreDrawing } from "./drawnDigit.ts";
import { readIdxPair } from "./idxFiles.ts";
import { drawTransferSet, holdOut, subset } from "./transferSet.ts";

const digits = drawDigits(7, 400, "train");

describe("the built-in digits", () => {
  it("are the first part of every larger set of the same seed", () => {
    const more = drawDigits(7, 500, "train");
    expect(more.images.slice(0, digits.images.length)).toEqual(digits.images);
    expect(more.labels.slice(0, 400)).toEqual(digits.labels);
  });

  it("are drawn one by one as in the whole set", () => {
    const { images, labels } = drawDigitsAt(7, [399, 12], "train");
    expect(images.slice(0, 784)).toEqual(digits.images.slice(399 * 784));
    expect([...labels]).toEqual([digits.labels[399], digits.labels[12]]);
  });

  it("differ from each other, from the other role and from other seeds", () => {
    const looks = new Set(Array.from({ length: 400 }, (_, i) => digits.images.slice(i * 784, (i + 1) * 784).join()));
    expect(looks.size).toBe(400);
    expect(drawDigits(7, 10, "test").images).not.toEqual(digits.images.slice(0, 7840));
    expect(drawDigits(8, 10, "train").images).not.toEqual(digits.images.slice(0, 7840));
  });

  it("have their centre of mass in the middle, as MNIST's have", () => {
    for (let i = 0; i < 400; i++) {
      let [mass, x, y] = [0, 0, 0];
      for (let k = 0; k < 784; k++) {
        const grey = digits.images[i * 784 + k]!;
        mass += grey;
        x += grey * ((k % 28) + 0.5);
        y += grey * (Math.floor(k / 28) + 0.5);
      }
      expect(Math.abs(x / mass - 14)).toBeLessThan(0.75);
      expect(Math.abs(y / mass - 14)).toBeLessThan(0.75);
    }
  });

  it("are about as often one class as another", () => {
    const counts = Array.from({ length: 10 }, (_, c) => digits.labels.filter((label) => label === c).length);
    for (const count of counts) expect(Math.abs(count - 40)).toBeLessThan(25);
  });
});

describe("batches", () => {
  it("contain every image once an epoch, for any batch size", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 17 }),
        fc.integer(),
        (count, size, seed) => {
          const batches = Array.from({ length: count }, (_, step) => [...batchIndices(seed, step, size, count)]).flat();
          for (let epoch = 0; epoch < size; epoch++) {
            const seen = new Set(batches.slice(epoch * count, (epoch + 1) * count));
            expect(seen.size).toBe(count);
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it("do not depend on the batches before them", () => {
    const later = batchIndices(3, 50, 16, 100);
    for (let step = 0; step < 60; step++) batchIndices(4, step, 16, 100);
    expect(batchIndices(3, 50, 16, 100)).toEqual(later);
  });

  it("have an image's values unchanged without jitter, and shifted by whole pixels with it", () => {
    const indices = Int32Array.of(5);
    const still = gatherImages(batchOf(digits, indices, { jitter: 0, key: 1 }));
    expect(still).toEqual(Float32Array.from(digits.images.subarray(5 * 784, 6 * 784), (grey) => grey / 255));
    const shifts = new Set<string>();
    for (let key = 0; key < 200; key++) {
      const moved = gatherImages(batchOf(digits, indices, { jitter: 2, key }));
      const [dx, dy] = [-2, -1, 0, 1, 2]
        .flatMap((x) => [-2, -1, 0, 1, 2].map((y) => [x, y] as const))
        .find(([x, y]) =>
          moved.every((value, k) => {
            const [fromX, fromY] = [(k % 28) - x, Math.floor(k / 28) - y];
            const inside = fromX >= 0 && fromY >= 0 && fromX < 28 && fromY < 28;
            return value === (inside ? still[fromY * 28 + fromX] : 0);
          }),
        )!;
      shifts.add(`${dx} ${dy}`);
    }
    expect(shifts.size).toBe(25);
  });

  it("of images in colour are shifted as their three channels apart are", () => {
    const set = colouredShapes({ height: 12, width: 10, channels: 3 }, 5, 7, "train");
    const indices = Int32Array.of(3, 0);
    for (let key = 0; key < 50; key++) {
      const shift = { jitter: 3, key };
      const all = gatherImages(batchOf(set, indices, shift));
      for (const channel of [0, 1, 2]) {
        const images = set.images.filter((_, i) => i % 3 === channel);
        const alone = gatherImages(batchOf({ ...set, channels: 1, images }, indices, shift));
        expect(all.filter((_, i) => i % 3 === channel)).toEqual(alone);
      }
    }
  });

  it("are the same in an array that contained another batch, and refuse one of another length", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4 }), fc.integer(), (jitter, key) => {
        const places = Int32Array.of(3, 399, 3);
        const used = new Float32Array(3 * 784).fill(0.5);
        expect(gatherImages(batchOf(digits, places, { jitter, key }), used)).toBe(used);
        expect(used).toEqual(gatherImages(batchOf(digits, places, { jitter, key })));
      }),
      { numRuns: 30 },
    );
    const short = new Float32Array(784);
    expect(() => gatherImages(batchOf(digits, Int32Array.of(1, 2), { jitter: 0, key: 1 }), short)).toThrow(
      /1568 values, not 784/,
    );
  });

  it("have one-hot labels, or none", () => {
    const rows = oneHot(Uint8Array.of(2, 0), Int32Array.of(0, 1), 3, true);
    expect([...rows]).toEqual([0, 0, 1, 1, 0, 0]);
    expect([...oneHot(Uint8Array.of(2, 0), Int32Array.of(0, 1), 3, false)]).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

describe("a transfer set", () => {
  const spec = { ...defaultExperiment.transferSet, size: 100 };
  it("has classes of equal size, and none that is dropped", () => {
    const set = drawTransferSet(digits, { ...spec, omitClasses: [3, 5] }, 1);
    const counts = Array.from({ length: 10 }, (_, c) => set.labels.filter((label) => label === c).length);
    expect(set.count).toBe(100);
    expect([counts[3], counts[5]]).toEqual([0, 0]);
    for (const c of [0, 1, 2, 4, 6, 7, 8, 9]) expect(counts[c]).toBeGreaterThanOrEqual(12);
  });

  it("is refused when every class is dropped", () => {
    const all = Array.from({ length: 10 }, (_, c) => c);
    expect(() => drawTransferSet(digits, { ...spec, omitClasses: all }, 1)).toThrow(/keep at least one/);
  });

  it("of noise has one pixel in five that is not 0, in the middle of the image as elsewhere", () => {
    const noise = drawTransferSet(digits, { ...spec, source: "noise" }, 1);
    const nonZero = noise.images.filter((grey) => grey > 0);
    expect(nonZero.length / noise.images.length).toBeCloseTo(0.2, 2);
    expect(nonZero.reduce((a, b) => a + b, 0) / nonZero.length).toBeCloseTo(128, -1);
    // Digits have most of their ink in the middle of the image.
    const inMiddle = noise.images.filter((_, i) => Math.floor((i % 784) / 28) >= 10 && Math.floor((i % 784) / 28) < 18);
    expect(inMiddle.filter((grey) => grey > 0).length / inMiddle.length).toBeCloseTo(0.2, 2);
  });

  it("of the same seed is the same", () => {
    expect(drawTransferSet(digits, spec, 4)).toEqual(drawTransferSet(digits, spec, 4));
    expect(subset(digits, 50, 4).labels).toEqual(subset(digits, 50, 4).labels);
  });
});

describe("held-out images", () => {
  const split = { train: digits, test: drawDigits(7, 30, "test") };
  it("are the last training images, and the others are left to train on", () => {
    const { train, test } = holdOut(split, 150);
    expect([train.count, test.count]).toEqual([250, 150]);
    expect([...train.labels, ...test.labels]).toEqual([...digits.labels]);
    expect(Buffer.concat([train.images, test.images]).equals(digits.images)).toBe(true);
  });

  it("are refused where they leave nothing to train on", () => {
    expect(() => holdOut(split, 400)).toThrow("data.heldOut is 400, but the data set has 400 training images");
  });
});

function idx(dimensions: readonly number[], body: Uint8Array, magic = 0x800 + dimensions.length): Blob {
  const header = new DataView(new ArrayBuffer(4 + 4 * dimensions.length));
  header.setUint32(0, magic);
  for (const [i, size] of dimensions.entries()) header.setUint32(4 + 4 * i, size);
  return new Blob([header, new Uint8Array(body)]);
}

describe("IDX files", () => {
  const images = idx([2, 28, 28], new Uint8Array(2 * 784).fill(9));
  const labels = idx([2], Uint8Array.of(3, 4));
  const faults: Readonly<Record<string, readonly [Blob, Blob, RegExp]>> = {
    "swapped files": [labels, images, /swap the two files/],
    "something else": [new Blob(["hello there"]), labels, /begins with 0x68656c6c/],
    "a cut file": [images.slice(0, 1000), labels, /promises 2 x 28 x 28 = 1568 bytes but holds 984/],
    "a header larger than the file": [idx([4_000_000_000, 28, 28], new Uint8Array(10)), labels, /promises 4000000000/],
    "another size": [idx([2, 6, 20], new Uint8Array(240)), labels, /are 20x6; sides from 8 to 64 are read; scale them/],
    "other counts": [images, idx([3], Uint8Array.of(1, 2, 3)), /2 training images but 3 labels; choose the labels/],
    "an impossible label": [
      images,
      idx([2], Uint8Array.of(3, 100)),
      /label 1 of the training labels is 100; 100 classes allow 0 to 99; number/,
    ],
    "two channels": [idx([2, 8, 8, 2], new Uint8Array(256)), labels, /have 2 channels; 1 \(grey\) or 3/],
    "a cut header": [images.slice(0, 9), labels, /9 bytes, fewer than its header of 16; fetch it again/],
    "no image": [idx([0, 28, 28], new Uint8Array()), idx([0], new Uint8Array()), /hold no image; choose files/],
    "damaged gzip": [new Blob([Uint8Array.of(0x1f, 0x8b, 8, 0, 1, 2, 3)]), labels, /damaged/],
  };

  it.each(Object.keys(faults))("with %s are refused with what is wrong", async (name) => {
    const [first, second, message] = faults[name]!;
    await expect(readIdxPair({ images: first, labels: second }, "training")).rejects.toThrow(message);
  });

  it("are read gzipped or not", async () => {
    const packed = new Blob([
      new Uint8Array(gzipSync((await images.bytes?.()) ?? new Uint8Array(await images.arrayBuffer()))),
    ]);
    const [raw, zipped] = [
      await readIdxPair({ images, labels }, "a"),
      await readIdxPair({ images: packed, labels }, "a"),
    ];
    expect(zipped).toEqual(raw);
    expect([...raw.labels]).toEqual([3, 4]);
  });

  it("of any size, grey or in colour, are read, with as many classes as have names or numbers", async () => {
    const colours = Uint8Array.from({ length: 2 * 9 * 12 * 3 }, (_, i) => i % 251);
    const pair = { images: idx([2, 9, 12, 3], colours), labels: idx([2], Uint8Array.of(25, 0)) };
    const set = await readIdxPair(pair, "a");
    expect(set).toMatchObject({ count: 2, height: 9, width: 12, channels: 3 });
    expect(set.images).toEqual(colours);
    expect(set.classNames).toEqual(Array.from({ length: 26 }, (_, label) => `${label}`));
    await expect(readIdxPair(pair, "a", ["cat", "dog"])).rejects.toThrow(
      "label 0 of the a labels is 25; 2 classes allow",
    );
    const grey = { images: idx([1, 64, 8], new Uint8Array(512)), labels: idx([1], Uint8Array.of(1)) };
    expect(await readIdxPair(grey, "a", ["cat", "dog"])).toMatchObject({ height: 64, width: 8, channels: 1 });
    expect((await readIdxPair(grey, "a")).classNames.length).toBe(10);
  });

  it("are not unpacked beyond the limit", async () => {
    const bomb = new Blob([new Uint8Array(gzipSync(new Uint8Array(120 * 2 ** 20)))]);
    await expect(readIdxPair({ images: bomb, labels }, "training")).rejects.toThrow(/unpacks to more than 96 MB/);
  });

  it("without a test pair hold out every sixth image", async () => {
    const pair = { images: idx([12, 28, 28], new Uint8Array(12 * 784)), labels: idx([12], new Uint8Array(12)) };
    const split = await readFiles(pair, null);
    expect([split.train.count, split.test.count]).toEqual([10, 2]);
  });
});

const folder = process.env.MNIST_DIR ?? join(import.meta.dirname, "../../../shared/mnist");

describe.skipIf(!existsSync(folder))("MNIST's own files (set MNIST_DIR where they lie elsewhere)", () => {
  it("have 60,000 and 10,000 images with the class counts that are published", async () => {
    const split = await readMnist(async (name) => new Blob([new Uint8Array(await readFile(join(folder, name)))]));
    expect([split.train.count, split.test.count]).toEqual([60_000, 10_000]);
    const counts = Array.from({ length: 10 }, (_, c) => split.test.labels.filter((label) => label === c).length);
    expect(counts).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
  });
});

describe("a drawing", () => {
  it("is fitted into 20x20 and centred by its mass, for any place and size of the drawing", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 20, max: 60 }),
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 0, max: 60 }),
        (size, x, y) => {
          const grey = new Float32Array(140 * 140);
          for (let r = 0; r < size; r++) for (let c = 0; c < size / 2; c++) grey[(y + r) * 140 + x + c] = 1;
          const image = centreDrawing(grey, 140, 140);
          const rows = Array.from({ length: 28 }, (_, r) =>
            image.slice(r * 28, (r + 1) * 28).some((value) => value > 60),
          );
          expect(Math.abs(rows.filter(Boolean).length - 20)).toBeLessThanOrEqual(1);
          const mass = image.reduce((a, b) => a + b, 0);
          const middle = image.reduce((sum, value, k) => sum + value * ((k % 28) + 0.5), 0) / mass;
          expect(Math.abs(middle - 14)).toBeLessThan(0.75);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("of nothing is an empty image", () => {
    expect(centreDrawing(new Float32Array(100), 10, 10).every((grey) => grey === 0)).toBe(true);
  });

  it("has the same part of the side in images of another size", () => {
    const grey = Float32Array.from({ length: 100 * 100 }, (_, i) => (i % 100 < 60 && i < 6000 ? 1 : 0));
    for (const side of [8, 16, 28, 64]) {
      const image = centreDrawing(grey, 100, 100, side);
      expect(image.length).toBe(side * side);
      const columns = new Set([...image.keys()].filter((i) => image[i]! > 0).map((i) => i % side));
      expect(columns.size).toBe(Math.round((20 * side) / 28));
      expect(Math.abs(Math.min(...columns) + Math.max(...columns) + 1 - side)).toBeLessThanOrEqual(1);
    }
  });
});
