/** What is measured in milliseconds. These tests run alone, after all others. */

import { expect, type Page, test } from "@playwright/test";
import { defaultExperiment } from "../src/domain/defaultExperiment.ts";
import { slownessOf } from "./machineSpeed.ts";
import { ownWork, type Task, tasksWhile } from "./mainThreadTasks.ts";
import { chooseBackend, LAB, openWith, trainToTheEnd } from "./pageControls.ts";

/** Longest that a task may keep the page busy, and that a slider may take to move its bars, ms on an ordinary laptop. */
const LIMIT = 50;

/** How often slower a slow machine is than an ordinary laptop, and how long its slider may take, ms. */
const SLOW = 6;
const SLOW_LIMIT = 100;

/** The limit on this machine: longer by as much as it is slower than an ordinary laptop. */
async function limitOn(page: Page, limit = LIMIT): Promise<number> {
  const slowness = await slownessOf(page);
  console.log(`limit on this machine: ${(limit * slowness).toFixed(0)} ms (${slowness.toFixed(2)} times ${limit})`);
  return limit * slowness;
}

test("the temperature slider moves its figures within 50 ms with tfjs and data blocked", async ({ page }) => {
  await page.route(/tfjs|Worker|data\//, (route) => route.abort());
  const began = Date.now();
  await page.goto(LAB);
  const slider = page.getByRole("slider", { name: "Temperature" });
  await expect(page.locator(".bars")).toBeVisible();
  console.log(`time to a working slider: ${Date.now() - began} ms`);
  // The chart is loaded when the page is idle; a slider that is moved in that moment waits for it.
  await expect(page.locator(".recharts-surface").first()).toBeVisible();
  const { changed, slowest } = await slider.evaluate(async (element: HTMLInputElement) => {
    const shown = () => document.querySelector(".measures")!.textContent;
    const before = shown();
    const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")!.set!;
    const times: number[] = [];
    for (const value of ["14", "5", "18", "8"]) {
      const began = performance.now();
      setter.call(element, value);
      element.dispatchEvent(new Event("input", { bubbles: true }));
      await new Promise((resolve) => setTimeout(resolve, 0));
      times.push(performance.now() - began);
    }
    return { changed: shown() !== before, slowest: Math.max(...times) };
  });
  console.log(`slowest move of the slider: ${slowest.toFixed(1)} ms`);
  expect(changed).toBe(true);
  expect(slowest).toBeLessThan(await limitOn(page));
});

/** A visit by a slow mobile network: bit/s down and up, and ms there and back; and how often slower the processor is. */
const MOBILE = { down: 1.6e6, up: 750e3, latency: 150, slow: 4 };

test("on a slow mobile network and a processor slowed 4 times Home's slider works within a second", async ({
  page,
}) => {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: MOBILE.latency,
    downloadThroughput: MOBILE.down / 8,
    uploadThroughput: MOBILE.up / 8,
  });
  await session.send("Emulation.setCPUThrottlingRate", { rate: MOBILE.slow });
  await page.addInitScript(() => {
    // Moves the slider in every frame until the bars have followed it; the time counts from the beginning of the visit.
    const tried = () => {
      const slider = document.querySelector<HTMLInputElement>("#home-temperature");
      const shown = () => document.querySelector("#home-bars")?.getAttribute("aria-label");
      const before = shown();
      if (slider) {
        slider.value = slider.value === "3" ? "4" : "3";
        slider.dispatchEvent(new Event("input", { bubbles: true }));
      }
      if (shown() === before) requestAnimationFrame(tried);
      else document.documentElement.dataset["works"] = `${performance.now()}`;
    };
    requestAnimationFrame(tried);
  });
  await page.goto("/");
  const html = page.locator("html");
  await expect(html).toHaveAttribute("data-works", /\d/);
  const worked = Number(await html.getAttribute("data-works"));
  await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  console.log(`Home's slider works after ${worked.toFixed(0)} ms`);
  expect(worked).toBeLessThan(await limitOn(page, 1000));
});

/**
 * Moves the temperature again and again.
 * @param pause between two moves, ms: short where the slider is dragged
 * @returns for each move the time until the frame with the new bars, ms
 */
