/** Each format, with files made by hand, and what is made of names, ranges and labels. */

import { describe, expect, it } from "vitest";
import { decodePicture } from "../../../scripts/lab/decodePicture.ts";
import * as made from "../../testing/ownData/builtFiles.ts";
import { readClassNames } from "./formats/classNamesFile.ts";
import { READ_LIMITS } from "./formats/readBytes.ts";
import { conformedData, type OwnDataChoices, readOwnData } from "./ownData.ts";

type Files = Readonly<Record<string, Uint8Array>>;

const train = made.madeImages(11, 12);
const test = made.madeImages(12, 6);
const read = (files: Files, choices: OwnDataChoices = {}, limits = READ_LIMITS) =>
  readOwnData(
    Object.entries(files).map(([path, bytes]) => made.ownFile(path, bytes)),
    decodePicture,
    choices,
    limits,
  );
const refusal = (files: Files, choices?: OwnDataChoices, limits?: typeof READ_LIMITS) =>
  read(files, choices, limits).then(
    () => "nothing was refused",
    (error: Error) => `${error.name}: ${error.message}`,
  );
const text = (content: string) => new TextEncoder().encode(content);
const bytesOf = (values: Float32Array | Float64Array | Int16Array | Int32Array | BigInt64Array) =>
  new Uint8Array(values.buffer);
const bigEndian = (values: Float32Array | Float64Array | Int16Array | Int32Array) => {
  const bytes = bytesOf(values).slice();
  const size = values.BYTES_PER_ELEMENT;
  for (let at = 0; at < bytes.length; at += size) bytes.subarray(at, at + size).reverse();
  return bytes;
};

describe("IDX files", () => {
  const shape = [12, 8, 8];
  it.each([
    ["16-bit", 0x0b, bigEndian(Int16Array.from(train.bytes))],
    ["32-bit", 0x0c, bigEndian(Int32Array.from(train.bytes))],
    ["float", 0x0d, bigEndian(Float32Array.from(train.bytes))],
    ["double", 0x0e, bigEndian(Float64Array.from(train.bytes))],
  ])("of %s numbers are read", async (_, type, body) => {
    const data = await read({
      "train-images.idx": made.idxBytes(type, shape, body),
      "train-labels.idx": made.idxLabels(train),
    });
    expect([...data.train.bytes]).toEqual([...train.bytes]);
  });

  it("with values from 0 to 1, or -1 to 1, are brought to 0 to 255", async () => {
    for (const [from, scale] of [
      [0, 255],
      [-1, 127.5],
    ] as const) {
      const body = bigEndian(Float64Array.from(train.bytes, (value) => value / scale + from));
      const data = await read({ images: made.idxBytes(0x0e, shape, body), labels: made.idxLabels(train) });
      expect([...data.train.bytes]).toEqual([...train.bytes]);
      expect(data.notes).toEqual([expect.objectContaining({ kind: "values-scaled", from })]);
    }
  });

  it("named the wrong way round are told apart by their content", async () => {
    const data = await read({ "train-labels": made.idxImages(train), "train-images": made.idxLabels(train) });
    expect([...data.train.labels]).toEqual([...train.labels]);
  });

  it.each([
    [
      "4 GB by its header",
      { images: made.idxBytes(8, [0xffffffff, 28, 28], new Uint8Array(9)) },
      /images promises 4294967295 x 28 x 28 .*holds 9/,
    ],
    ["the wrong byte order throughout", { images: Uint8Array.of(3, 8, 0, 0, 12, 0, 0, 0) }, /images .*little-endian/],
    [
      "other counts",
      { images: made.idxImages(train), labels: made.idxLabels(test) },
      /12 images in images but 6 labels in labels/,
    ],
    [
      "other sizes",
      {
        "train-images": made.idxImages(train),
        "train-labels": made.idxLabels(train),
        "test-images": made.idxImages(made.madeImages(1, 3, [9, 9, 1])),
        "test-labels": made.idxBytes(8, [3], Uint8Array.of(0, 1, 2)),
      },
      /train-images has images of 8x8, but test-images has images of 9x9/,
    ],
    [
      "images alone",
      { "train-images": made.idxImages(train) },
      /train-images: 12 images without labels\. Images and their labels/,
    ],
    [
      "too many classes",
      {
        images: made.idxImages(made.madeImages(1, 120)),
        labels: made.idxBytes(
          8,
          [120],
          Uint8Array.from({ length: 120 }, (_, i) => i),
        ),
      },
      /labels has 120 different labels; at most 100 classes/,
    ],
    [
      "one class",
      { images: made.idxImages(train), labels: made.idxBytes(8, [12], new Uint8Array(12)) },
      /all labels of labels are the same/,
    ],
    [
      "no mark of it",
      { "train-images-idx3-ubyte": text("hello there, no data") },
      /train-images-idx3-ubyte begins with 0x68656c6c, not with the mark of IDX/,
    ],
    [
      "NaN",
      {
        images: made.idxBytes(0x0d, [12, 8, 8], bigEndian(new Float32Array(768).fill(Number.NaN))),
        labels: made.idxLabels(train),
      },
      /value 1 of images is NaN/,
    ],
  ])("with %s are refused by name and value", async (_, files, message) => {
    expect(await refusal(files as Files)).toMatch(message);
  });
});

