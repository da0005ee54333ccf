/** What live plotting costs: the page's default run with everything in view, with its regions hidden, and in Node. */

import type { Page } from "@playwright/test";
import { chooseBackend } from "../../e2e/pageControls.ts";
import { defaultExperiment } from "../../src/domain/defaultExperiment.ts";
import { median } from "../../src/math/statistics.ts";
import { runLab } from "../lab/runExperiment.ts";

/** Steps a second over the whole run, all jobs together: medians. */
export interface PlottingCost {
  readonly shown: number;
  /** no region is laid out or painted, though all are updated by the run */
  readonly hidden: number;
  /** without a page: the laboratory with as many workers as the page has */
  readonly node: number;
}

/** @returns steps a second of one run of the page, from the button to the last step */
async function runOf(page: Page, address: string, shown: boolean): Promise<number> {
  await page.goto(`${address}#/lab`);
  await chooseBackend(page, "wasm");
  await page.locator(".recharts-surface").first().waitFor();
  if (!shown) await page.addStyleTag({ content: "main { display: none !important }" });
  const began = performance.now();
  await page.getByRole("button", { name: "Train", exact: true }).click();
  const done = page.locator(".status").filter({ hasText: "steps are done" });
  await done.waitFor({ timeout: 600_000 });
  const steps = Number(/([\d,]+) steps are done/.exec((await done.textContent()) ?? "")?.[1]?.replace(",", ""));
  return (1000 * steps) / (performance.now() - began);
}

/** Measures the three alternately. @param open returns a fresh page */
export async function plottingCost(open: () => Promise<Page>, address: string, rounds: number): Promise<PlottingCost> {
  const found: PlottingCost[] = [];
  const { teacher, student, pairs } = defaultExperiment;
  const steps = teacher.training.steps + 2 * pairs * student.training.steps;
  for (let round = 0; round < rounds; round++) {
    const [one, other] = [await open(), await open()];
    const shown = await runOf(one, address, true);
    const hidden = await runOf(other, address, false);
    await Promise.all([one.close(), other.close()]);
    const began = performance.now();
    await runLab({
      preset: "hinton",
      experiment: defaultExperiment,
      folder: null,
      backend: "wasm",
      workers: undefined,
    });
    found.push({ shown, hidden, node: (1000 * steps) / (performance.now() - began) });
  }
  const middle = (name: keyof PlottingCost) => median(found.map((one) => one[name]));
  return { shown: middle("shown"), hidden: middle("hidden"), node: middle("node") };
}
