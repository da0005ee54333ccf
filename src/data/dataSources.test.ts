import { createHash } from "node:crypto";
import { existsSync, openAsBlob } from "node:fs";
import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { closers, site } from "../testing/localSite.ts";
import { mnistFiles, readFiles, readMnist, splitSprite, sprite } from "./dataSources.ts";
import { siteReader } from "./siteFiles.ts";

const NAME = mnistFiles.test.labels;
const read = (base: string, name = NAME) => siteReader("mnist", base, new AbortController().signal, () => {})(name);

describe("MNIST's files on the site", () => {
  it("that are not there give an error with three remedies", async () => {
    const base = await site((_, response) => response.writeHead(404).end());
    const missing = expect.objectContaining({ fault: "missing", message: expect.stringMatching(/public copy.*drop/) });
    await expect(read(base)).rejects.toEqual(missing);
  });

  it("count as missing where the response is a page", async () => {
    const base = await site((_, response) => response.writeHead(200, { "content-type": "text/html" }).end("<html>"));
    await expect(read(base)).rejects.toMatchObject({ fault: "missing" });
  });

  it.each([
    [410, "missing", /has no MNIST/],
    [403, "network", /answered 403 when asked for t10k-labels-idx1-ubyte.gz; sign in .*public copy/],
    [500, "network", /answered 500 .*try again in a while, tick "public copy"/],
    [503, "network", /answered 503 .*try again in a while, tick "public copy"/],
  ] as const)("behind a server that answers %i are told as %s", async (status, fault, message) => {
    const html = { "content-type": "text/html" };
    const base = await site((_, response) => response.writeHead(status, html).end("<html>"));
    await expect(read(base)).rejects.toMatchObject({ fault, message: expect.stringMatching(message) });
  });

  it("with other content are refused with both checksums", async () => {
    const other = Buffer.from("not MNIST");
    const base = await site((_, response) => response.end(gzipSync(other)));
    const found = createHash("sha256").update(other).digest("hex");
    await expect(read(base)).rejects.toMatchObject({ fault: "checksum", message: expect.stringContaining(found) });
  });

  it("on a site that cannot be reached give a network error", async () => {
    const base = await site(() => {});
    closers.pop()?.();
    await expect(read(base)).rejects.toMatchObject({ fault: "network" });
  });

  it("whose transfer is interrupted give a network error", async () => {
    const base = await site((_, response) => {
      response.writeHead(200, { "content-length": "5000" });
      response.write("half", () => response.destroy());
    });
    await expect(read(base)).rejects.toMatchObject({ fault: "network" });
  });

  it("give no data error when the visitor cancels", async () => {
    const abort = new AbortController();
    const base = await site((_, response) => {
      response.writeHead(200, { "content-length": "5000" });
      response.write("half", () => abort.abort());
    });
    await expect(siteReader("mnist", base, abort.signal, () => {})(NAME)).rejects.toMatchObject({ name: "AbortError" });
  });
});

const folder = process.env.MNIST_DIR ?? join(import.meta.dirname, "../../../shared/mnist");

describe.skipIf(!existsSync(folder))("MNIST on the site (set MNIST_DIR where the files lie elsewhere)", () => {
  it.each(["as files", "unpacked on the way"])(
    "is read completely, with progress that never falls, %s",
    async (way) => {
      const base = await site(async (request, response) => {
        const bytes = await readFile(join(folder, request.url!.slice("/data/mnist/".length)));
        const headers = { "content-length": bytes.length };
        response.writeHead(200, way === "as files" ? headers : { ...headers, "content-encoding": "gzip" }).end(bytes);
      });
      const fractions: number[] = [];
      const split = await readMnist(
        siteReader("mnist", base, new AbortController().signal, (fraction) => fractions.push(fraction)),
      );
      expect([split.train.count, split.test.count]).toEqual([60_000, 10_000]);
      expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
      expect(fractions.at(-1)).toBeCloseTo(1, 9);
      expect(fractions.length).toBeGreaterThan(8);
    },
  );
});

describe("a visitor's files", () => {
  const idx = (dimensions: readonly number[], length: number) => {
    const header = new DataView(new ArrayBuffer(4 + 4 * dimensions.length));
    header.setUint32(0, 0x800 + dimensions.length);
    for (const [axis, size] of dimensions.entries()) header.setUint32(4 + 4 * axis, size);
    return new Blob([header, new Uint8Array(length)]);
  };

  it.each(["packed", "unpacked"])("that have changed on disk since they were chosen are named, %s", async (way) => {
    const folder = await mkdtemp(join(tmpdir(), "files-"));
    const path = join(folder, "own-images");
    const plain = new Uint8Array(await idx([2, 28, 28], 2 * 784).arrayBuffer());
    await writeFile(path, way === "packed" ? gzipSync(plain) : plain);
    const images = await openAsBlob(path);
    const labels = idx([2], 2);
    await expect(readFiles({ images, labels }, null)).resolves.toMatchObject({ test: { count: 1 } });
    await appendFile(path, "more");
    const changed = {
      fault: "file-changed",
      message: expect.stringMatching(/changed on disk .*choose the files again/),
    };
    await expect(readFiles({ images, labels }, null)).rejects.toMatchObject(changed);
    await rm(folder, { recursive: true });
  });

  it("of a single image are refused without test files", async () => {
    const pair = { images: idx([1, 28, 28], 784), labels: idx([1], 1) };
    await expect(readFiles(pair, null)).rejects.toThrow(/add test files or images/);
    await expect(readFiles(pair, pair)).resolves.toMatchObject({ train: { count: 1 }, test: { count: 1 } });
  });
});

describe("the public copy of MNIST", () => {
  const grey = new Uint8Array(sprite.count * 784);
  const oneHot = new Uint8Array(sprite.count * 10);
  for (let i = 0; i < sprite.count; i++) oneHot[i * 10 + (i % 10)] = 1;

  it("is split into 55,000 training and 10,000 test images, each with its own label", () => {
    grey[55_003 * 784 + 5] = 77;
    const split = splitSprite(grey, oneHot);
    expect([split.train.count, split.test.count]).toEqual([55_000, 10_000]);
    expect([split.train.labels[123], split.test.labels[3], split.test.images[3 * 784 + 5]]).toEqual([3, 3, 77]);
  });

  it("is refused when its size is another, or a label marks no class or two", () => {
    expect(() => splitSprite(grey.subarray(784), oneHot)).toThrow(/not MNIST's/);
    for (const marks of [
      [0, 0],
      [1, 1],
    ]) {
      const wrong = oneHot.slice();
      wrong.set(marks, 0);
      expect(() => splitSprite(grey, wrong)).toThrow(/label 0 of the public copy/);
    }
  });
});
