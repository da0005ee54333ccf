import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { RequestListener } from "node:http";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { digitNames } from "../domain/dataset.ts";
import { fashionNames } from "../domain/namedDatasets.ts";
import { idxFile } from "../testing/idxFile.ts";
import { closers, site } from "../testing/localSite.ts";
import { mnistFiles, readIdxDataset } from "./dataSources.ts";
import { publicFashionReader } from "./publicCopies.ts";
import { siteReader } from "./siteFiles.ts";

/** Four files of some images each, all black, of all classes in turn. */
function files(train: number, test: number): Readonly<Record<string, Buffer>> {
  const pair = ({ images, labels }: { images: string; labels: string }, count: number) => [
    [images, idxFile([count, 28, 28])],
    [labels, idxFile([count], (i) => i % 10)],
  ];
  return Object.fromEntries([...pair(mnistFiles.train, train), ...pair(mnistFiles.test, test)]);
}

const signal = new AbortController().signal;
const fromSite = (base: string) =>
  readIdxDataset(
    "fashion",
    siteReader("fashion", base, signal, () => {}),
  );

/** Serves files under a path, gzipped. */
const serves =
  (served: Readonly<Record<string, Buffer>>, path = "/data/fashion/"): RequestListener =>
  (request, response) => {
    const file = served[request.url!.slice(path.length)];
    if (file && request.url!.startsWith(path)) response.end(gzipSync(file, { level: 1 }));
    else response.writeHead(404).end();
  };

describe("Fashion-MNIST's files on the site", () => {
  it("have class names of their own, and say how many images they have where they are not the published ones", async () => {
    const split = await fromSite(await site(serves(files(30, 20))));
    expect(split.train.classNames).toEqual(fashionNames);
    expect(split.test.classNames).toEqual(fashionNames);
    expect(split.unpublished).toEqual({ train: 30, test: 20 });
    const read = async (name: string) => new Blob([new Uint8Array(files(30, 20)[name]!)]);
    const digits = await readIdxDataset("mnist", read);
    expect(digits.train.classNames).toEqual(digitNames);
    expect(digits).not.toHaveProperty("unpublished");
  });

  it("of the published numbers are told from others by the checksum of the packed files alone", async () => {
    const served = files(60_000, 10_000);
    const plain = (name: string) => new Uint8Array(served[name]!);
    const packed = (name: string) => new Uint8Array(gzipSync(served[name]!, { level: 1 }));
    const read = (packs: string) => async (name: string) => new Blob([name === packs ? packed(name) : plain(name)]);
    expect(await readIdxDataset("fashion", read(""))).not.toHaveProperty("unpublished");
    const { unpublished } = await readIdxDataset("fashion", read(mnistFiles.test.labels));
    expect(unpublished).toEqual({ train: 60_000, test: 10_000 });
  });

  it("that are not there give an error that names Fashion-MNIST and its remedies", async () => {
    const missing = {
      fault: "missing",
      message: expect.stringMatching(/no Fashion-MNIST.*public copy.*fashion`/),
    };
    await expect(fromSite(await site((_, response) => response.writeHead(404).end()))).rejects.toMatchObject(missing);
    const html = { "content-type": "text/html" };
    const page = await site((_, response) => response.writeHead(200, html).end("<html>"));
    await expect(fromSite(page)).rejects.toMatchObject(missing);
  });

  it("that are not in MNIST's format are refused", async () => {
    const other = { ...files(30, 20), [mnistFiles.train.images]: Buffer.from("no images") };
    await expect(fromSite(await site(serves(other)))).rejects.toMatchObject({ fault: "not-idx" });
  });
});

describe("the public copy of Fashion-MNIST", () => {
  const read = (folder: string) => publicFashionReader(signal, () => {}, folder)(mnistFiles.test.labels);

  it.each(["of another size", "of the published size"])("with other files is refused, %s", async (size) => {
    const served = files(10, size === "of another size" ? 20 : 10_000);
    await expect(read(await site(serves(served, "/")))).rejects.toMatchObject({
      fault: "checksum",
      message: expect.stringMatching(/t10k-labels-idx1-ubyte.gz of the public copy .*not Fashion-MNIST's; try again/),
    });
  });

  it("that does not answer, cannot be reached or breaks off gives a network error", async () => {
    const refuses = await site((_, response) => response.writeHead(500).end());
    await expect(read(refuses)).rejects.toMatchObject({ fault: "network", message: expect.stringMatching(/500/) });
    const cut = await site((_, response) => {
      response.writeHead(200, { "content-length": "5000" });
      response.write("half", () => response.destroy());
    });
    await expect(read(cut)).rejects.toMatchObject({ fault: "network", message: expect.stringMatching(/broke off/) });
    const gone = await site(() => {});
    closers.pop()?.();
    await expect(read(gone)).rejects.toMatchObject({
      message: expect.stringMatching(/Fashion-MNIST cannot be reached/),
    });
  });
});

const folder = process.env.FASHION_DIR ?? join(import.meta.dirname, "../../../shared/fashion");

describe.skipIf(!existsSync(folder))("Fashion-MNIST (set FASHION_DIR where the files lie elsewhere)", () => {
  it("is read from the site with progress that never falls, every class in both parts", async () => {
    const base = await site(async (request, response) => {
      const bytes = await readFile(join(folder, request.url!.slice("/data/fashion/".length)));
      response.writeHead(200, { "content-length": bytes.length }).end(bytes);
    });
    const fractions: number[] = [];
    const reader = siteReader("fashion", base, signal, (fraction) => fractions.push(fraction));
    const { train, test } = await readIdxDataset("fashion", reader);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(fractions.at(-1)).toBeCloseTo(1, 9);
    for (const part of [train, test]) expect(new Set(part.labels).size).toBe(10);
  });
});
