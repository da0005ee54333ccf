/** Teachers that are kept, loaded and averaged on the page, and weights that are saved there. */

import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { dense } from "../../src/domain/namedArchitectures.ts";
import { drawnWeights } from "../../src/testing/weights/sampleNetworks.ts";
import { readNetwork, writeNetwork } from "../../src/weights/networkSafetensors.ts";
import { readLayersModel } from "../../src/weights/readLayersModel.ts";
import { chooseBackend, openDetail, openSettings, openWith, tinyExperiment, trainToTheEnd } from "../pageControls.ts";

const experiment = { ...tinyExperiment(60), seed: 11 };

/** Saves the teacher's weights in a format. @returns the files by their names */
async function savedTeacher(page: Page, format: string): Promise<ReadonlyMap<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const take = async (download: { suggestedFilename(): string; path(): Promise<string> }) => {
    files.set(download.suggestedFilename(), readFileSync(await download.path()));
  };
  page.on("download", take);
  const group = page.getByRole("group", { name: "Save weights: teacher" });
  await group.getByRole("button", { name: format }).click();
  await expect(group.getByRole("status")).toContainText("bytes");
  await expect.poll(() => files.size).toBe(format === "safetensors" ? 1 : 2);
  page.off("download", take);
  return files;
}

test("a run's teacher is saved, kept over a reload, and teaches another student without being trained", async ({
  page,
}) => {
  await openWith(page, experiment);
  await chooseBackend(page, "wasm");
  await trainToTheEnd(page);

  await openDetail(page, "Networks");
  const [safetensors] = [...(await savedTeacher(page, "safetensors")).values()];
  const model = await savedTeacher(page, "tfjs LayersModel");
  const { weights } = readNetwork(new Uint8Array(safetensors!));
  expect(weights.architecture).toEqual(experiment.teacher.architecture);
  const shards = new Map([["weights.bin", new Uint8Array(model.get("weights.bin")!)]]);
  expect(readLayersModel(model.get("model.json")!.toString(), shards).weights).toEqual(weights);

  await openSettings(page);
  const sheet = page.locator(".sheet");
  await sheet.getByRole("button", { name: "Keep this run's teacher" }).click();
  await expect(sheet.getByText("The next run teaches with it.")).toBeVisible();
  await sheet.getByRole("button", { name: "Close" }).click();
  await page.screenshot({ path: "reports/teachers-networks.png" });
  await expect(page.locator(".network-picker").first()).toContainText("given, not trained: 784-8-10, digits, seed 11");

  // The room of details stands in place of the soft targets.
  await page.keyboard.press("Escape");
  await page.getByRole("combobox", { name: "Student" }).selectOption("linear");
  await trainToTheEnd(page);
  // The steps of the run are those of its two students.
  await expect(page.locator(".status")).toContainText("120 steps");

  await page.reload();
  await expect(page.locator(".network-picker").first()).toContainText("given, not trained");
  await chooseBackend(page, "wasm");
  await trainToTheEnd(page);
  await openSettings(page);
  await page.screenshot({ path: "reports/teachers-sheet.png" });
  await sheet.getByRole("button", { name: "Train a teacher instead" }).click();
  await expect(page.locator(".network-picker").first()).not.toContainText("given, not trained");
});

test("a teacher of a file shows its errors before it is used; a damaged one, and a link without it, are told", async ({
  page,
}) => {
  await openWith(page, experiment);
  await chooseBackend(page, "wasm");
  await trainToTheEnd(page);
  await openDetail(page, "Networks");
  const [name, bytes] = [...(await savedTeacher(page, "safetensors"))][0]!;
  await openSettings(page);
  const sheet = page.locator(".sheet");
  const load = sheet.getByLabel("Load a teacher");
  const file = (content: Buffer) => ({ name, mimeType: "application/octet-stream", buffer: content });
  await load.setInputFiles(file(bytes.subarray(0, -1)));
  await expect(sheet.getByText("This cannot be the teacher")).toContainText(/teacher.safetensors: .* but the file has/);
  await load.setInputFiles(file(bytes));
  await expect(sheet.getByText(/teacher.safetensors \(784-8-10\) misreads [\d,]+ of 2,000 test images/)).toBeVisible({
    timeout: 60_000,
  });
  await expect(page.locator(".network-picker").first()).not.toContainText("given");
  await sheet.getByRole("button", { name: "Keep it and teach with it" }).click();
  await expect(page.locator(".network-picker").first()).toContainText("given, not trained: teacher.safetensors");
  // Two of them: the answers are averaged, and the student learns from the average.
  const sent = await page.evaluateHandle(
    (content) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(content)], "second.safetensors"));
      return transfer;
    },
    [...writeNetwork({ weights: drawnWeights(dense(5)) })],
  );
  await page.dispatchEvent("body", "drop", { dataTransfer: sent });
  await expect(sheet.getByText("hardly fewer than a guess")).toBeVisible({ timeout: 60_000 });
  await sheet.getByRole("button", { name: "Keep it and teach with it" }).click();
  await expect(page.locator(".network-picker").first()).toContainText("given, not trained: second.safetensors");
  for (const kept of ["teacher.safetensors", "second.safetensors"])
    await sheet.getByLabel(kept, { exact: true }).check();
  await sheet.getByRole("combobox", { name: "Average of several" }).selectOption("logits");
  await sheet.getByRole("button", { name: "Teach with the chosen" }).click();
  await expect(page.locator(".network-picker").first()).toContainText("second.safetensors + teacher.safetensors");
  await sheet.getByRole("button", { name: "Close" }).click();
  await trainToTheEnd(page);
  await expect(page.locator(".status")).toContainText("120 steps");
  await openSettings(page);
  await sheet.getByRole("button", { name: "Remove teacher.safetensors" }).click();
  await expect(sheet.getByText("This browser does not have it")).toBeVisible();
  await sheet.getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText(/teacher.safetensors \([0-9a-f]{16}\)/);
  await expect(page.getByRole("button", { name: "Train", exact: true })).toBeEnabled();

  const checksum = "0123456789abcdef";
  const given = [{ name: "of another machine", checksum, architecture: dense(8) }];
  await openWith(page, { ...experiment, teacher: { ...experiment.teacher, given } });
  await expect(page.locator(".network-picker").first()).toContainText("given, not trained: of another machine");
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await expect(page.getByRole("alert").last()).toContainText(`of another machine (${checksum})`);
});
