/** "Benchmark this machine" on its smallest row: its times do not matter here, but its results and counts do. */

import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import type { Row } from "../src/bench/pairedRounds.ts";
import { LAB_HASH, openSettings } from "./pageControls.ts";

for (const backend of ["wasm", "webgpu"] as const)
  test(`on ${backend} every side computes the same and its figures can be saved; a step on WebGPU makes at most 16 dispatches, one submit and no buffer`, async ({
    page,
  }) => {
    await page.goto(`/?workloads=W3&rounds=1&sample=1&warm=0${LAB_HASH}`);
    await openSettings(page);
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
    const { rows } = JSON.parse(readFileSync(await file.path(), "utf8")) as { readonly rows: readonly Row[] };
    for (const { side, valid, msPerStep } of rows) {
      expect(valid, side).toBe(true);
      expect(msPerStep, side).toBeGreaterThan(0);
    }
    if (backend === "wasm") return;
    const engine = rows.find(({ side }) => side === "engine")!;
    console.log(`dispatches a step: ${engine.dispatchesPerStep}, submits: ${engine.submitsPerStep}`);
    expect(engine.dispatchesPerStep).toBeGreaterThan(0);
    expect(engine.dispatchesPerStep).toBeLessThanOrEqual(16);
    expect(engine.submitsPerStep).toBeLessThanOrEqual(1);
    expect(engine.buffersPerStep).toBe(0);
  });
