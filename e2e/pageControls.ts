/** The page's controls, found by their accessible names, and experiments small enough for a test. */

import { expect, type Locator, type Page } from "@playwright/test";
import { defaultExperiment } from "../src/domain/defaultExperiment.ts";
import type { Experiment } from "../src/domain/experiment.ts";
import { dense } from "../src/domain/namedArchitectures.ts";
import type { Method } from "../src/methods/core/method.ts";
import { addressOf, type Place } from "../src/places/place.ts";
import { hashOf } from "../src/session/experimentLink.ts";
import { shrunkExperiment } from "../src/testing/shrunkExperiment.ts";

/** The lab: its address from "#" on, and that of a page which begins with it. */
export const LAB_HASH = addressOf({ kind: "lab", preset: null });
export const LAB = `/${LAB_HASH}`;

/** An experiment small enough for any backend: a few steps of tiny networks on a few images. */
export function tinyExperiment(steps: number): Experiment {
  const training = { ...defaultExperiment.student.training, steps, batchSize: 10, learningRate: 0.005 };
  return {
    ...defaultExperiment,
    pairs: 1,
    data: { dataset: "digits", train: 100 },
    teacher: { architecture: dense(8), training },
    student: { architecture: dense(6), training },
    transferSet: { ...defaultExperiment.transferSet, size: 100 },
    evaluateEvery: steps,
  };
}

/** A method's own experiment, so small that any backend finishes it in seconds. @param steps of each of its stages */
export function shrunkPreset({ preset }: Method, steps: number): Experiment {
  return shrunkExperiment(preset(defaultExperiment), { steps, batch: 10, images: 100, units: 6, filters: 2 });
}

/** Follows a link to an experiment while the page is open. */
export async function follow(page: Page, experiment: Experiment): Promise<void> {
  const hash = await hashOf(experiment, defaultExperiment);
  await page.evaluate((next) => {
    location.hash = next;
  }, hash);
  const method = page.getByRole("combobox", { name: "Method" });
  await expect(method).toHaveValue(experiment.method.id);
  await expect(page.locator(".experiment-bar .facts")).toContainText(`seed ${experiment.seed} `);
}

/** Opens the page with an experiment in its link. */
export async function openWith(page: Page, experiment: Experiment, query = ""): Promise<void> {
  await page.goto(`/${query}${await hashOf(experiment, defaultExperiment)}`);
  await expect(page.getByRole("region", { name: "Result" })).toBeVisible();
}

/** Presses Train and waits until all steps are done. */
export async function trainToTheEnd(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await expect(page.locator(".status")).toContainText("steps are done", { timeout: 150_000 });
}

/** The step of the status line; NaN where it names none. */
export async function statusStep(page: Page): Promise<number> {
  const text = (await page.locator(".status").textContent()) ?? "";
  return Number(/step ([\d,]+)/.exec(text)?.[1]?.replaceAll(",", ""));
}

/** Opens a detail: in its room where that is open, else from the lab. */
export async function openDetail(page: Page, name: string): Promise<void> {
  const room = page.getByRole("tablist");
  if (await room.isVisible()) await room.getByRole("tab", { name, exact: true }).click();
  else await page.locator(".look-closer").getByRole("button", { name, exact: true }).click();
}

/** Opens the sheet of all settings, which stands in place of the result. */
export async function openSettings(page: Page): Promise<void> {
  await page.getByRole("button", { name: /all settings/ }).click();
}

/** Chooses a backend by hand, and closes the sheet of settings again. */
export async function chooseBackend(page: Page, backend: "wasm" | "webgpu" | "cpu"): Promise<void> {
  await openSettings(page);
  await page.getByRole("combobox", { name: "Backend" }).selectOption(backend);
  await page.locator(".sheet").getByRole("button", { name: "Close" }).click();
}

/** Opens the chooser of experiments, in either language. @returns its dialog */
export async function openChooser(page: Page): Promise<Locator> {
  await page.locator("button.preset").click();
  return page.locator("dialog.chooser");
}

/** Opens the chooser and presses the card of a preset. */
export async function choosePreset(page: Page, id: string): Promise<void> {
  const chooser = await openChooser(page);
  // The first look has two cards.
  await chooser.locator(`[data-preset="${id}"]`).first().click();
}

/** Opens the papers' whole table in the chooser. @returns the dialog */
export async function openClaims(page: Page): Promise<Locator> {
  const chooser = await openChooser(page);
  await chooser.locator(".below-papers button").click();
  return chooser;
}

/** Goes to a place of the page by its link in the header. */
export async function goTo(page: Page, place: Place): Promise<void> {
  await page.locator(`header nav a[href="${addressOf(place)}"]`).click();
}

type ChosenFiles = Parameters<Locator["setInputFiles"]>[0];

/** Chooses files of one's own on the lab's sheet. @returns the sheet, which shows what was understood of them */
export async function offerFiles(page: Page, files: ChosenFiles, isFolder = false): Promise<Locator> {
  const sheet = page.getByRole("dialog", { name: "Your own images" });
  const dataset = page.getByRole("combobox", { name: "Dataset" });
  if ((await dataset.inputValue()) === "files")
    await page.getByRole("button", { name: "Choose or drop files" }).click();
  else await dataset.selectOption("files");
  await sheet.getByLabel(isFolder ? "Choose a folder" : "Choose files").setInputFiles(files);
  return sheet;
}

/** Takes the images that the sheet shows. */
export async function takeOffered(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Use these images" }).click({ timeout: 60_000 });
  await expect(page.getByRole("dialog", { name: "Your own images" })).toHaveCount(0);
}

/** Chooses files of one's own and takes them. */
export async function takeFiles(page: Page, files: ChosenFiles): Promise<void> {
  await offerFiles(page, files);
  await takeOffered(page);
}
