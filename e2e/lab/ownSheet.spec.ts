/** A visitor's own images: what the page understood of them is shown before they are taken, kept or recognised. */

import { appendFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { layoutFaults } from "../../scripts/screenshots/layoutFaults.ts";
import type { Split } from "../../src/domain/dataset.ts";
import { defaultExperiment } from "../../src/domain/defaultExperiment.ts";
import { experimentOnFiles } from "../../src/methods/registry/fittedToData.ts";
import { hashOf } from "../../src/session/experimentLink.ts";
import { filesOf, shapesSplit } from "../../src/testing/colouredShapes.ts";
import * as made from "../../src/testing/ownData/builtFiles.ts";
import { seriousFaults } from "../accessibility.ts";
import {
  chooseBackend,
  LAB_HASH,
  offerFiles,
  openSettings,
  openWith,
  takeOffered,
  tinyExperiment,
  trainToTheEnd,
} from "../pageControls.ts";

const STEPS = 12;
const asMade = (split: Split): readonly [made.MadeImages, made.MadeImages] => [
  { ...split.train, bytes: split.train.images },
  { ...split.test, bytes: split.test.images },
];

const file = (name: string, bytes: Uint8Array) => ({ name, mimeType: "", buffer: Buffer.from(bytes) });

function idxFiles(split: Split) {
  const [train, test] = asMade(split);
  return [
    file("train-images", made.idxImages(train)),
    file("train-labels", made.idxLabels(train)),
    file("test-images", made.idxImages(test)),
    file("test-labels", made.idxLabels(test)),
  ];
}

/** Drops files on the page. */
async function drop(page: Page, files: readonly ReturnType<typeof file>[]): Promise<void> {
  await page.evaluate(
    (dropped) => {
      const transfer = new DataTransfer();
      for (const { name, bytes } of dropped) transfer.items.add(new File([new Uint8Array(bytes)], name));
      dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, cancelable: true }));
    },
    files.map(({ name, buffer }) => ({ name, bytes: [...buffer] })),
  );
}

const grey16 = shapesSplit({ height: 16, width: 16, channels: 1 }, 5, { train: 200, test: 50 });
const colour32 = shapesSplit({ height: 32, width: 32, channels: 3 }, 10, { train: 200, test: 50 });
const otherGrey16 = shapesSplit({ height: 16, width: 16, channels: 1 }, 4, { train: 80, test: 20 });

/** Trains as few steps as give two pairs, and so a verdict. */
async function trainToVerdict(page: Page, tested: string): Promise<void> {
  await chooseBackend(page, "wasm");
  await trainToTheEnd(page);
  const result = page.getByRole("region", { name: "Result" });
  await expect(result).toContainText(`of ${tested}`);
  await expect(result.locator(".verdict")).toHaveText(/^(Helps|Hurts|Cannot tell|No difference|Equal)/);
}

async function openTiny(page: Page): Promise<void> {
  await openWith(page, { ...tinyExperiment(STEPS), pairs: 2 });
}