describe("npy files", () => {
  const labels = { "y.npy": made.npyBytes("<i8", [12], bytesOf(BigInt64Array.from(train.labels, BigInt))) };

  it("in Fortran's order, as floats and with 64-bit labels are read", async () => {
    const columns = Float64Array.from({ length: 768 }, (_, i) => {
      const [image, y, x] = [i % 12, Math.floor(i / 12) % 8, Math.floor(i / 96)];
      return train.bytes[image * 64 + y * 8 + x]!;
    });
    const data = await read({ "x.npy": made.npyBytes("<f8", [12, 8, 8], bytesOf(columns), true), ...labels });
    expect([...data.train.bytes]).toEqual([...train.bytes]);
    expect([...data.train.labels]).toEqual([...train.labels]);
  });

  it("with channels second or last and one-hot labels are the same images in colour", async () => {
    const coloured = made.madeImages(13, 4, [8, 8, 3], 2);
    const planar = Uint8Array.from({ length: 768 }, (_, i) => {
      const [image, channel, pixel] = [Math.floor(i / 192), Math.floor(i / 64) % 3, i % 64];
      return coloured.bytes[image * 192 + pixel * 3 + channel]!;
    });
    const marks = { "y.npy": made.npyBytes("|u1", [4, 2], Uint8Array.of(1, 0, 0, 1, 1, 0, 0, 1)) };
    for (const images of [made.npyImages(coloured), made.npyBytes("|u1", [4, 3, 8, 8], planar)]) {
      const data = await read({ "x.npy": images, ...marks });
      expect([...data.train.bytes]).toEqual([...coloured.bytes]);
      expect([data.train.channels, ...data.train.labels]).toEqual([3, 0, 1, 0, 1]);
    }
  });

  it.each([
    ["objects", made.npyBytes("|O", [12, 8, 8], train.bytes), /x\.npy holds Python objects, which are never loaded/],
    [
      "big-endian numbers",
      made.npyBytes(">i2", [12, 8, 8], new Uint8Array(1536)),
      /x\.npy is big-endian \(>i2\); save it as/,
    ],
    [
      "too few values",
      made.npyBytes("|u1", [12, 8, 9], train.bytes),
      /x\.npy promises 12 x 8 x 9 values = 864 bytes but holds 768/,
    ],
    [
      "a negative size",
      made.npyBytes("|u1", [-12, 8, 8], train.bytes),
      /x\.npy has a header that cannot be read .*-12, 8, 8/,
    ],
    [
      "two channels",
      made.npyBytes("|u1", [6, 8, 8, 2], train.bytes),
      /x\.npy is 6 x 8 x 8 x 2: images have one channel or three/,
    ],
  ])("with %s are refused", async (_, bytes, message) => {
    expect(await refusal({ "x.npy": bytes, ...labels })).toMatch(message);
  });
});