async function moveSlider(page: Page, moves: number, pause: number): Promise<readonly number[]> {
  const slider = page.getByRole("slider", { name: "Temperature" });
  const order = [moves, pause] as const;
  return slider.evaluate(async (slider: HTMLInputElement, [moves, pause]) => {
    const shown = () => document.querySelector(".bars")!.innerHTML;
    const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")!.set!;
    const times: number[] = [];
    for (let move = 0; move < moves; move++) {
      const before = shown();
      const began = performance.now();
      setter.call(slider, `${8 + (move % 2) * 6}`);
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      do await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      while (shown() === before);
      times.push(performance.now() - began);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    return times;
  }, order);
}

function medianOf(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[times.length >> 1]!;
}

test("on a machine six times slower a slider moves its bars within 100 ms while the first experiment trains", async ({
  page,
}) => {
  // So many steps that it still trains when the slow page has been measured.
  const { student } = defaultExperiment;
  const training = { ...student.training, steps: 20 * student.training.steps };
  await openWith(page, { ...defaultExperiment, student: { ...student, training } });
  await chooseBackend(page, "wasm");
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await expect(page.locator(".status")).toContainText("steps/s", { timeout: 60_000 });
  await expect(page.locator(".bars")).toBeVisible({ timeout: 60_000 });
  await expect(page.locator(".recharts-surface").first()).toBeVisible();
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOW });
  const [times, slowness]: [number[], number[]] = [[], []];
  // The workers train on every core meanwhile, so the page's share of one is measured beside them, between moves.
  for (let part = 0; part < 4; part++) {
    times.push(...(await moveSlider(page, 20, 30)));
    slowness.push((await slownessOf(page, 4)) / SLOW);
  }
  await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  await expect(page.locator(".status")).toContainText("steps/s");
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await expect(page.locator(".status")).toContainText("stopped");
  const limit = SLOW_LIMIT * Math.max(1, medianOf(slowness));
  console.log(
    `slider to changed bars, ${SLOW} times slower: median ${medianOf(times).toFixed(1)} of ${limit.toFixed(0)} ms`,
  );
  expect(medianOf(times)).toBeLessThan(limit);
});

test.describe("the first experiment on WASM", () => {
  // One run for all three tests.
  test.describe.configure({ mode: "default" });
  let page: Page;
  let tasks: readonly Task[] = [];
  let moves: readonly number[] = [];

  test.beforeAll(async ({ browser }) => {
    page = await browser.newPage();
    await page.goto(LAB);
    await chooseBackend(page, "wasm");
    await expect(page.locator(".recharts-surface").first()).toBeVisible();
    tasks = await tasksWhile(browser, page, async () => {
      const began = Date.now();
      const training = trainToTheEnd(page);
      await expect(page.locator(".status")).toContainText("steps/s", { timeout: 60_000 });
      await expect(page.locator(".bars")).toBeVisible({ timeout: 60_000 });
      moves = await moveSlider(page, 40, 300);
      await training;
      console.log(`first experiment on WASM: ${((Date.now() - began) / 1000).toFixed(1)} s`);
    });
  });

  test.afterAll(() => page?.close());

  test("trains to its end and gives a verdict", async () => {
    const result = page.getByRole("region", { name: "Result" });
    await expect(result).toContainText("3 pairs");
    await expect(result).toContainText(/Helps|Cannot tell|Hurts/);
    await expect(page.locator(".status")).toContainText("wasm");
  });

  test("has no task of the page that works for 50 ms", async () => {
    const walls = tasks.map(({ wall }) => wall).sort((a, b) => b - a);
    console.log(
      `longest task while it trained: ${tasks[0]!.own.toFixed(1)} ms of own work (${walls[0]!.toFixed(0)} ms of wall-clock` +
        ` time, ${walls.filter((wall) => wall > LIMIT).length} tasks over ${LIMIT} ms of it);` +
        ` all tasks together ${(ownWork(tasks) / 1000).toFixed(2)} s`,
    );
    // The thread's processor time is measured, not the wall clock: workers train on every core, and a task that waits
    // for a core has done nothing wrong.
    expect(tasks[0]!.own).toBeLessThan(await limitOn(page));
  });

  test("lets a slider move its bars within 50 ms", async () => {
    const median = medianOf(moves);
    const slowest = Math.max(...moves);
    console.log(
      `slider to changed bars while it trained: median ${median.toFixed(1)} ms, slowest ${slowest.toFixed(1)} ms`,
    );
    expect(median).toBeLessThan(await limitOn(page));
  });
});
