/** The benchmark's rows in a real browser: the page's own "Benchmark this machine", asked for by its names. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import { build, preview } from "vite";
import type { Row } from "../../src/bench/pairedRounds.ts";
import { browserFlags, findOrInstallChromium } from "../test/chromium.mjs";
import { type PlottingCost, plottingCost } from "./plottingCost.ts";

const PORT = 4198;

async function run(page: Page, backend: "wasm" | "webgpu"): Promise<readonly Row[]> {
  const dialog = page.getByRole("dialog", { name: "Benchmark this machine" });
  await dialog.getByRole("combobox").selectOption(backend);
  await dialog.getByRole("button", { name: "Start the benchmark" }).click();
  const status = dialog.getByRole("status");
  await status.filter({ hasText: /^Done|stopped:/ }).waitFor({ timeout: 3_600_000 });
  const said = (await status.textContent()) ?? "";
  if (!said.startsWith("Done")) throw new Error(said);
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

/** Builds and serves the page, runs its benchmark in Chromium, order after order, then measures what plotting costs. */
export async function benchInChromium(
  orders: readonly BrowserOrder[],
  take: (rows: readonly Row[]) => void,
  plottingRounds: number,
): Promise<PlottingCost | null> {
  const root = join(import.meta.dirname, "../..");
  await build({ root, logLevel: "error" });
  const server = await preview({ root, preview: { port: PORT, strictPort: true } });
  const executablePath = findOrInstallChromium();
  const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: [...browserFlags] });
  try {
    for (const { backend, query } of orders) {
      const page = await browser.newPage();
      await page.goto(`http://localhost:${PORT}/?${query}`);
      await page.getByText("More settings").click();
      await page.getByRole("button", { name: "Benchmark this machine" }).click();
      take(await run(page, backend));
      await page.close();
    }
    if (plottingRounds === 0) return null;
    return await plottingCost(() => browser.newPage(), `http://localhost:${PORT}/`, plottingRounds);
  } finally {
    await browser.close();
    await server.close();
  }
}