describe("CIFAR's batches", () => {
  const images = made.madeImages(14, 4, [32, 32, 3], 4);
  it("are joined in their order, and have CIFAR-10's names", async () => {
    const more = made.madeImages(15, 2, [32, 32, 3], 2);
    const data = await read({
      "data_batch_1.bin": made.cifarBytes(images),
      "data_batch_2.bin": made.cifarBytes(more),
      "test_batch.bin": made.cifarBytes(more),
    });
    expect(Buffer.compare(data.train.bytes, Buffer.concat([images.bytes, more.bytes]))).toBe(0);
    expect([data.train.count, data.test!.count, data.train.channels]).toEqual([6, 2, 3]);
    expect(data.classNames.slice(0, 4)).toEqual(["airplane", "automobile", "bird", "cat"]);
  });

  it("of CIFAR-100 have their second label", async () => {
    const data = await read({ "train.bin": made.cifarBytes(images, 19), "test.bin": made.cifarBytes(images, 19) });
    expect([...data.train.labels]).toEqual([0, 1, 2, 3]);
  });

  it("with a cut record or a label beyond the classes are refused with the record", async () => {
    const bytes = made.cifarBytes(images);
    expect(await refusal({ "data_batch_1.bin": bytes.subarray(0, 7000) })).toMatch(
      /data_batch_1\.bin has 7000 bytes.*records of 3073/,
    );
    bytes[3073] = 10;
    expect(await refusal({ "data_batch_1.bin": bytes })).toMatch(/record 2 of data_batch_1\.bin has the label 10/);
  });
});

describe("pictures in folders", () => {
  it("have their folders' names as classes, and parts by the folders above", async () => {
    const names = ["owl", "cat", "dog"];
    const files = {
      ...made.pictureFolders(train, names, { root: "set/train" }),
      ...made.pictureFolders(test, names, { root: "set/test" }),
    };
    const data = await read({ ...files, "set/cover.png": made.pngBytes(train, 0), "set/.DS_Store": text("x") });
    expect(data.classNames).toEqual(["cat", "dog", "owl"]);
    expect([data.train.count, data.test!.count, data.train.channels]).toEqual([12, 6, 1]);
    // The first cat is image 1.
    expect([...data.train.bytes.subarray(0, 64)]).toEqual([...train.bytes.subarray(64, 128)]);
    expect(data.unused.map(({ reason }) => reason.kind).sort()).toEqual(["hidden", "no-class-folder"]);
    expect((await read({ "set.zip": made.zipBytes(files) })).train.labels).toEqual(data.train.labels);
  });

  it("of several sizes are scaled to the side that is asked for, and damaged ones are left out", async () => {
    const small = made.pictureFolders(train, ["0", "1", "10"]);
    const large = made.pictureFolders(made.madeImages(16, 6, [90, 70, 3]), ["0", "1", "10"], {
      root: "more",
      kind: "jpg",
    });
    const damaged = {
      "more/1/broken.png": made.pngBytes(train, 0).subarray(0, 40),
      "more/1/note.png": text("no picture"),
    };
    const data = await read({ ...small, ...large, ...damaged }, { side: 16 });
    expect([data.train.height, data.train.width, data.train.channels, data.train.count]).toEqual([16, 16, 3, 18]);
    expect(data.classNames).toEqual(["0", "1", "10"]);
    expect(data.notes).toContainEqual({ kind: "pictures-scaled", smallest: [8, 8], largest: [70, 90], side: 16 });
    expect(data.unused.map(({ path, reason }) => [path, reason.kind])).toEqual([
      ["more/1/broken.png", "damaged-picture"],
      ["more/1/note.png", "damaged-picture"],
    ]);
  });

  it("are taken from the classes in turn where only the first are asked for", async () => {
    const data = await read(made.pictureFolders(train, ["a", "b", "c"]), { first: 6 });
    expect([0, 1, 2].map((label) => data.train.labels.filter((one) => one === label).length)).toEqual([2, 2, 2]);
  });
});

