/** What the lab shows and lets one do while a run trains. */

import { expect, type Page, test } from "@playwright/test";
import { chooseBackend, openWith, statusStep, tinyExperiment } from "../pageControls.ts";

const sentence = (page: Page) => page.locator(".caption");
const result = (page: Page) => page.getByRole("region", { name: "Result" });
const headline = (page: Page) => result(page).locator(".numbers");
const verdict = (page: Page) => result(page).locator(".verdict");

/** Three pairs, each with some thousand steps, of which the page sees many. */
const threePairs = () => ({ ...tinyExperiment(3000), pairs: 3, evaluateEvery: 300 });

/** Keeps what the verdict and the tab's title say from now on. */
async function listen(page: Page): Promise<() => Promise<{ words: readonly string[]; titles: readonly string[] }>> {
  await page.evaluate(() => {
    const heard = { words: [] as string[], titles: [] as string[] };
    const note = (list: string[], text: string | null | undefined) => {
      if (text && list.at(-1) !== text) list.push(text);
    };
    new MutationObserver(() => {
      note(heard.words, document.querySelector(".result .verdict")?.textContent);
      note(heard.titles, document.title);
    }).observe(document.documentElement, { subtree: true, childList: true, characterData: true });
    Object.assign(globalThis, { heard });
  });
  return () => page.evaluate(() => (globalThis as unknown as { heard: { words: string[]; titles: string[] } }).heard);
}

test("while it trains: nothing is compared before a pair has finished, and one pair is no verdict", async ({
  page,
}) => {
  await openWith(page, threePairs());
  await chooseBackend(page, "wasm");
  const heard = await listen(page);
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await expect(page.getByRole("button", { name: "Stop", exact: true })).toBeVisible();
  await expect(verdict(page)).toHaveText("waiting");
  await expect(headline(page)).toHaveText("–with the teacher–without");
  await expect(result(page).locator(".finding")).toContainText(
    "Nothing is compared before both twins of a pair have finished: 0 of 3 pairs.",
  );
  await expect(page.locator(".status")).toContainText("steps are done", { timeout: 120_000 });
  const { words, titles } = await heard();
  const order = words.filter((word, i) => words.indexOf(word) === i);
  expect(order.slice(order.indexOf("waiting"))[1]).toBe("one pair is no verdict");
  expect(order.at(-1)).toMatch(/^(Helps|Hurts|Cannot tell)$/);
  expect(titles.filter((title) => /^\d+\s?% · /.test(title)).length).toBeGreaterThan(3);
  await expect(page).toHaveTitle(/^[^%]*$/);
  await expect(page.getByRole("button", { name: "Train", exact: true })).toBeVisible();
});

test("while it trains the scrubber goes back, and live returns to the newest step", async ({ page }) => {
  await openWith(page, threePairs());
  await chooseBackend(page, "wasm");
  await page.getByRole("button", { name: "Train", exact: true }).click();
  const slider = page.getByRole("slider", { name: "Step shown" });
  const step = () => statusStep(page);
  await expect.poll(step, { timeout: 60_000 }).toBeGreaterThan(5000);
  await page.getByRole("button", { name: "Pause" }).click();
  await slider.press("Home");
  await expect(sentence(page)).toContainText("untrained");
  await slider.press("ArrowRight");
  await expect(sentence(page)).toContainText("At step 300");
  await expect(verdict(page)).not.toHaveText(/Helps|Hurts|Cannot tell/);
  await page.getByRole("button", { name: "live" }).click();
  await expect(page.getByRole("button", { name: "live" })).toHaveCount(0);
  await expect(sentence(page)).not.toContainText("At step 300");
  await page.getByRole("button", { name: "Stop", exact: true }).click();
});
