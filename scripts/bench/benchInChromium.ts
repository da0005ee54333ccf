/** The benchmark's rows in a real browser, by the page's own "Benchmark this machine". */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import { build, preview } from "vite";
import { openSettings } from "../../e2e/pageControls.ts";
import type { Row } from "../../src/bench/pairedRounds.ts";
import { browserFlags, findOrInstallChromium } from "../test/chromium.mjs";
import { type PlottingCost, plottingCost } from "./plottingCost.ts";

async function run(page: Page, backend: "wasm" | "webgpu"): Promise<readonly Row[]> {
  const dialog = page.getByRole("dialog", { name: "Benchmark this machine" });
  await dialog.getByRole("combobox").selectOption(backend);
  await dialog.getByRole("button", { name: "Start the benchmark" }).click();
  const status = dialog.getByRole("status");
  await status.filter({ hasText: /^Done|stopped:/ }).waitFor({ timeout: 3_600_000 });
  const text = (await status.textContent()) ?? "";
  if (!text.startsWith("Done")) throw new Error(text);
  const [file] = await Promise.all([
    page.waitForEvent("download", { timeout: 10_000 }),
    dialog.getByRole("button", { name: "Save the figures" }).click(),
  ]);
  return (JSON.parse(readFileSync(await file.path(), "utf8")) as { rows: readonly Row[] }).rows;
}

/** What to run in the browser; `query` narrows it as a link would. */
export interface BrowserOrder {
  readonly backend: "wasm" | "webgpu";
  readonly query: string;
}

/** Builds and serves the page on a free port, runs each order in Chromium, then measures the cost of plotting. */
export async function benchInChromium(
  orders: readonly BrowserOrder[],
  take: (rows: readonly Row[]) => void,
  plottingRounds: number,
): Promise<PlottingCost | null> {
  const root = join(import.meta.dirname, "../..");
  await build({ root, logLevel: "error" });
  const server = await preview({ root, preview: { port: 0, strictPort: true } });
  const address = server.resolvedUrls!.local[0]!;
  const browser = await chromium.launch({ executablePath: findOrInstallChromium(), args: [...browserFlags] });
  try {
    for (const { backend, query } of orders) {
      const page = await browser.newPage();
      await page.goto(`${address}?${query}#/lab`);
      await openSettings(page);
      await page.getByRole("button", { name: "Benchmark this machine" }).click();
      take(await run(page, backend));
      await page.close();
    }
    if (plottingRounds === 0) return null;
    return await plottingCost(() => browser.newPage(), address, plottingRounds);
  } finally {
    await browser.close();
    await server.close();
  }
}