describe("archives", () => {
  const arrays = { "x_train.npy": made.npyImages(train), "y_train.npy": made.npyLabels(train) };

  it("inside an archive are opened, and a second copy of a file is named", async () => {
    const data = await read({
      "all.zip": made.zipBytes({ "set/mnist.npz": made.zipBytes(arrays), "set/README": text("hello") }),
    });
    expect(data.train.count).toBe(12);
    const twice = await read({
      "train-images": made.idxImages(train),
      "train-labels": made.idxLabels(train),
      "train-images.gz": made.packed(made.idxImages(train)),
    });
    expect(twice.unused).toEqual([{ path: "train-images.gz", reason: { kind: "second-copy", of: "train-images" } }]);
  });

  it("that unpack to more than the limit are refused before anything is unpacked", async () => {
    const bomb = made.zipBytes({ "x.npy": new Uint8Array(2 ** 20) });
    expect(bomb.length).toBeLessThan(3000);
    expect(await refusal({ "bomb.zip": bomb }, {}, { ...READ_LIMITS, fileBytes: 2 ** 19 })).toMatch(
      /bomb\.zip\/x\.npy unpacks to 1 MB/,
    );
    expect(await refusal({ "bomb.zip": bomb }, {}, { ...READ_LIMITS, totalBytes: 2 ** 19 })).toMatch(
      /bomb\.zip unpacks to 1 MB, more than/,
    );
    // An entry that says it is small: its stated size is the fourth field behind the mark of the directory.
    const lying = Buffer.from(bomb);
    const directory = lying.indexOf(Uint8Array.of(0x50, 0x4b, 1, 2));
    lying.writeUInt32LE(1000, directory + 24);
    expect(await refusal({ "bomb.zip": lying })).toMatch(
      /bomb\.zip is a damaged zip archive \(x\.npy has not the size it states\)/,
    );
  });

  it("with a changed byte, half of them, or encrypted ones are refused", async () => {
    const bytes = Buffer.from(made.zipBytes({ "x_train.npy": made.npyImages(train) }));
    expect(await refusal({ "a.zip": bytes.subarray(0, 500) })).toMatch(
      /a\.zip is a damaged zip archive .*half a download/,
    );
    const changed = Buffer.from(bytes);
    changed[400] = changed[400]! ^ 1;
    expect(await refusal({ "a.zip": changed })).toMatch(/a\.zip is a damaged zip archive/);
    const locked = Buffer.from(bytes);
    const directory = locked.indexOf(Uint8Array.of(0x50, 0x4b, 1, 2));
    locked[directory + 8] = 1;
    expect(await refusal({ "a.zip": locked })).toMatch(/a\.zip is encrypted/);
  });

  it("packed as gzip beyond the limit are stopped", async () => {
    const files = {
      "train-images-idx3-ubyte.gz": made.packed(made.idxBytes(8, [2000, 28, 28], new Uint8Array(2000 * 784))),
    };
    expect(await refusal(files, {}, { ...READ_LIMITS, fileBytes: 2 ** 20 })).toMatch(
      /unpacks to more than 1 MB and was stopped there/,
    );
    const part = {
      ...files,
      "train-labels": made.idxBytes(
        8,
        [2000],
        Uint8Array.from({ length: 2000 }, (_, i) => i % 2),
      ),
    };
    expect((await read(part, { first: 50 }, { ...READ_LIMITS, fileBytes: 2 ** 20 })).train.count).toBe(50);
  });
});

describe("names of classes", () => {
  it("are read from EMNIST's mapping, KMNIST's table and lists, and from no other text", () => {
    expect([...readClassNames("0 48\n1 65\n2 97")!]).toEqual([
      [0, "0"],
      [1, "A"],
      [2, "a"],
    ]);
    expect([...readClassNames("1 65 97\r\n2 66 98\r\n")!]).toEqual([
      [1, "A/a"],
      [2, "B/b"],
    ]);
    expect([...readClassNames("index,codepoint,char\n0,U+304A,お\n1,U+304D,き\n")!]).toEqual([
      [0, "お"],
      [1, "き"],
    ]);
    expect([...readClassNames("airplane\nautomobile\n")!]).toEqual([
      [0, "airplane"],
      [1, "automobile"],
    ]);
    expect(readClassNames("These are my images.\nThey are good.")).toBeNull();
    expect(readClassNames("one line")).toBeNull();
  });

  it("name the labels of the set that they belong to", async () => {
    const files = { "emnist-x-train-images": made.idxImages(train), "emnist-x-train-labels": made.idxLabels(train) };
    const named = await read({ ...files, "emnist-x-mapping.txt": text("0 88\n1 89\n2 90\n") });
    expect(named.classNames).toEqual(["X", "Y", "Z"]);
    expect(named.roles.at(-1)).toMatchObject({ role: "class-names", count: 3 });
    const short = await read({ ...files, "emnist-x-mapping.txt": text("0 88\n1 89\n") });
    expect(short.classNames).toEqual(["0", "1", "2"]);
    expect(short.unused).toEqual([
      { path: "emnist-x-mapping.txt", reason: { kind: "other-names", names: 2, classes: 3 } },
    ]);
  });

  it("are the numbers of labels with gaps", async () => {
    const labels = made.idxBytes(0x0c, [12], bigEndian(Int32Array.from(train.labels, (label) => 1000 * label)));
    const data = await read({ images: made.idxImages(train), labels });
    expect([data.classNames, [...data.train.labels]]).toEqual([["0", "1000", "2000"], [...train.labels]]);
  });
});

