/**
 * Runs that are disturbed: each goes on to the curve of the undisturbed one, or the page says what was lost. Some wait for
 * limits of half a minute, so that only `npm run test:faults` runs them.
 */

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, expect, type Page, test } from "@playwright/test";
import { browserFlags, findChromium } from "../../scripts/test/chromium.mjs";
import { defaultExperiment } from "../../src/domain/defaultExperiment.ts";
import type { Experiment } from "../../src/domain/experiment.ts";
import { dense } from "../../src/domain/namedArchitectures.ts";
import { hashOf } from "../../src/session/experimentLink.ts";
import { chooseBackend, LAB, openWith, tinyExperiment } from "../pageControls.ts";
import { LONG, writeInto } from "./workerScripts.ts";

test.setTimeout(300_000);

/** Long enough that checkpoints are sent before its end, on two cores. */
function experimentOf(seed: number, steps = STEPS): Experiment {
  const tiny = tinyExperiment(steps);
  const wider = (one: Experiment["teacher"]) => ({ ...one, architecture: dense(64) });
  return { ...tiny, seed, evaluateEvery: steps / 20, teacher: wider(tiny.teacher), student: wider(tiny.student) };
}
const STEPS = 12_000;

const status = (page: Page) => page.locator(".status");
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** The lines of the chart and the errors beside it. */
async function curveOf(page: Page) {
  await expect(status(page)).toContainText("steps are done", { timeout: 200_000 });
  // A notice over the lab takes height from the chart.
  const dismiss = button(page, "Dismiss");
  while ((await dismiss.count()) > 0) await dismiss.first().click();
  const lines = page.locator(".recharts-line-curve");
  await expect(lines).toHaveCount(3);
  const read = async () => lines.evaluateAll((paths) => paths.map((path) => path.getAttribute("d")));
  // The chart is drawn at intervals: it is complete once it no longer changes.
  let paths = await read();
  await expect
    .poll(
      async () => {
        const before = paths;
        paths = await read();
        return JSON.stringify(before) === JSON.stringify(paths);
      },
      { intervals: [1000] },
    )
    .toBe(true);
  return { paths, errors: await page.locator(".big").allTextContents() };
}

async function start(page: Page, seed: number, backend: "wasm" | "webgpu" = "wasm", steps = STEPS): Promise<void> {
  await openWith(page, experimentOf(seed, steps));
  await chooseBackend(page, backend);
  await button(page, "Train").click();
}

/** Waits until a checkpoint of this run has been stored, and some steps more. */
async function checkpointStored(page: Page): Promise<void> {
  const stored = () =>
    page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const open = indexedDB.open("distillation-playground");
          open.onsuccess = () => {
            const count = open.result.transaction("checkpoints").objectStore("checkpoints").count();
            count.onsuccess = () => {
              open.result.close();
              resolve(count.result);
            };
          };
        }),
    );
  await expect.poll(stored, { timeout: 120_000, intervals: [300] }).toBeGreaterThan(0);
}

const undisturbed = new Map<number, Awaited<ReturnType<typeof curveOf>>>();
async function undisturbedCurve(page: Page, seed: number) {
  const known = undisturbed.get(seed);
  if (known) return known;
  await start(page, seed);
  const curve = await curveOf(page);
  undisturbed.set(seed, curve);
  await page.goto("about:blank");
  return curve;
}

/** So many milliseconds after a worker has received its first order, the fault happens, once. */
const afterMilliseconds = (ms: number, fault: string) => `{
  let begun = false;
  addEventListener("message", ({ data }) => {
    if (begun || (data.type !== "start" && data.type !== "train")) return;
    begun = true;
    setTimeout(() => { ${fault} }, ${ms});
  });
}`;

