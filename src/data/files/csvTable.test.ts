/** Tables of images: where their labels stand, how they are separated, and which rows are refused. */

import { describe, expect, it } from "vitest";
import * as made from "../../testing/ownData/builtFiles.ts";
import { readCsv } from "./formats/csvTable.ts";
import { readOwnData } from "./ownData.ts";

const images = made.madeImages(21, 12);
const table = (content: string, first = Number.POSITIVE_INFINITY, isWhole = true) =>
  readCsv({ path: "own.csv", bytes: new TextEncoder().encode(content), isWhole }, first);
const labels = [...images.labels].map(String);

describe("a table of images", () => {
  it.each([
    { label: "first", header: true },
    { label: "first", header: false },
    { label: "last", header: true },
    { label: "last", header: false },
    { label: "last", header: false, delimiter: ";" },
    { label: "first", header: true, delimiter: "\t", end: "\r\n" },
    { label: "first", header: false, delimiter: " " },
  ] as const)("is read with the layout %o", (style) => {
    const { images: read, labels: found } = table(made.csvText(images, style));
    expect([read.count, read.height, read.width, read.channels]).toEqual([12, 8, 8, 1]);
    expect([...read.values]).toEqual([...images.bytes]);
    expect(found).toEqual(labels);
  });

  it("has no labels where its columns are the pixels alone", () => {
    for (const header of [true, false]) {
      const { images: read, labels: found } = table(made.csvText(images, { label: "none", header }));
      expect([read.count, found]).toEqual([12, null]);
    }
  });

  it("may have words as labels, quoted, and a mark of its encoding", async () => {
    const names = ["owl", "cat", "dog"];
    const lines = made.csvText(images).trim().split("\n");
    const named = lines.map((line, i) => (i === 0 ? line : `"${names[Number(line[0])]}"${line.slice(1)}`));
    const content = new TextEncoder().encode(`\uFEFF${named.join("\n")}`);
    const data = await readOwnData([made.ownFile("own.csv", content)], () => Promise.reject(new Error("no picture")));
    expect(data.classNames).toEqual(["cat", "dog", "owl"]);
    expect([...data.train.labels.slice(0, 3)]).toEqual([2, 0, 1]);
  });

  it("has sizes by its header where images are not square", () => {
    const wide = made.madeImages(22, 4, [8, 12, 1]);
    const [, ...rows] = made.csvText(wide).trim().split("\n");
    const pixels = Array.from({ length: 96 }, (_, i) => `${Math.floor(i / 12) + 1}x${(i % 12) + 1}`);
    const { images: read } = table([`label,${pixels.join(",")}`, ...rows].join("\n"));
    expect([read.height, read.width]).toEqual([8, 12]);
    expect([...read.values]).toEqual([...wide.bytes]);
  });

  it("keeps fractions, and labels written as floats are whole", () => {
    const content = made
      .csvText(images)
      .replaceAll(/^(\d),/gm, "$1.0,")
      .replaceAll(/,(\d+)/g, ",$1.5");
    const read = table(content);
    expect(read.labels).toEqual(labels);
    expect(read.images.values[1]).toBe(images.bytes[1]! + 0.5);
  });

  it("is read in part, without the row that is cut off", () => {
    const content = made.csvText(images);
    expect(table(content, 5)).toMatchObject({ isCut: true, images: { count: 5 } });
    expect(table(content, 12)).toMatchObject({ isCut: false, images: { count: 12 } });
    const cut = content.slice(0, content.lastIndexOf("\n", content.length - 2) + 30);
    expect(table(cut, 100, false).images.count).toBe(11);
  });

  it.each([
    [
      "a short row",
      (text: string) => text.replace(/,\d+\n$/, "\n"),
      /row 13 of own\.csv has 64 values, the first row 65/,
    ],
    [
      "a word among the values",
      (text: string) => text.replace(/,\d+\n$/, ",abc\n"),
      /row 13, column 65 of own\.csv is "abc"/,
    ],
    ["an empty field", (text: string) => text.replace(/,\d+\n$/, ",\n"), /row 13, column 65 of own\.csv is ""/],
    ["a header alone", (text: string) => text.split("\n")[0]!, /own\.csv has no row of an image/],
    [
      "columns of no square",
      (text: string) => text.replaceAll(/,[^,\n]*\n/g, "\n"),
      /own\.csv has 64 columns, which are no square image/,
    ],
  ])("with %s is refused with row and column", (_, change, message) => {
    expect(() => table(change(made.csvText(images)))).toThrow(message);
  });
});