describe("several data sets in one drop", () => {
  it("are named; the first is taken, or the one that is asked for", async () => {
    const files = {
      "digits-train-images": made.idxImages(train),
      "digits-train-labels": made.idxLabels(train),
      "letters-train-images": made.idxImages(test),
      "letters-train-labels": made.idxLabels(test),
    };
    const first = await read(files);
    expect([first.sets, first.train.count]).toEqual([["digits", "letters"], 12]);
    expect(first.unused.map(({ reason }) => reason)).toEqual(Array(2).fill({ kind: "other-set", set: "letters" }));
    expect((await read(files, { set: "letters" })).train.count).toBe(6);
  });
});

describe("images brought to another shape", () => {
  const upright = {
    images: made.idxImages(made.madeImages(17, 6, [8, 16, 3])),
    labels: made.idxBytes(8, [6], Uint8Array.of(0, 1, 2, 0, 1, 2)),
  };

  it("are halved to the means of four pixels, and of one value stay so", async () => {
    const data = await read({
      images: made.idxImages(made.madeImages(18, 3, [16, 16, 1])),
      labels: made.idxBytes(8, [3], Uint8Array.of(0, 1, 2)),
    });
    const half = conformedData(data, { side: 8 }).train.bytes;
    const at = (y: number, x: number) => data.train.bytes[y * 16 + x]!;
    expect(half[9]).toBe(Math.round((at(2, 2) + at(2, 3) + at(3, 2) + at(3, 3)) / 4));
    for (const side of [9, 13, 30]) {
      const even = { ...data, train: { ...data.train, bytes: new Uint8Array(768).fill(77) } };
      expect(new Set(conformedData(even, { side }).train.bytes)).toEqual(new Set([77]));
    }
  });

  it("are turned twice into themselves, inverted twice too, and grey by the luma of their colours", async () => {
    const data = await read(upright);
    const twice = conformedData(conformedData(data, { turned: true, inverted: true }), {
      turned: true,
      inverted: true,
    });
    expect(Buffer.compare(twice.train.bytes, data.train.bytes)).toBe(0);
    expect(conformedData(data, { turned: true }).train).toMatchObject({ height: 16, width: 8 });
    const [red, green, blue] = data.train.bytes;
    const grey = conformedData(data, { grey: true }).train;
    expect(grey.channels).toBe(1);
    expect(Math.abs(grey.bytes[0]! - (0.299 * red! + 0.587 * green! + 0.114 * blue!))).toBeLessThanOrEqual(0.5);
  });

  it("are cropped to their middle, with black around smaller ones", async () => {
    const data = await read(upright);
    const middle = conformedData(data, { side: 10, cropped: true }).train;
    const pixel = (y: number, x: number) => [...middle.bytes.subarray((y * 10 + x) * 3, (y * 10 + x) * 3 + 3)];
    expect(pixel(0, 0)).toEqual([0, 0, 0]);
    expect(pixel(1, 0)).toEqual([...data.train.bytes.subarray(9, 12)]);
    expect(pixel(8, 9)).toEqual([...data.train.bytes.subarray((7 * 16 + 12) * 3, (7 * 16 + 12) * 3 + 3)]);
  });
});
