/** The page before and beside training: links, names, keyboard, accessibility and layout. */

import { expect, type Page, test } from "@playwright/test";
import { layoutFaults } from "../scripts/screenshots/layoutFaults.ts";
import { defaultExperiment } from "../src/domain/defaultExperiment.ts";
import { en } from "../src/i18n/en.ts";
import { zh } from "../src/i18n/zh.ts";
import { addressOf } from "../src/places/place.ts";
import { hashOf } from "../src/session/experimentLink.ts";
import { seriousFaults } from "./accessibility.ts";
import {
  choosePreset,
  LAB,
  LAB_HASH,
  openChooser,
  openSettings,
  openWith,
  statusStep,
  tinyExperiment,
} from "./pageControls.ts";

test("a shared link brings the whole experiment to another visitor", async ({ page, browser }) => {
  await page.goto(LAB);
  await page.getByRole("button", { name: "3", exact: true }).click();
  await page.getByRole("slider", { name: "Temperature" }).press("End");
  await page.getByRole("button", { name: "Share" }).click();
  await expect(page).toHaveURL(/#v=1&c=/);
  const other = await (await browser.newContext()).newPage();
  await other.goto(page.url());
  await expect(other.getByRole("button", { name: "3", exact: true })).toHaveAttribute("aria-pressed", "true");
  await expect(other.getByRole("slider", { name: "Temperature" })).toHaveAttribute("aria-valuetext", "100");
});

test("the curves give exact values by keyboard", async ({ page }) => {
  await page.goto(LAB);
  const chart = page.locator(".recharts-surface").first();
  await expect(chart).toBeVisible();
  await chart.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(page.locator(".recharts-tooltip-wrapper")).toContainText(/\d+ errors out of 2,000/);
});

test("a slider moved during training is marked on the timeline", async ({ page }) => {
  const tiny = tinyExperiment(200);
  const student = { ...tiny.student, training: { ...tiny.student.training, steps: 100_000 } };
  await openWith(page, { ...tiny, student, evaluateEvery: 1000 });
  await openSettings(page);
  await page.getByRole("combobox", { name: "Backend" }).selectOption("wasm");
  // The sheet stands in place of the chart.
  await openSettings(page);
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await expect.poll(() => statusStep(page), { timeout: 60_000 }).toBeGreaterThan(1000);
  await page.getByRole("slider", { name: "Soft-target weight" }).press("End");
  await expect(page.locator(".recharts-wrapper")).toContainText("Soft-target weight 10");
  await page.getByRole("button", { name: "Stop", exact: true }).click();
});

test("a slider moved at the very moment of a reload stays moved", async ({ page }) => {
  await page.goto(LAB);
  await expect(page.locator(".bars")).toBeVisible();
  const temperature = page.getByRole("slider", { name: "Temperature" });
  const reloaded = page.waitForEvent("load");
  await temperature.evaluate((slider: HTMLInputElement) => {
    slider.stepUp();
    // React hears an input event only where the value differs from the one it set.
    (slider as HTMLInputElement & { _valueTracker?: { setValue(value: string): void } })._valueTracker?.setValue("");
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    // After this function has returned, as a page that is left answers no call.
    setTimeout(() => location.reload());
  });
  await reloaded;
  await expect(temperature).toHaveAttribute("aria-valuetext", "5");
});

test("a damaged link and an address that is no link are named, and the saved experiment stays", async ({ page }) => {
  await page.goto(LAB);
  await expect(page.locator(".bars")).toBeVisible();
  const temperature = page.getByRole("slider", { name: "Temperature" });
  await temperature.press("End");
  await page.reload();
  await expect(temperature).toHaveAttribute("aria-valuetext", "100");
  for (const [hash, role, words] of [
    ["#v=1&c=%00%FFnonsense", "alert", "The page shows what it shows without it."],
    ["#v=1000000000", "alert", "this link is of version 1000000000"],
    ["#/lab/abc", "status", '"#/lab/abc" is no link'],
  ] as const) {
    await page.goto("about:blank");
    await page.goto(`/${hash}`);
    await expect(page.locator(`.notice[role=${role}]`)).toContainText(words);
    await expect(temperature).toHaveAttribute("aria-valuetext", "100");
  }
  await page.getByRole("button", { name: "Dismiss" }).click();
  await page.locator("a.skip").focus();
  // The address of the view that it is in may follow at once.
  const followed = await page.evaluateHandle(() => {
    const reached = new Promise((resolve) => addEventListener("hashchange", () => resolve(location.hash)));
    return { reached };
  });
  await page.keyboard.press("Enter");
  expect(await followed.evaluate(({ reached }) => reached)).toMatch(/^#(soft-targets|\/lab)$/);
  await expect(page.locator(".notice")).toHaveCount(0);
});

test("a link followed while the page is open takes effect", async ({ page }) => {
  await page.goto(LAB);
  await expect(page.locator(".bars")).toBeVisible();
  const hash = await hashOf({ ...tinyExperiment(7), seed: 4321 }, defaultExperiment);
  await page.evaluate((next) => {
    location.hash = next;
  }, hash);
  await openSettings(page);
  await expect(page.getByRole("spinbutton", { name: "Seed" })).toHaveValue("4321");
});

test("every name that others rely on is there", async ({ page }) => {
  await page.goto(LAB);
  for (const name of ["Temperature", "Soft-target weight", "Hard-label weight"])
    await expect(page.getByRole("slider", { name })).toBeVisible();
  for (const name of ["Teacher", "Student", "Method", "Dataset", "Preset"])
    await expect(page.getByRole("combobox", { name })).toBeVisible();
  for (const name of ["Train", "Pause", "Step", "Reset", "Share", "Present"])
    await expect(page.getByRole("button", { name, exact: true })).toBeVisible();
  for (const name of ["Soft targets", "Accuracy", "Result"])
    await expect(page.getByRole("region", { name })).toBeVisible();
  await expect(page.getByRole("group", { name: "Drop classes" }).getByRole("button")).toHaveCount(10);
});

test("the bias slider moves recorded test logits of a dropped class", async ({ page }) => {
  await page.goto(LAB);
  await choosePreset(page, "drop-3s");
  const result = page.getByRole("region", { name: "Result" });
  await expect(result.getByRole("slider", { name: "Class bias" })).toBeVisible();
  const onDropped = result.locator(".class-parts td.of-student").first();
  await expect(onDropped).toHaveText(/\d/);
  const before = (await onDropped.textContent()) ?? "";
  await result.getByRole("button", { name: /^without labels/ }).click();
  await expect(onDropped).not.toHaveText(before);
});

for (const words of [en, zh])
  test(`the whole first experiment can be done by keyboard, in ${words.tag}`, async ({ page }) => {
    const { details } = words.lab;
    await page.goto(`/?lang=${words.tag}${await hashOf(tinyExperiment(20), defaultExperiment)}`);
    await expect(page.getByRole("region", { name: words.result })).toBeVisible();
    const press = async (name: string, key: string) => {
      const reached = page.getByRole("button", { name, exact: true });
      for (let tabs = 0; tabs < 60; tabs++) {
        if (await reached.evaluate((element) => element === document.activeElement)) break;
        await page.keyboard.press("Tab");
      }
      await expect(reached).toBeFocused();
      await page.keyboard.press(key);
    };
    await press(words.train, "Enter");
    await expect(page.locator(".status")).toContainText(words.status.done("", "20").slice(-6), { timeout: 60_000 });
    await press(words.share, "Space");
    await expect(page).toHaveURL(/#v=1&c=/);
    await press(details.perClass, "Enter");
    await expect(page.getByRole("tab", { name: details.perClass })).toBeFocused();
    await page.keyboard.press("ArrowRight");
    await expect(page.getByRole("tab", { name: details.confusion })).toBeFocused();
    await expect(page.getByRole("grid").first()).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("button", { name: details.confusion, exact: true })).toBeFocused();
  });

test("on paper the lab is one light column with bars and legend, and without what is there to be pressed", async ({
  page,
}) => {
  await page.goto(`/?theme=dark${LAB_HASH}`);
  await expect(page.locator(".recharts-surface").first()).toBeVisible();
  await page.setViewportSize({ width: 718, height: 1000 });
  await page.emulateMedia({ media: "print" });
  for (const part of [".bars", ".legend", ".result .verdict", ".accuracy"])
    await expect(page.locator(part)).toBeVisible();
  for (const part of [".transport", ".look-closer", ".time-bar input"]) await expect(page.locator(part)).toBeHidden();
  await expect(page.locator("body")).toHaveCSS("background-color", "rgb(255, 255, 255)");
  expect(await layoutFaults(page)).toEqual([]);
});

/** A preset whose method has a picture, so that every detail is there. */
const WITH_PICTURES = "fitnets";

/** Opens each detail in turn, in whatever language the page is. */
async function inEachDetail(page: Page, look: (name: string) => Promise<void>): Promise<void> {
  await page.locator(".look-closer button").first().click();
  const tabs = page.getByRole("tab");
  await expect(tabs).toHaveCount(6);
  for (const tab of await tabs.all()) {
    await tab.click();
    await expect(tab).toHaveAttribute("aria-selected", "true");
    await expect(page.locator("#detail-panel :is(table, svg, canvas, button, [role=grid])").first()).toBeVisible();
    await look((await tab.textContent()) ?? "");
  }
  await page.keyboard.press("Escape");
  await expect(tabs).toHaveCount(0);
}

/** Windows in which every place and state is looked at; `npm run screenshots` does it in all of them. */
const windows = [
  { width: 1280, height: 800, lang: "en", theme: "light", withAxe: true },
  { width: 1024, height: 768, lang: "zh", theme: "dark", withAxe: false },
  { width: 390, height: 844, lang: "zh", theme: "dark", withAxe: true },
  { width: 320, height: 640, lang: "en", theme: "light", withAxe: false },
] as const;
for (const { width, height, lang, theme, withAxe } of windows)
  test.describe(`at ${width}x${height}, ${lang}, ${theme}`, () => {
    const isPhone = width < 500;
    test.use({ viewport: { width, height }, hasTouch: isPhone, isMobile: isPhone });
    test(`nothing is cut off, overlaps or is too small${withAxe ? ", and axe finds nothing serious" : ""}`, async ({
      page,
    }) => {
      const found: string[] = [];
      const look = async (where: string, ...parts: string[]) => {
        const faults = [...(await layoutFaults(page)), ...(withAxe ? await seriousFaults(page, ...parts) : [])];
        found.push(...faults.map((fault) => `${where}: ${fault}`));
      };
      const query = `/?lang=${lang}&theme=${theme}`;
      await page.goto(`${query}${LAB_HASH}/${WITH_PICTURES}`);
      await expect(page.locator(".bars")).toBeVisible();
      await page.locator(".chart-room").scrollIntoViewIfNeeded();
      await expect(page.locator(".recharts-surface").first()).toBeVisible();
      await look("lab");
      await page.locator(".accuracy summary").click();
      await look("table", ".accuracy");
      await page.locator(".accuracy summary").click();
      await inEachDetail(page, (name) => look(name, ".details"));
      await page.locator(".facts").click();
      await expect(page.locator(".sheet fieldset").first()).toBeVisible();
      await look("settings", ".sheet");
      await page.keyboard.press("Escape");
      await expect(page.locator(".sheet")).toHaveCount(0);
      // The bar over the stage takes its room from the stage.
      await page.locator(".chips button").first().click();
      await expect(page.locator(".stale-bar")).toBeVisible();
      await look("changed settings", ".stale-bar", ".result-column", ".digit-column");
      const chooser = await openChooser(page);
      await expect(chooser.locator("[data-preset]").first()).toBeVisible();
      await look("chooser", "dialog.chooser");
      await page.keyboard.press("Escape");
      await page.goto(`${query}${addressOf({ kind: "hinton-2015", run: null })}`);
      await expect(page.getByRole("table").first()).toBeVisible();
      await look("replay");
      expect(found).toEqual([]);
    });
  });
