/** Training from the page: backends, data, pausing, resuming, and what it reports where something is wrong. */

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { hardwareAdapter, writeInto } from "./faults/workerScripts.ts";
import {
  chooseBackend,
  LAB,
  openDetail,
  openWith,
  statusStep,
  takeFiles,
  tinyExperiment,
  trainToTheEnd,
} from "./pageControls.ts";

test("tiny runs train to the end on WebGPU and WASM, and their first 12 losses are those of the processor", async ({
  page,
}) => {
  const losses: Record<string, readonly number[]> = {};
  for (const backend of ["cpu", "wasm", "webgpu"] as const) {
    await page.goto("about:blank");
    await openWith(page, tinyExperiment(12));
    await chooseBackend(page, backend);
    await trainToTheEnd(page);
    await expect(page.locator(".status")).toContainText(backend);
    await openDetail(page, "Loss");
    const cells = page.locator("table.losses td");
    await expect(cells).toHaveCount(36);
    losses[backend] = (await cells.allTextContents()).map(Number);
  }
  for (const backend of ["wasm", "webgpu"] as const) {
    const apart = losses.cpu!.map((value, i) => Math.abs(losses[backend]![i]! - value) / Math.max(1, value));
    console.log(
      `${backend}: losses of 12 steps differ from the processor's by at most ${Math.max(...apart).toExponential(1)}`,
    );
    expect(Math.max(...apart)).toBeLessThan(0.002);
  }
});

test("on a hardware adapter the pairs of an arm train together, and make the errors that each makes alone", async ({
  page,
}) => {
  const jobs: string[] = [];
  page.on("console", (message) => {
    if (message.text().startsWith("jobs ")) jobs.push(message.text());
  });
  const says = `addEventListener("message", ({ data }) => data.type === "train" && console.log("jobs " + data.orders.length));`;
  const results: (readonly string[])[] = [];
  for (const adapter of ["", hardwareAdapter]) {
    await page.goto("about:blank");
    await writeInto(page, { training: `${adapter}${says}` });
    await openWith(page, { ...tinyExperiment(20), pairs: 3 });
    await chooseBackend(page, "webgpu");
    await trainToTheEnd(page);
    results.push(await page.getByRole("region", { name: "Result" }).allTextContents());
    await page.unroute(/conductingWorker-.*\.js/);
  }
  expect(jobs).toEqual([...Array.from({ length: 7 }, () => "jobs 1"), "jobs 1", "jobs 3", "jobs 3"]);
  expect(results[1]).toEqual(results[0]);
});

test("MNIST's own files train a student (set MNIST_DIR where they lie elsewhere)", async ({ page }) => {
  const folder = process.env.MNIST_DIR ?? join(import.meta.dirname, "../../shared/mnist");
  test.skip(!existsSync(folder), "MNIST's files are neither in MNIST_DIR nor in ../shared/mnist");
  await openWith(page, { ...tinyExperiment(60), data: { dataset: "files", train: 2000 } });
  await takeFiles(
    page,
    readdirSync(folder).map((name) => join(folder, name)),
  );
  await chooseBackend(page, "wasm");
  await trainToTheEnd(page);
  await expect(page.getByRole("region", { name: "Result" })).toContainText("of 10,000 test images");
});

test("a site without MNIST reports it with the remedy, and keeps the picture", async ({ page }) => {
  await page.goto(LAB);
  await expect(page.locator(".bars")).toBeVisible();
  await page.getByRole("combobox", { name: "Dataset" }).selectOption("mnist");
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("drop MNIST's files on the page");
  await expect(page.locator(".bars")).toBeVisible();
  await expect(page.getByRole("button", { name: "Train", exact: true })).toBeEnabled();
});

