/** A visitor's own images of another size, in colour, and in more classes than bars have rows. */

import { expect, type Page, test } from "@playwright/test";
import type { Dataset } from "../../src/domain/dataset.ts";
import type { Experiment } from "../../src/domain/experiment.ts";
import { shapeOf } from "../../src/domain/namedDatasets.ts";
import { fittedToData } from "../../src/methods/registry/fittedToData.ts";
import { filesOf, shapesSplit } from "../../src/testing/colouredShapes.ts";
import { idxFile } from "../../src/testing/idxFile.ts";
import { chooseBackend, openDetail, openWith, takeFiles, tinyExperiment, trainToTheEnd } from "../pageControls.ts";

const STEPS = 12;
const split = shapesSplit({ height: 16, width: 12, channels: 3 }, 26, { train: 520, test: 260 });

function idxPair({ images, labels, count, height, width, channels }: Dataset, name: string) {
  const shape = channels === 1 ? [count, height, width] : [count, height, width, channels];
  const file = (kind: string, buffer: Buffer) => ({ name: `${name}-${kind}`, mimeType: "", buffer });
  return [
    file(
      "images",
      idxFile(shape, (i) => images[i]!),
    ),
    file(
      "labels",
      idxFile([count], (i) => labels[i]!),
    ),
  ];
}

const names = {
  name: "class-names.txt",
  mimeType: "",
  buffer: Buffer.from(split.train.classNames.join("\n")),
};

function experiment(): Experiment {
  const data = { dataset: "files", train: "all", files: filesOf(split) } as const;
  const tiny = tinyExperiment(STEPS);
  const jitter = { ...tiny.student.training, jitter: 1 };
  const shifted = { ...tiny, data, student: { ...tiny.student, training: jitter } };
  return fittedToData(shifted, shapeOf(data));
}

async function openWithFiles(page: Page): Promise<void> {
  await page.goto("about:blank");
  await openWith(page, experiment());
  await takeFiles(page, [...idxPair(split.train, "train"), ...idxPair(split.test, "test"), names]);
}

test("images of 12x16 in colour train on WebGPU and WASM as on the processor", async ({ page }) => {
  const losses: Record<string, readonly number[]> = {};
  for (const backend of ["cpu", "wasm", "webgpu"] as const) {
    await openWithFiles(page);
    await chooseBackend(page, backend);
    await trainToTheEnd(page);
    await expect(page.locator(".status")).toContainText(backend);
    await openDetail(page, "Loss");
    const cells = page.locator("table.losses td");
    await expect(cells).toHaveCount(3 * STEPS);
    losses[backend] = (await cells.allTextContents()).map(Number);
  }
  for (const backend of ["wasm", "webgpu"] as const) {
    const apart = losses.cpu!.map((value, i) => Math.abs(losses[backend]![i]! - value) / Math.max(1, value));
    expect(Math.max(...apart), backend).toBeLessThan(0.002);
  }
});

test("26 classes are ranked in bars, scroll in matrices and are called images", async ({ page }) => {
  await openWithFiles(page);
  await chooseBackend(page, "wasm");
  await trainToTheEnd(page);
  await expect(page.getByRole("region", { name: "Result" })).toContainText("of 260 test images");
  const rows = page.locator(".soft-targets .bar-row");
  await expect(rows).toHaveCount(11);
  await expect(rows.last()).toContainText("and 16 others");
  const images = page.getByRole("region", { name: "Image", exact: true });
  await expect(images).toContainText("Only square grey images can be drawn by hand.");
  await expect(images.getByRole("radio")).toHaveCount(26);
  const shown = images.locator(".shown-image canvas");
  expect(await shown.evaluate((canvas: HTMLCanvasElement) => [canvas.width, canvas.height])).toEqual([12, 16]);
  const hasColours = await shown.evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext("2d")!.getImageData(0, 0, 12, 16);
    return data.some((value, i) => i % 4 === 0 && value !== data[i + 1]);
  });
  expect(hasColours).toBe(true);
  await openDetail(page, "Confusion");
  const matrix = page.locator(".many-classes");
  await expect(matrix).toBeVisible();
  const cells = matrix.getByRole("img");
  await cells.focus();
  await page.keyboard.press("Home");
  const said = page.locator(".many-classes-figure figcaption");
  const first = await said.textContent();
  await page.keyboard.press("ArrowRight");
  await expect(said).not.toHaveText(first ?? "");
  await expect(cells).toHaveAccessibleName(/square 0/);
  await openDetail(page, "Similarity");
  await expect(page.locator(".many-classes")).toHaveCount(2);
  await openDetail(page, "Per class");
  await expect(page.locator(".class-bars li")).toHaveCount(26);
});
