/** A page that the browser translates, as Chrome does: every text becomes two nested <font> elements, again and again. */

import { expect, type Page, test } from "@playwright/test";
import {
  chooseBackend,
  choosePreset,
  goTo,
  LAB,
  openClaims,
  openDetail,
  openWith,
  tinyExperiment,
} from "../pageControls.ts";
import { LONG } from "./workerScripts.ts";

/** How a text is replaced: it is taken out of the page for its translation, or put into it. */
type Way = "taken out" | "wrapped";

/** Translates all texts, and from then on every text that is put into the page or changed. */
async function translate(page: Page, way: Way): Promise<void> {
  await page.evaluate((how) => {
    const isText = (node: Node): node is Text =>
      node instanceof Text &&
      node.data.trim() !== "" &&
      !!node.parentElement &&
      !node.parentElement.closest('font, style, script, [translate="no"]');
    const translateText = (text: Text) => {
      const [outer, inner] = [document.createElement("font"), document.createElement("font")];
      outer.append(inner);
      const words = text.data;
      if (how === "wrapped") text.replaceWith(outer);
      else {
        // Chrome puts the translation beside the text before it removes it.
        text.parentNode!.insertBefore(outer, text);
        text.remove();
      }
      inner.append(how === "wrapped" ? text : words);
    };
    const translateIn = (root: Node) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const texts: Text[] = [];
      if (isText(root)) texts.push(root);
      while (walker.nextNode()) if (isText(walker.currentNode)) texts.push(walker.currentNode);
      texts.forEach(translateText);
    };
    translateIn(document.body);
    const pending = new Set<Node>();
    new MutationObserver((records) => {
      for (const { target, addedNodes, type } of records)
        for (const node of type === "characterData" ? [target] : addedNodes) pending.add(node);
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
    // In tasks of its own, as a translator that asks its server.
    setInterval(() => {
      const nodes = [...pending].filter((node) => node.isConnected);
      pending.clear();
      nodes.forEach(translateIn);
    }, 20);
  }, way);
}

async function shownText(page: Page): Promise<string> {
  // biome-ignore lint/performance/useDomNodeTextContent: what is hidden is not shown
  const text = await page.locator("#root").innerText();
  return text.replaceAll(/\s+/g, " ").replaceAll(/ (?=[.,:;)])/g, "");
}

/** What a visitor does before anything is trained, in an order that changes most texts. */
async function walkThrough(page: Page): Promise<void> {
  await choosePreset(page, "drop-3s");
  await openDetail(page, "Per class");
  await expect(page.getByRole("tab", { name: "Per class" })).toBeFocused();
  for (let tab = 0; tab < 5; tab++) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Escape");
  await page.locator(".chips button").first().click();
  await page.locator('input[type="range"]').first().press("End");
  await page.locator('input[type="range"]').nth(1).press("Home");
  await choosePreset(page, "fitnets");
  const claims = await openClaims(page);
  await expect(claims.getByRole("table").first()).toBeVisible();
  await claims.getByRole("button", { name: "Close" }).click();
  await goTo(page, { kind: "hinton-2015", run: null });
  await expect(page.getByRole("table").first()).toBeVisible();
  await goTo(page, { kind: "lab", preset: null });
  await choosePreset(page, "hinton");
  await page.getByRole("button", { name: "Switch to Chinese" }).click();
  await expect(page.locator("h1")).not.toHaveText("Distillation Playground");
  await page.locator('input[type="range"]').first().press("ArrowLeft");
  await choosePreset(page, "only-7s-8s");
  await page.getByRole("group").locator("button").first().click();
}

test("a page whose texts are taken out or wrapped says what the page itself says", async ({ browser }) => {
  const errors: string[] = [];
  const visit = async (way: Way | null): Promise<Page> => {
    // In a context of its own: what one visit leaves stored is not where the next one begins.
    const page = await (await browser.newContext()).newPage();
    page.on("pageerror", ({ message }) => errors.push(message));
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    await page.goto(LAB);
    await expect(page.locator(".recharts-surface").first()).toBeVisible();
    if (way) {
      await translate(page, way);
      await expect(page.locator("h1 font font")).toHaveText("Distillation Playground");
    }
    await walkThrough(page);
    return page;
  };
  // One after another: three pages that open at once wait for each other on a machine with few cores.
  const itself = await visit(null);
  const translated = [await visit("taken out"), await visit("wrapped")];
  for (const page of translated) {
    await expect.poll(() => shownText(page)).toBe(await shownText(itself));
    expect(await page.locator(".failed-part").count()).toBe(0);
  }
  expect(errors).toEqual([]);
});

test("a translated page trains, pauses, steps and starts anew, and its texts follow", { tag: LONG }, async ({
  page,
}) => {
  const errors: string[] = [];
  page.on("pageerror", ({ message }) => errors.push(message));
  await openWith(page, tinyExperiment(4000));
  await chooseBackend(page, "wasm");
  await translate(page, "taken out");
  const status = page.locator(".status");
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await expect(status).toContainText("steps/s", { timeout: 60_000 });
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  await expect(status).toContainText("Paused at step");
  await page.getByRole("button", { name: "Step", exact: true }).click();
  await page.getByRole("button", { name: "Resume" }).click();
  await expect(status).toContainText("steps are done", { timeout: 60_000 });
  await expect(page.getByRole("region", { name: "Result" })).toContainText("one pair is no verdict");
  await page.getByRole("button", { name: "Reset" }).click();
  await expect(status).toContainText(/Recorded .* seed \d/);
  expect(await page.locator(".failed-part").count()).toBe(0);
  expect(errors).toEqual([]);
});
