import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { mnistFiles } from "../../src/data/dataSources.ts";
import { idxFile } from "../../src/testing/idxFile.ts";

const folder = mkdtempSync(join(tmpdir(), "data-"));
const closers: (() => void)[] = [];
afterAll(() => {
  for (const close of closers) close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs `npm run data -- ...` into a new folder. */
function run(...args: readonly string[]): Promise<{ code: number | null; out: string; err: string; to: string }> {
  const to = mkdtempSync(join(folder, "to-"));
  const child = spawn(process.execPath, [join(import.meta.dirname, "fetchData.mjs"), ...args, "--to", to]);
  let [out, err] = ["", ""];
  child.stdout.on("data", (text: Buffer) => {
    out += text;
  });
  child.stderr.on("data", (text: Buffer) => {
    err += text;
  });
  return new Promise((resolve) => {
    child.on("close", (code) => resolve({ code, out, err, to }));
  });
}

async function site(respond: RequestListener): Promise<string> {
  const server = createServer(respond);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  closers.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** A folder with four files of some images, which are none of Fashion-MNIST's. */
function ownFiles(train: number, test: number): string {
  const to = mkdtempSync(join(folder, "own-"));
  for (const [{ images, labels }, count] of [
    [mnistFiles.train, train],
    [mnistFiles.test, test],
  ] as const) {
    writeFileSync(join(to, images), gzipSync(idxFile([count, 28, 28])));
    writeFileSync(join(to, labels), gzipSync(idxFile([count])));
  }
  return to;
}

describe("npm run data", () => {
  it("takes files of Fashion-MNIST's format from a folder, and says that they are not the published ones", async () => {
    const from = ownFiles(30, 20);
    const { code, out, to } = await run("fashion", "--from", from);
    expect(code).toBe(0);
    expect(out.match(/not the published file of Fashion-MNIST: it has (30|20) entries/g)).toHaveLength(4);
    for (const file of readdirSync(from)) expect(readFileSync(join(to, file))).toEqual(readFileSync(join(from, file)));
    expect(readdirSync(to)).toHaveLength(4);
  });

  it("takes none but MNIST's own files for MNIST, and none but the published ones from an address", async () => {
    const from = ownFiles(30, 20);
    const mnist = await run("--from", from);
    expect([mnist.code, mnist.err]).toEqual([1, expect.stringMatching(/train-images.*sha256 .*, not MNIST's ba89/)]);
    const url = await site((request, response) => response.end(readFileSync(join(from, request.url!.slice(1)))));
    const fetched = await run("fashion", "--url", url);
    expect([fetched.code, fetched.err]).toEqual([1, expect.stringMatching(/not Fashion-MNIST's 3aed.*--from FOLDER/)]);
    for (const { to } of [mnist, fetched]) expect(readdirSync(to)).toEqual([]);
  });

  it("says what an address answered, and refuses files of another format and unknown data sets", async () => {
    const url = await site((_, response) => response.writeHead(503).end());
    expect((await run("fashion", "--url", url)).err).toMatch(/train-images-idx3-ubyte.gz answered 503/);
    const from = ownFiles(30, 20);
    writeFileSync(join(from, mnistFiles.train.images), gzipSync(idxFile([30, 20, 20])));
    const other = await run("fashion", "--from", from);
    expect([other.code, other.err]).toEqual([1, expect.stringMatching(/train-images.* holds no 28x28 images/)]);
    const unknown = await run("cifar");
    expect([unknown.code, unknown.err]).toEqual([2, expect.stringMatching(/"cifar" is no data set; name mnist or/)]);
  });
});
