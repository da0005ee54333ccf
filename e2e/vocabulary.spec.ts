import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { createServer as createVite, type ViteDevServer } from "vite";
import { cases } from "../src/testing/vocabularyCases.ts";

/** float32 sums on a device that may reorder them, and its own exp and log */
const TOLERANCE = 1e-3;

let vite: ViteDevServer;
let server: Server;
let page: Page;

/** Modules come from source, on a page that is shipped to nobody. */
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
  if (typeof address !== "object" || !address) throw new Error("the page with the laws is not served");
  page = await browser.newPage();
  await page.goto(`http://localhost:${address.port}/`);
});

test.afterAll(async () => {
  await page?.close();
  server?.close();
  await vite?.close();
});

const ask = <T>(what: string) => page.evaluate<T>(`import("/e2e/parityPage.ts").then((laws) => laws.${what})`);

test.describe("the WebGPU executor", () => {
  for (const name of Object.keys(cases)) {
    test(`computes ${name}, its gradient and updates as the oracle does`, async () => {
      expect(await ask<number>(`worstOfCase(${JSON.stringify(name)})`)).toBeLessThan(TOLERANCE);
    });
  }

  test("agrees with the oracle where kernels tile, split or share invocations", async () => {
    for (const name of await ask<readonly string[]>("largeNames"))
      expect(await ask<number>(`worstOfLarge(${JSON.stringify(name)})`), name).toBeLessThan(TOLERANCE);
  });

  test("rounds ties to the even number and drops the same elements, exactly", async () => {
    expect(await ask<number>("exactly()")).toBe(0);
  });
});
