/** What the page does where a worker or the GPU fails: each failure is written into the worker's own program. */

import { expect, type Page, test } from "@playwright/test";
import { dense } from "../../src/domain/namedArchitectures.ts";
import { chooseBackend, follow, openSettings, openWith, tinyExperiment } from "../pageControls.ts";
import { hardwareAdapter, LONG, MISSING, writeInto } from "./workerScripts.ts";

test.setTimeout(60_000);

const train = (page: Page) => page.getByRole("button", { name: "Train", exact: true });
const status = (page: Page) => page.locator(".status");

/** Every device of the worker ends while it trains. */
const destroyed = `{
  const { requestDevice } = GPUAdapter.prototype;
  GPUAdapter.prototype.requestDevice = async function (...request) {
    const device = await requestDevice.apply(this, request);
    addEventListener("message", ({ data }) => data.type === "train" && setTimeout(() => device.destroy(), 500));
    return device;
  };
}`;

/** No shader of the worker compiles. */
const invalidShaders = `{
  const { createShaderModule } = GPUDevice.prototype;
  GPUDevice.prototype.createShaderModule = function (shader) {
    return createShaderModule.call(this, { ...shader, code: shader.code + " no shader" });
  };
}`;

for (const backend of ["webgpu", "tfjs-webgpu"] as const)
  test(`a run on ${backend} whose device is destroyed goes on on another one`, { tag: LONG }, async ({ page }) => {
    await writeInto(page, { training: [destroyed] });
    await openWith(page, tinyExperiment(40));
    await openSettings(page);
    await page.getByRole("combobox", { name: "Backend" }).selectOption(backend);
    await train(page).click();
    await expect(page.locator(".notice")).toContainText("A worker was lost and replaced", { timeout: 40_000 });
    await expect(page.locator(".notice")).toContainText("the GPU went away");
    // tfjs' first steps take minutes on a software adapter.
    if (backend === "webgpu") await expect(status(page)).toContainText("steps are done", { timeout: 30_000 });
    else await page.getByRole("button", { name: "Stop", exact: true }).click();
    await expect(train(page)).toBeEnabled();
    await expect(page.getByRole("alert")).toHaveCount(0);
  });

test("a shader that the GPU refuses ends the run with the device's words", async ({ page }) => {
  await writeInto(page, { training: [invalidShaders] });
  await openWith(page, tinyExperiment(40));
  await chooseBackend(page, "webgpu");
  await train(page).click();
  await expect(page.getByRole("alert")).toContainText("The graphics processor computes wrongly", { timeout: 30_000 });
  await expect(page.getByRole("alert")).toContainText("GPUValidationError");
  await expect(train(page)).toBeEnabled();
});

test("the automatic choice gives a GPU whose shaders are refused up for WASM", async ({ page }) => {
  await writeInto(page, { training: [hardwareAdapter + invalidShaders] });
  await openWith(page, tinyExperiment(30));
  await train(page).click();
  await expect(status(page)).toContainText("steps are done", { timeout: 30_000 });
  await expect(status(page)).toContainText("wasm");
  // The steps are done by now, so the reason stands where the backend does.
  await expect(status(page)).toHaveAttribute("title", /webgpu: given up in its trial/);
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("a training worker that throws is replaced alone; the conducting worker goes on", { tag: LONG }, async ({
  page,
}) => {
  const throwing = `addEventListener("message", ({ data }) => {
    if (data.type === "train") setTimeout(() => { throw new Error("thrown in a worker") });
  })`;
  const conducting = await writeInto(page, { training: [throwing] });
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await openWith(page, tinyExperiment(150));
  await chooseBackend(page, "wasm");
  await train(page).click();
  await expect(status(page)).toContainText("steps are done", { timeout: 30_000 });
  await expect(page.locator(".notice")).toContainText("thrown in a worker");
  expect(conducting()).toBe(1);
  expect(errors).toEqual([]);
});

for (const [name, program, command] of [
  ["a training worker that hangs", "training", "train"],
  ["a conducting worker that hangs", "conducting", "stop"],
] as const)
  test(`Stop ends ${name}, and the next run trains`, { tag: program === "conducting" ? LONG : [] }, async ({
    page,
  }) => {
    const hanging = `addEventListener("message", ({ data }) => { if (data.type === "${command}") for (;;); })`;
    await writeInto(page, { [program]: [hanging] });
    await openWith(page, { ...tinyExperiment(200_000), evaluateEvery: 100_000 });
    await chooseBackend(page, "wasm");
    await train(page).click();
    await expect(status(page)).toContainText("of 600,000", { timeout: 15_000 });
    await page.getByRole("button", { name: "Stop", exact: true }).click();
    await expect(train(page)).toBeEnabled({ timeout: 5000 });
    await expect(page.getByRole("alert")).toHaveCount(0);
    await openWith(page, tinyExperiment(30));
    await train(page).click();
    await expect(status(page)).toContainText("steps are done", { timeout: 30_000 });
  });

for (const program of ["conducting", "training"] as const)
  test(`a release that took the ${program} worker's program away is reported at once, with what helps`, async ({
    page,
  }) => {
    let asked = 0;
    if (program === "training") await writeInto(page, { training: [MISSING, MISSING] });
    else
      await page.route(/conductingWorker-.*\.js/, (route) =>
        asked++ === 0 ? route.fulfill({ contentType: "text/html", body: "<p>the page</p>" }) : route.abort(),
      );
    await openWith(page, tinyExperiment(30));
    await chooseBackend(page, "wasm");
    for (let attempt = 1; attempt <= 2; attempt++) {
      await train(page).click();
      await expect(page.getByRole("alert")).toHaveCount(attempt, { timeout: 10_000 });
      await expect(page.getByRole("alert").last()).toContainText("could not be loaded");
      await expect(page.getByRole("alert").last()).toContainText("reload the page");
      await expect(train(page)).toBeEnabled();
      if (program === "conducting") expect(asked).toBe(attempt);
    }
  });

test("a run of hours is asked about before it starts, and one too large for memory is refused with its size", async ({
  page,
}) => {
  const { teacher, ...rest } = tinyExperiment(30);
  await openWith(page, {
    ...rest,
    teacher: { architecture: dense(4096, 4096), training: { ...teacher.training, steps: 200_000 } },
  });
  await train(page).click();
  await expect(page.getByText("it takes about")).toContainText(/about [\d.]+ hours here, and \d+ MiB/);
  await page.getByRole("button", { name: "Leave it" }).click();
  await expect(page.getByText("it takes about")).toHaveCount(0);
  await train(page).click();
  await page.getByRole("button", { name: "Start it" }).click();
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await expect(train(page)).toBeEnabled();
  await openSettings(page);
  await follow(page, {
    ...rest,
    teacher: { ...teacher, architecture: dense(...Array.from({ length: 24 }, () => 4096)) },
  });
  await train(page).click();
  await expect(page.getByRole("alert")).toContainText(/does not fit into memory.*about [\d.]+ GiB/);
});
