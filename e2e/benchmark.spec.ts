/** "Benchmark this machine" on its smallest row: the figures do not matter here, but results and counts do. */

import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import type { Row } from "../src/bench/pairedRounds.ts";

async function rowsOf(page: Page, backend: "wasm" | "webgpu"): Promise<readonly Row[]> {
  await page.goto("/?workloads=W3&rounds=1&sample=1&warm=0");
  await page.getByText("More settings").click();
  await page.getByRole("button", { name: "Benchmark this machine" }).click();
  const dialog = page.getByRole("dialog", { name: "Benchmark this machine" });
  await dialog.getByRole("combobox", { name: "Machinery" }).selectOption(backend);
  await dialog.getByRole("button", { name: "Start the benchmark" }).click();
  await expect(dialog.getByRole("status")).toContainText("Done", { timeout: 120_000 });
  await expect(dialog.getByRole("row")).toHaveCount(backend === "wasm" ? 5 : 4);
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    dialog.getByRole("button", { name: "Save the figures" }).click(),
  ]);
  return JSON.parse(readFileSync(await file.path(), "utf8")).rows;
}

for (const backend of ["wasm", "webgpu"] as const) {
  test(`on ${backend} every side computes the same, and offers its figures`, async ({ page }) => {
    const rows = await rowsOf(page, backend);
    for (const { side, valid, msPerStep } of rows) {
      expect(valid, side).toBe(true);
      expect(msPerStep, side).toBeGreaterThan(0);
    }
  });
}

test("a step on WebGPU asks for at most 16 dispatches and one submit, and makes no buffer", async ({ page }) => {
  const engine = (await rowsOf(page, "webgpu")).find(({ side }) => side === "engine")!;
  console.log(`dispatches a step: ${engine.dispatchesPerStep}, submits: ${engine.submitsPerStep}`);
  expect(engine.dispatchesPerStep).toBeGreaterThan(0);
  expect(engine.dispatchesPerStep).toBeLessThanOrEqual(16);
  expect(engine.submitsPerStep).toBeLessThanOrEqual(1);
  expect(engine.buffersPerStep).toBe(0);
});