test.describe("in Chromium", { tag: LONG }, () => {
  for (const [name, program, fault] of [
    ["a conducting worker that throws", "conducting", "throw new Error('thrown on purpose')"],
    ["a conducting worker that closes itself", "conducting", "close()"],
    ["a conducting worker that hangs", "conducting", "for (;;);"],
    ["a training worker that throws", "training", "throw new Error('thrown on purpose')"],
    ["a training worker that closes itself", "training", "close()"],
    ["a training worker that hangs", "training", "for (;;);"],
  ] as const)
    test(`${name} leaves the run's curve as it would have been`, async ({ page }) => {
      const expected = await undisturbedCurve(page, 1);
      await writeInto(page, { [program]: [afterMilliseconds(6000, fault)] });
      await start(page, 1);
      await expect(page.locator(".notice")).toContainText("goes on from its last checkpoint", { timeout: 120_000 });
      expect(await curveOf(page)).toEqual(expected);
      await expect(page.getByRole("alert")).toHaveCount(0);
    });

  for (const [name, act] of [
    [
      "a reload",
      async (page: Page) => {
        await page.reload();
        return page;
      },
    ],
    [
      "a closed tab",
      async (page: Page) => {
        const next = await page.context().newPage();
        await page.close();
        return next;
      },
    ],
  ] as const)
    test(`${name} leaves a run that goes on to the same curve`, async ({ page }) => {
      const expected = await undisturbedCurve(page, 1);
      await start(page, 1);
      await checkpointStored(page);
      const next = await act(page);
      if (next !== page) await next.goto(LAB);
      await expect(next.locator(".notice").first()).toContainText("seed 1");
      await chooseBackend(next, "wasm");
      await button(next, "Go on").click();
      expect(await curveOf(next)).toEqual(expected);
    });

  /** A browser whose profile stays, so that it can be killed and started again. */
  async function openBrowser(profile: string): Promise<BrowserContext> {
    const executablePath = findChromium();
    return chromium.launchPersistentContext(profile, {
      ...(executablePath ? { executablePath } : {}),
      args: [...browserFlags],
      viewport: { width: 1280, height: 800 },
      serviceWorkers: "block",
    });
  }

  /** Trains the first seed in a browser with a new profile. */
  async function trainInOwnBrowser(baseURL: string) {
    const profile = mkdtempSync(join(tmpdir(), "playground-profile-"));
    const context = await openBrowser(profile);
    const page = context.pages()[0]!;
    await page.goto(`${baseURL}/${await hashOf(experimentOf(1), defaultExperiment)}`);
    await chooseBackend(page, "wasm");
    await button(page, "Train").click();
    return { profile, context, page };
  }

  /** The processes of a browser, by its profile. */
  const processesOf = (profile: string) =>
    execFileSync("pgrep", ["-f", profile], { encoding: "utf8" }).trim().split("\n").map(Number);

  test("a browser that was killed leaves a run that goes on to the same curve", async ({ page, baseURL }) => {
    const expected = await undisturbedCurve(page, 1);
    const { profile, context: first, page: tab } = await trainInOwnBrowser(baseURL!);
    await checkpointStored(tab);
    await tab.waitForTimeout(3000);
    for (const process_ of processesOf(profile)) {
      try {
        process.kill(process_, "SIGKILL");
      } catch {
        // It ended with another one.
      }
    }
    await first.close().catch(() => {});
    const second = await openBrowser(profile);
    const again = second.pages()[0]!;
    await again.goto(`${baseURL}${LAB}`);
    await expect(again.locator(".notice").first()).toContainText("seed 1", { timeout: 20_000 });
    await chooseBackend(again, "wasm");
    await button(again, "Go on").click();
    expect(await curveOf(again)).toEqual(expected);
    await second.close();
    rmSync(profile, { recursive: true, force: true });
  });

  test("a machine that slept for 45 s goes on, without a restart, to the same curve", async ({ page, baseURL }) => {
    const expected = await undisturbedCurve(page, 1);
    const { profile, context, page: tab } = await trainInOwnBrowser(baseURL!);
    await expect(status(tab)).toContainText("steps/s", { timeout: 60_000 });
    const all = processesOf(profile);
    for (const one of all) process.kill(one, "SIGSTOP");
    await new Promise((resolve) => setTimeout(resolve, 45_000));
    for (const one of all) process.kill(one, "SIGCONT");
    await expect(status(tab)).toContainText("steps are done", { timeout: 200_000 });
    await expect(tab.locator(".notice")).toHaveCount(0);
    expect(await curveOf(tab)).toEqual(expected);
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  });

  test("two tabs that train each go on with their own run after a reload", async ({ page, context }) => {
    const expected = [await undisturbedCurve(page, 1), await undisturbedCurve(page, 2)];
    const other = await context.newPage();
    await start(other, 2);
    await start(page, 1);
    await checkpointStored(page);
    const third = await context.newPage();
    await third.goto(LAB);
    await expect(third.locator(".bars")).toBeVisible();
    await expect(third.locator(".notice")).toHaveCount(0);
    await third.close();
    await page.waitForTimeout(6000);
    await page.reload();
    await expect(page.locator(".notice")).toHaveCount(1);
    await expect(page.locator(".notice")).toContainText("seed 1");
    await chooseBackend(page, "wasm");
    await button(page, "Go on").click();
    expect(await curveOf(page)).toEqual(expected[0]);
    expect(await curveOf(other)).toEqual(expected[1]);
  });

  test("a run that is cut off before its first checkpoint is offered, and begins anew to the same curve", async ({
    page,
  }) => {
    const expected = await undisturbedCurve(page, 1);
    await start(page, 1);
    await expect(status(page)).toContainText("steps/s", { timeout: 60_000 });
    await page.reload();
    await expect(page.locator(".notice")).toContainText("from its beginning");
    await chooseBackend(page, "wasm");
    await button(page, "Go on").click();
    expect(await curveOf(page)).toEqual(expected);
  });

  test("a GPU whose device is destroyed, and a GPU process that crashes, leave the curve as it would have been", async ({
    page,
    context,
  }) => {
    const steps = 400;
    await start(page, 1, "webgpu", steps);
    const expected = await curveOf(page);
    await page.goto("about:blank");
    await writeInto(page, {
      training: [
        `{
        const { requestDevice } = GPUAdapter.prototype;
        GPUAdapter.prototype.requestDevice = async function (...request) {
          const device = await requestDevice.apply(this, request);
          addEventListener("message", ({ data }) => data.type === "train" && setTimeout(() => device.destroy(), 1500));
          return device;
        };
      }`,
      ],
    });
    await start(page, 1, "webgpu", steps);
    await expect(page.locator(".notice")).toContainText("goes on from its last checkpoint", { timeout: 60_000 });
    expect(await curveOf(page)).toEqual(expected);

    await page.unroute(/conductingWorker-.*\.js/);
    await page.goto("about:blank");
    await start(page, 1, "webgpu", steps);
    await expect(status(page)).toContainText("steps/s", { timeout: 60_000 });
    const session = await context.browser()!.newBrowserCDPSession();
    await session.send("Browser.crashGpuProcess");
    await expect(page.locator(".notice")).toContainText("goes on from its last checkpoint", { timeout: 60_000 });
    expect(await curveOf(page)).toEqual(expected);
  });

  for (const [name, script] of [
    [
      "no database",
      `Object.defineProperty(globalThis, "indexedDB", { get() { throw new DOMException("insecure", "SecurityError") } })`,
    ],
    ["a database that never answers", `IDBFactory.prototype.open = () => new EventTarget()`],
  ] as const)
    test(`with ${name} the page trains, and says that nothing is kept`, async ({ page }) => {
      const expected = await undisturbedCurve(page, 1);
      await page.addInitScript(script);
      await start(page, 1);
      await expect(page.locator(".notice")).toContainText("keep no run", { timeout: 10_000 });
      expect(await curveOf(page)).toEqual(expected);
    });

  test("a full store is said once, and the run can be saved as a file and goes on from it", async ({ page }) => {
    const expected = await undisturbedCurve(page, 1);
    await page.addInitScript(() => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException("the quota is exceeded", "QuotaExceededError");
      };
    });
    await start(page, 1);
    const notice = page.locator(".notice", { hasText: "no room" });
    await expect(notice).toBeVisible({ timeout: 30_000 });
    // Until the teacher's last checkpoint and a student's first steps.
    await expect(status(page)).toContainText(/step 1[3-9],\d{3} of/, { timeout: 60_000 });
    await expect(notice).toHaveCount(1);
    const downloading = page.waitForEvent("download");
    await notice.getByRole("button", { name: "Save the run as a file" }).click();
    const path = await (await downloading).path();
    const log = readFileSync(path, "utf8");
    expect(log).toContain('"type":"checkpoint"');
    await page.goto("about:blank");
    await page.goto(LAB);
    await expect(page.locator(".bars")).toBeVisible();
    // What takes dropped files is fetched after the first paint.
    await page.waitForLoadState("networkidle");
    const dropped = await page.evaluateHandle((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], "run.jsonl"));
      return data;
    }, log);
    await page.dispatchEvent("body", "drop", { dataTransfer: dropped });
    await chooseBackend(page, "wasm");
    await button(page, "Go on").click();
    expect(await curveOf(page)).toEqual(expected);
  });

  test("without a network a run goes on, and what cannot be fetched is said", async ({ page, context }) => {
    const expected = await undisturbedCurve(page, 1);
    await start(page, 1);
    await expect(status(page)).toContainText("steps/s", { timeout: 60_000 });
    await context.setOffline(true);
    expect(await curveOf(page)).toEqual(expected);
    await page.getByRole("combobox", { name: "Method" }).selectOption("fitnets");
    await page.getByRole("link", { name: "Hinton 2015" }).click();
    await expect(page.getByRole("alert")).toContainText("could not be fetched");
    await page.getByRole("link", { name: "Lab" }).click();
    await expect(page.locator(".bars")).toBeVisible();
    await context.setOffline(false);
  });

  test("a run that was reset, or diverged, is not offered; one after a reset is", async ({ page }) => {
    await start(page, 1);
    await checkpointStored(page);
    await button(page, "Reset").click();
    await page.reload();
    await expect(page.locator(".bars")).toBeVisible();
    await page.waitForTimeout(1000);
    await expect(page.locator(".notice")).toHaveCount(0);
    await chooseBackend(page, "wasm");
    await button(page, "Train").click();
    await expect(status(page)).toContainText("steps/s", { timeout: 60_000 });
    await button(page, "Reset").click();
    await button(page, "Train").click();
    await expect(status(page)).toContainText("steps/s", { timeout: 60_000 });
    await page.reload();
    await expect(page.locator(".notice")).toHaveCount(1);
    await button(page, "Throw away").click();
    await expect(page.locator(".notice")).toHaveCount(0);
    await page.reload();
    await expect(page.locator(".bars")).toBeVisible();
    await page.waitForTimeout(1000);
    await expect(page.locator(".notice")).toHaveCount(0);
  });

  test("a stored checkpoint that is damaged is refused in words", async ({ page }) => {
    await start(page, 1);
    await checkpointStored(page);
    await page.reload();
    await expect(page.locator(".notice")).toHaveCount(1);
    await page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const open = indexedDB.open("distillation-playground");
          open.onsuccess = () => {
            const store = open.result.transaction("checkpoints", "readwrite").objectStore("checkpoints");
            store.getAllKeys().onsuccess = ({ target }) => {
              for (const key of (target as IDBRequest<IDBValidKey[]>).result)
                store.put({ step: 600, bytes: new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8, 9]) }, key);
            };
            store.transaction.oncomplete = () => {
              open.result.close();
              resolve();
            };
          };
        }),
    );
    await chooseBackend(page, "wasm");
    await button(page, "Go on").click();
    await expect(page.getByRole("alert")).toContainText("cannot be used");
    await expect(page.getByRole("alert")).toContainText("train the run anew");
    await expect(button(page, "Train")).toBeEnabled();
  });
});
