/**
 * `npm run soak [-- --long]`: trains and changes presets again and again in Chromium, and counts before and after what
 * may only grow by a leak: JavaScript heap, DOM nodes, listeners, workers and GPU buffers. Prints a table; exits with 1
 * where a count has grown beyond its limit. It needs a build: `npx vite build`.
 */

import { parseArgs } from "node:util";
import { type CDPSession, chromium, expect, type Page } from "@playwright/test";
import { writeInto } from "../../e2e/faults/workerScripts.ts";
import { chooseBackend, choosePreset, follow, openWith, tinyExperiment } from "../../e2e/pageControls.ts";
import type { Experiment } from "../../src/domain/experiment.ts";
import { comparisons, presets } from "../../src/methods/experiments/presets.ts";
import { browserFlags, findOrInstallChromium } from "../test/chromium.mjs";
import { openObservedServer } from "./observedServer.ts";

const { values } = parseArgs({ options: { long: { type: "boolean", default: false } } });
const rounds = values.long ? { trainings: 100, switches: 600 } : { trainings: 8, switches: 75 };

/** What is counted, in the order of the table. */
interface Counts {
  readonly "JavaScript heap, MB": number;
  readonly "DOM nodes": number;
  readonly listeners: number;
  readonly workers: number;
  readonly "GPU buffers left by earlier jobs": number;
}

/** Largest growth of each count between two moments at which the page shows the same. */
const limits: Counts = {
  "JavaScript heap, MB": 5,
  "DOM nodes": 500,
  listeners: 50,
  workers: 0,
  "GPU buffers left by earlier jobs": 4,
};

/** Counts the GPU buffers of a training worker, and sends the page how many there are when a job begins. */
const bufferCounter = `{
  let buffers = 0;
  const channel = new BroadcastChannel("gpu-buffers");
  const { createBuffer } = GPUDevice.prototype;
  const { destroy } = GPUBuffer.prototype;
  const live = new WeakSet();
  GPUDevice.prototype.createBuffer = function (shape) {
    const buffer = createBuffer.call(this, shape);
    live.add(buffer);
    buffers++;
    return buffer;
  };
  GPUBuffer.prototype.destroy = function () {
    if (live.delete(this)) buffers--;
    destroy.call(this);
  };
  addEventListener("message", ({ data }) => data.type === "train" && channel.postMessage(buffers));
}`;

/** Puts the counter before the program of every training worker. */
async function countBuffers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const counted = globalThis as unknown as { buffersAtJobs: number[]; channel: BroadcastChannel };
    counted.buffersAtJobs = [];
    counted.channel = new BroadcastChannel("gpu-buffers");
    counted.channel.onmessage = ({ data }) => counted.buffersAtJobs.push(data);
  });
  await writeInto(page, { training: bufferCounter });
}

async function count(page: Page, session: CDPSession, browserSession: CDPSession): Promise<Counts> {
  // Training workers are ended after a run, not during its last message.
  await page.waitForTimeout(3000);
  for (let pass = 0; pass < 3; pass++) await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  const metric = (name: string) => metrics.find((one) => one.name === name)!.value;
  const { targetInfos } = await browserSession.send("Target.getTargets", { filter: [{ type: "worker" }] });
  const buffers = await page.evaluate(() => (globalThis as unknown as { buffersAtJobs: number[] }).buffersAtJobs);
  return {
    "JavaScript heap, MB": metric("JSHeapUsedSize") / 1e6,
    "DOM nodes": metric("Nodes"),
    listeners: metric("JSEventListeners"),
    workers: targetInfos.length,
    "GPU buffers left by earlier jobs": buffers.at(-1) ?? 0,
  };
}

/** Shows one preset after another, of those that the chooser has a card for. */
async function switchPresets(page: Page, times: number): Promise<void> {
  const chosen = presets.filter((preset) => !comparisons.includes(preset));
  for (let i = 0; i < times; i++) {
    await choosePreset(page, chosen[i % chosen.length]!.id);
    await page.waitForTimeout(100);
  }
}

let nextSeed = 1;

async function trainAgain(page: Page, experiment: Experiment, times: number): Promise<void> {
  for (let i = 0; i < times; i++) {
    // An address that is already there opens nothing, so each run has a seed of its own.
    await follow(page, { ...experiment, seed: nextSeed++ });
    await page.getByRole("button", { name: "Train", exact: true }).click();
    const status = page.locator(".status");
    await expect(status).not.toContainText("steps are done");
    await expect(status).toContainText("steps are done", { timeout: 150_000 });
  }
}

/** Brings the page to where it is counted: the result of one more small run. */
const settle = (page: Page) => trainAgain(page, tinyExperiment(20), 1);

const server = await openObservedServer();
const browser = await chromium.launch({ executablePath: findOrInstallChromium(), args: [...browserFlags] });
let isWithin = true;
try {
  const page = await browser.newPage({ serviceWorkers: "block", baseURL: server.address });
  await countBuffers(page);
  const session = await page.context().newCDPSession(page);
  const browserSession = await browser.newBrowserCDPSession();
  await session.send("Performance.enable");
  await openWith(page, tinyExperiment(20));
  await chooseBackend(page, "webgpu");
  // What is loaded once and kept, such as recordings and the GPU's programs, is loaded before the first count.
  await settle(page);
  await switchPresets(page, 30);
  await settle(page);
  const before = await count(page, session, browserSession);
  const began = performance.now();
  await chooseBackend(page, "wasm");
  await trainAgain(page, { ...tinyExperiment(3000), evaluateEvery: 500 }, rounds.trainings);
  await switchPresets(page, rounds.switches);
  await chooseBackend(page, "webgpu");
  await trainAgain(page, { ...tinyExperiment(20), pairs: values.long ? 10 : 2 }, 1);
  await settle(page);
  const after = await count(page, session, browserSession);
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(
    `${rounds.trainings} runs on WASM of 9,000 steps each, 1 on WebGPU, ${rounds.switches} changes of the preset in ${seconds} s:`,
  );
  console.log(`${"".padEnd(34)}${["before", "after", "limit"].map((word) => word.padStart(9)).join("")}`);
  for (const name of Object.keys(limits) as (keyof Counts)[]) {
    const allowed = before[name] + limits[name];
    const has = after[name] <= allowed;
    isWithin &&= has;
    const figures = [before[name], after[name], allowed].map((n) => n.toFixed(Number.isInteger(n) ? 0 : 1).padStart(9));
    console.log(`${name.padEnd(34)}${figures.join("")}${has ? "" : "  beyond its limit"}`);
  }
} finally {
  await browser.close();
  await server.close();
}
process.exitCode = isWithin ? 0 : 1;
