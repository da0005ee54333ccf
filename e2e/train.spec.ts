import { expect, test } from "@playwright/test";
import { chooseBackend, openWith, tinyExperiment, trainToTheEnd } from "./playground.ts";

test("the first experiment trains to its end on WASM and gives a verdict", async ({ page }) => {
  await page.goto("/");
  await chooseBackend(page, "wasm");
  const began = Date.now();
  await trainToTheEnd(page);
  console.log(`first experiment on WASM: ${((Date.now() - began) / 1000).toFixed(1)} s`);
  await expect(page.getByRole("region", { name: "Result" })).toContainText("3 pairs");
  await expect(page.getByRole("region", { name: "Result" })).toContainText(/Helps|Cannot tell|Hurts/);
  await expect(page.locator(".status")).toContainText("wasm");
});

test("a tiny run trains to its end on WebGPU, and its first losses are those of the processor", async ({ page }) => {
  const losses: Record<string, string> = {};
  for (const backend of ["cpu", "webgpu"] as const) {
    await page.goto("about:blank");
    await openWith(page, tinyExperiment(12));
    await chooseBackend(page, backend);
    await trainToTheEnd(page);
    await expect(page.locator(".status")).toContainText(backend);
    await page.getByRole("tab", { name: "Loss" }).click();
    losses[backend] = (await page.getByText(/last step: total/).textContent()) ?? "";
  }
  const numbers = (text: string) => [...text.matchAll(/[\d.]+(?:e-?\d+)?/g)].map(([number]) => Number(number));
  const [cpu, webgpu] = [numbers(losses.cpu!), numbers(losses.webgpu!)];
  expect(cpu.length).toBeGreaterThan(2);
  for (const [i, value] of cpu.entries()) expect(Math.abs(webgpu[i]! - value)).toBeLessThan(0.01 * Math.max(1, value));
});

test("pause holds, step goes on by one step for each job, resume and stop answer at once", async ({ page }) => {
  await openWith(page, { ...tinyExperiment(4000), pairs: 1 });
  await chooseBackend(page, "wasm");
  await page.getByRole("button", { name: "Train" }).click();
  await expect(page.locator(".status")).toContainText("steps/s", { timeout: 60_000 });
  await page.getByRole("button", { name: "Pause" }).click();
  const status = page.locator(".status");
  await expect(status).toContainText("Paused at step");
  await page.waitForTimeout(400);
  const stepOf = async () => Number(/step (\d+)/.exec((await status.textContent()) ?? "")![1]);
  const before = await stepOf();
  await page.waitForTimeout(400);
  expect(await stepOf()).toBe(before);
  await page.getByRole("button", { name: "Step", exact: true }).click();
  await expect.poll(stepOf).toBe(before + 1);
  await page.getByRole("button", { name: "Resume" }).click();
  await expect.poll(stepOf).toBeGreaterThan(before + 1);
  await page.getByRole("button", { name: "Stop" }).click();
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
  await page.getByRole("button", { name: "Train" }).click();
  await expect(page.getByRole("alert")).toContainText("lower the learning rate from 100 to about 10", {
    timeout: 60_000,
  });
  await expect(page.getByRole("button", { name: "Train" })).toBeEnabled();
});