/** Writes pictures into folders, one a class. @returns the folder */
function writtenPictures(folder: string, split: Split): string {
  const { classNames } = split.train;
  const [train] = asMade(split);
  const pictures = made.pictureFolders(
    train,
    classNames.map((name) => name.replace(" ", "-")),
    { root: "pictures" },
  );
  for (const [path, bytes] of Object.entries(pictures)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  return join(folder, "pictures");
}

test("16x16 grey images are shown with counts, roles and twenty images, fit the networks and train", async ({
  page,
}) => {
  await openTiny(page);
  const sheet = await offerFiles(page, [
    ...idxFiles(grey16),
    file("README", Buffer.from("Five shapes, drawn for a test.")),
  ]);
  await expect(sheet).toContainText("200 training images and 50 test images of 16×16 in grey, 5 classes.");
  await expect(sheet.getByRole("img")).toHaveCount(20);
  await expect(sheet).toContainText("200 images, training");
  await sheet.getByText("1 file is not used").click();
  await expect(sheet).toContainText("README no data file");
  await expect(sheet).toContainText("If you use them, the experiment changes:");
  await sheet.getByLabel("Name of class 1").fill("disc");
  await sheet.getByLabel("Name of class 1").press("Enter");
  await expect(sheet.getByRole("img", { name: "disc" })).toHaveCount(4);
  await sheet.getByLabel("Name of class 2").fill("disc");
  await sheet.getByLabel("Name of class 2").press("Enter");
  await expect(sheet).toContainText("Each class needs a name of its own");
  expect(await seriousFaults(page, "dialog[open]")).toEqual([]);
  await takeOffered(page);
  await trainToVerdict(page, "50 test images");
  await expect(
    page.getByRole("region", { name: "Image", exact: true }).getByRole("radio", { name: /disc/ }).first(),
  ).toBeVisible();
});

test("32x32 images in colour are made grey and smaller on request, and train as they are", async ({ page }) => {
  await openTiny(page);
  const [train] = asMade(colour32);
  const sheet = await offerFiles(
    page,
    file(
      "colours.npz",
      made.zipBytes({
        "x_train.npy": made.npyImages(train),
        "y_train.npy": made.npyLabels(train),
      }),
    ),
  );
  await expect(sheet).toContainText("of 32×32 in colour, 10 classes.");
  await expect(sheet).toContainText("are held out as test images");
  await sheet.getByLabel("Grey in place of colour").check();
  await sheet.getByLabel("Size", { exact: true }).selectOption("16");
  await sheet.getByLabel("To this size by").selectOption("cropped");
  await expect(sheet).toContainText("of 16×16 in grey, 10 classes.");
  await sheet.getByLabel("Grey in place of colour").uncheck();
  await sheet.getByLabel("Size", { exact: true }).selectOption("0");
  await expect(sheet).toContainText("of 32×32 in colour, 10 classes.");
  await takeOffered(page);
  await trainToVerdict(page, "30 test images");
});

test("a folder of PNG pictures, a folder a class, trains", async ({ page }, info) => {
  await openTiny(page);
  const sheet = await offerFiles(page, writtenPictures(info.outputPath("own"), grey16), true);
  await expect(sheet).toContainText("of 16×16 in grey, 5 classes.");
  await expect(sheet.getByLabel("Name of class 1")).toHaveValue("bar-0");
  await takeOffered(page);
  await trainToVerdict(page, "30 test images");
});

test("photographs that ask to be turned are read as they are stored", async ({ page }, info) => {
  await openTiny(page);
  const folder = info.outputPath("photographs");
  const photographs = made.madeImages(7, 12, [16, 32, 3], 2);
  for (const name of ["day", "night"]) mkdirSync(join(folder, name), { recursive: true });
  for (let i = 0; i < photographs.count; i++)
    writeFileSync(join(folder, i % 2 ? "day" : "night", `${i}.jpg`), made.turnedJpegBytes(photographs, i));
  const sheet = await offerFiles(page, folder, true);
  await expect(sheet).toContainText("10 training images and 2 test images of 32×16 in colour, 2 classes.");
  await expect(sheet).not.toContainText("not used");
});

test("EMNIST's letters, 26 classes, are read in part, turned and train (set CASES_DIR where they lie elsewhere)", async ({
  page,
}) => {
  const cases = process.env.CASES_DIR ?? join(import.meta.dirname, "../../../shared/cases");
  const folder = join(cases, "11-emnist-letters");
  test.skip(!existsSync(folder), "EMNIST's letters are neither in CASES_DIR nor in ../shared/cases");
  await openTiny(page);
  const sheet = await offerFiles(
    page,
    readdirSync(folder).map((name) => join(folder, name)),
  );
  await expect(sheet).toContainText("28×28 in grey, 26 classes.");
  await expect(sheet).toContainText("EMNIST's files have rows and columns exchanged");
  await sheet.getByLabel("Read only the first").selectOption("100");
  await expect(sheet).toContainText("100 of 120 images of emnist-letters-train-images");
  await sheet.getByLabel("Read only the first").selectOption("all");
  await expect(sheet).toContainText("120 training images");
  await sheet.getByLabel("Turn: exchange rows and columns").check();
  await expect(sheet).not.toContainText("EMNIST's files have rows and columns exchanged");
  await expect(sheet.getByLabel("Name of class 26")).toHaveValue(/z/i);
  await takeOffered(page);
  await trainToVerdict(page, "60 test images");
});

test("files that are dropped one after another are read together when asked to, the newest of each name", async ({
  page,
}) => {
  await openTiny(page);
  const [trainImages, ...others] = idxFiles(grey16);
  const sheet = await offerFiles(page, [trainImages!]);
  await expect(sheet.getByRole("alert")).toContainText("These files cannot be used");
  await drop(page, others);
  await sheet.getByRole("button", { name: `Read together with ${trainImages!.name}` }).click();
  await expect(sheet).toContainText("200 training images");
  await expect(sheet.getByRole("button", { name: /Read together/ })).toHaveCount(0);
  await takeOffered(page);
});

test("a bad drop shows what is wrong and leaves the good images in place; another set is taken only when asked to", async ({
  page,
}, info) => {
  await openTiny(page);
  await offerFiles(page, idxFiles(grey16));
  await takeOffered(page);
  const sheet = await offerFiles(page, file("holiday.jpg", Buffer.from("JFIF....")));
  await expect(sheet.getByRole("alert")).toContainText("holiday.jpg");
  await expect(sheet.getByRole("alert")).toContainText("What was there before stays as it is.");
  await sheet.getByLabel("Choose files").setInputFiles(idxFiles(otherGrey16));
  await expect(sheet).toContainText("80 training images");
  await drop(page, [file("train-images.gz", Buffer.from("<!doctype html>"))]);
  await expect(sheet.getByRole("alert")).toContainText("train-images.gz is a web page, not data");
  await sheet.getByRole("button", { name: "Back to the files before" }).click();
  await expect(sheet).toContainText("80 training images");
  await page.keyboard.press("Escape");
  await expect(sheet).toHaveCount(0);
  // The same by a drop, with files that have changed since they were chosen.
  const [images, labels] = ["own-images", "own-labels"].map((name) => info.outputPath(name)) as [string, string];
  const [train] = asMade(otherGrey16);
  writeFileSync(images, made.idxImages(train));
  writeFileSync(labels, made.idxLabels(train));
  const other = await offerFiles(page, [images, labels]);
  await expect(other).toContainText("These are other images than the experiment was made with");
  appendFileSync(images, "more");
  await other.getByLabel("Read only the first").selectOption("100");
  await expect(other.getByRole("alert")).toContainText("has changed on disk since it was chosen");
  await other.getByRole("button", { name: "Cancel" }).click();
  await trainToVerdict(page, "50 test images");
});

test("kept images are there after a reload until they are forgotten; others are asked for by name and checksum and recognised", async ({
  page,
}) => {
  await openTiny(page);
  let sheet = await offerFiles(page, idxFiles(grey16));
  await sheet.getByLabel("Turn: exchange rows and columns").check();
  await sheet.getByLabel("Name of class 1").fill("disc");
  await sheet.getByLabel("Name of class 1").press("Enter");
  await expect(sheet.getByRole("img", { name: "disc" })).toHaveCount(4);
  await sheet.getByLabel(/^Keep these images in this browser/).check();
  await takeOffered(page);
  await openSettings(page);
  await expect(page.locator(".files-at-hand")).toContainText("Kept in this browser.");
  await page.reload();
  await trainToVerdict(page, "50 test images");
  await openSettings(page);
  await page.getByRole("button", { name: "Forget them" }).click();
  await expect(page.locator(".files-at-hand")).toContainText("Gone when the page is reloaded.");
  await page.reload();
  const needed = page.locator(".needed-files");
  await expect(needed).toContainText("200 training images and 50 test images of 16×16 in grey, 5 classes.");
  await expect(needed).toContainText("Classes: disc, 1, 2, 3, 4.");
  expect(await seriousFaults(page, ".needed-files")).toEqual([]);
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("This data set is not here");
  await needed.getByLabel("Choose files").setInputFiles(idxFiles(otherGrey16));
  sheet = page.getByRole("dialog", { name: "Your own images" });
  await expect(sheet).toContainText("These are other images than the experiment was made with");
  await sheet.getByRole("button", { name: "Cancel" }).click();
  await needed.getByLabel("Choose files").setInputFiles(idxFiles(grey16));
  await expect(sheet).toContainText("These are the images that the experiment was made with.");
  await expect(sheet.getByLabel("Turn: exchange rows and columns")).toBeChecked();
  await takeOffered(page);
  await expect(needed).toHaveCount(0);
  await trainToVerdict(page, "50 test images");
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  for (const lang of ["en", "zh"] as const)
    test(`nothing of the sheet or of what a link asks for is cut off, in ${lang}`, async ({ page }) => {
      await page.goto(`/?lang=${lang}${LAB_HASH}`);
      await expect(page.locator(".bars")).toBeVisible();
      // What takes drops is fetched after the page has first been painted.
      await page.waitForLoadState("networkidle");
      await drop(page, idxFiles(otherGrey16));
      await expect(page.locator(".first-images li")).toHaveCount(20);
      expect(await layoutFaults(page)).toEqual([]);
      expect(await seriousFaults(page, "dialog[open]")).toEqual([]);
      const linked = experimentOnFiles(tinyExperiment(STEPS), { ...filesOf(colour32), name: "colours.npz" });
      await page.goto("about:blank");
      await page.goto(`/?lang=${lang}${await hashOf(linked, defaultExperiment)}`);
      const needed = page.locator(".needed-files");
      await expect(needed).toContainText("colours.npz");
      expect(await layoutFaults(page)).toEqual([]);
      expect(await seriousFaults(page, ".needed-files")).toEqual([]);
    });
});
