import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { createServer as createVite, type ViteDevServer } from "vite";
import { cases } from "../src/testing/vocabularyCases.ts";

/** for float32 sums on a device that may reorder them, and for its own exp and log */
const TOLERANCE = 1e-3;

let vite: ViteDevServer;
let server: Server;
let page: Page;

/** A page of its own, not part of the build, whose modules are served from source. */
test.beforeAll(async ({ browser }) => {
  const root = join(import.meta.dirname, "..");
  vite = await createVite({
    root,
    configFile: false,
    appType: "custom",
    logLevel: "error",
    cacheDir: join(root, "reports/vite"),
    optimizeDeps: { noDiscovery: true },
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  });
  server = createServer((request, response) =>
    vite.middlewares(request, response, () => response.setHeader("content-type", "text/html").end("<!doctype html>")),
  );
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("the page of the tests is not served");
  page = await browser.newPage();
  await page.goto(`http://localhost:${address.port}/`);
});

test.afterAll(async () => {
  await page?.close();
  server?.close();
  await vite?.close();
});

const evaluate = <T>(expression: string) =>
  page.evaluate<T>(`import("/e2e/parityPage.ts").then((parity) => parity.${expression})`);

test.describe("the WebGPU executor", () => {
  for (const name of Object.keys(cases)) {
    test(`computes ${name}, its gradient and updates as the reference does`, async () => {
      expect(await evaluate<number>(`largestDeviationOfCase(${JSON.stringify(name)})`)).toBeLessThan(TOLERANCE);
    });
  }

  for (const profile of ["direct", "parts", "tiles"])
    test(`agrees with the reference where kernels tile, split or share invocations: ${profile}`, async () => {
      for (const name of await evaluate<readonly string[]>("largeNames"))
        expect(
          await evaluate<number>(`largestDeviationOfLarge(${JSON.stringify(name)}, "${profile}")`),
          name,
        ).toBeLessThan(TOLERANCE);
    });

  const tiles = [
    [32, 32],
    [64, 64],
    [32, 16],
    [16, 32],
  ];
  // Invocations alone: each value by its own, and tiles of which no sides, some and most divide the product's.
  const alone = [
    "direct",
    ...[
      [4, 4],
      [3, 1],
      [2, 3],
    ].map((direct) => ({ direct })),
  ];
  const variants = [...alone, ...tiles.flatMap((tile) => [1, 3].map((parts) => ({ tile, parts })))];
  for (const [n, variant] of variants.entries())
    test(`computes products of random shapes with every end: ${JSON.stringify(variant)}`, async () => {
      const seeds = Array.from({ length: 4 }, (_, i) => 4 * n + i);
      const { deviation, seed } = await evaluate<{ deviation: number; seed: number }>(
        `largestDeviationOfRandom(${JSON.stringify(variant)}, ${JSON.stringify(seeds)})`,
      );
      expect(deviation, `seed ${seed}`).toBeLessThan(TOLERANCE);
    });

  const reductions = ["direct", "shared", ...[2, 8, 32, 256].map((lanes) => ({ lanes }))];
  for (const [n, variant] of reductions.entries())
    test(`computes sums, maxima and softmax of random shapes: ${JSON.stringify(variant)}`, async () => {
      const seeds = Array.from({ length: 12 }, (_, i) => 12 * n + i);
      const { deviation, seed } = await evaluate<{ deviation: number; seed: number }>(
        `largestDeviationOfReductions(${JSON.stringify(variant)}, ${JSON.stringify(seeds)})`,
      );
      expect(deviation, `seed ${seed}`).toBeLessThan(TOLERANCE);
    });

  test("rounds ties to the even number and drops the same elements, exactly", async () => {
    expect(await evaluate<number>("largestDeviationOfExactOps()")).toBe(0);
  });
});