test("a run that a reload cut off goes on from its checkpoint to the same end", async ({ page }) => {
  const experiment = { ...tinyExperiment(3000), evaluateEvery: 300 };
  await openWith(page, experiment);
  await chooseBackend(page, "wasm");
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await expect(page.locator(".status")).toContainText("steps/s", { timeout: 60_000 });
  await expect.poll(() => statusStep(page), { timeout: 60_000 }).toBeGreaterThan(3100);
  await page.reload();
  await chooseBackend(page, "wasm");
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page.locator(".status")).toContainText("steps are done", { timeout: 120_000 });
  const resumed = await page.getByRole("region", { name: "Result" }).locator(".big").allTextContents();
  await trainToTheEnd(page);
  expect(await page.getByRole("region", { name: "Result" }).locator(".big").allTextContents()).toEqual(resumed);
});

test("stopping while images are fetched is no failure", async ({ page }) => {
  await page.route(/data\/mnist/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 3000));
    await route.abort().catch(() => {});
  });
  await page.goto(LAB);
  await expect(page.locator(".bars")).toBeVisible();
  await page.getByRole("combobox", { name: "Dataset" }).selectOption("mnist");
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await expect(page.locator(".status")).toContainText("Getting the images ready");
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await expect(page.getByRole("button", { name: "Train", exact: true })).toBeEnabled();
  await page.waitForTimeout(500);
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("the run's networks classify a digit drawn by hand", async ({ page }) => {
  await openWith(page, tinyExperiment(30));
  await chooseBackend(page, "wasm");
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await expect(page.locator(".status")).toContainText("steps are done", { timeout: 60_000 });
  await page.getByRole("button", { name: "Draw" }).click();
  const pad = page.getByRole("application", { name: "Draw a digit here" });
  await pad.scrollIntoViewIfNeeded();
  const box = (await pad.boundingBox())!;
  await page.mouse.move(box.x + 80, box.y + 30);
  await page.mouse.down();
  await page.mouse.move(box.x + 84, box.y + 140, { steps: 8 });
  await page.mouse.up();
  await expect(page.getByText("what the network sees")).toBeVisible();
  // The answers are those to the drawing, no longer to the image before.
  await expect(page.getByText("the answers are those to the image before")).toHaveCount(0);
  await expect(page.getByRole("radio", { checked: true })).toHaveCount(0);
  await expect(page.locator(".bars")).toBeVisible();
});

test("pause holds, step advances each job by one step, resume and stop take effect", async ({ page }) => {
  // A teacher that is still training when the visitor pauses: one job, so one step.
  const { teacher, ...rest } = tinyExperiment(4000);
  await openWith(page, { ...rest, teacher: { ...teacher, training: { ...teacher.training, steps: 200_000 } } });
  await chooseBackend(page, "wasm");
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await expect(page.locator(".status")).toContainText("steps/s", { timeout: 60_000 });
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  const status = page.locator(".status");
  await expect(status).toContainText("Paused at step");
  const stepOf = () => statusStep(page);
  // Steps that were taken before the pause may still arrive; then the number stands still.
  let before = Number.NaN;
  const standsStill = async () => {
    const last = before;
    before = await stepOf();
    return before === last;
  };
  await expect.poll(standsStill, { intervals: [1500] }).toBe(true);
  await page.waitForTimeout(1500);
  expect(await stepOf()).toBe(before);
  await page.getByRole("button", { name: "Step", exact: true }).click();
  await expect.poll(stepOf).toBe(before + 1);
  await page.getByRole("button", { name: "Resume" }).click();
  await expect.poll(stepOf).toBeGreaterThan(before + 1);
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await expect(status).toContainText("stopped at step");
});

test("a learning rate that diverges is stopped with what to change, and the page goes on", async ({ page }) => {
  const wild = tinyExperiment(400);
  const linear = { kind: "dense", units: 8, activation: "linear" } as const;
  const training = { ...wild.student.training, optimizer: "momentum" as const, learningRate: 100 };
  await openWith(page, {
    ...wild,
    student: { architecture: { ...wild.student.architecture, layers: [linear, linear, linear] }, training },
  });
  await chooseBackend(page, "wasm");
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("lower the learning rate from 100 to about 10", {
    timeout: 60_000,
  });
  await expect(page.getByRole("button", { name: "Train", exact: true })).toBeEnabled();
});
