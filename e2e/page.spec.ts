/** The page before and beside training: links, names, keyboard, accessibility and layout. */

import { expect, test } from "@playwright/test";
import { defaultExperiment } from "../src/domain/defaultExperiment.ts";
import { hashOf } from "../src/session/experimentLink.ts";
import { seriousFaults } from "./accessibility.ts";
import { openWith, tinyExperiment } from "./pageControls.ts";

test("a shared link brings the whole experiment to another visitor", async ({ page, browser }) => {
  await page.goto("/");
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
  await page.goto("/");
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
  await page.getByText("More settings").click();
  await page.getByRole("combobox", { name: "Backend" }).selectOption("wasm");
  await page.getByRole("button", { name: "Train" }).click();
  const status = page.locator(".status");
  await expect
    .poll(async () => Number(/step (\d+)/.exec((await status.textContent()) ?? "")?.[1]), { timeout: 60_000 })
    .toBeGreaterThan(1000);
  await page.getByRole("slider", { name: "Temperature" }).press("End");
  await expect(page.locator(".recharts-wrapper")).toContainText("Temperature 100");
  await page.getByRole("button", { name: "Stop" }).click();
});

test("a slider moved at the very moment of a reload stays moved", async ({ page }) => {
  await page.goto("/");
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
  await page.goto("/");
  await expect(page.locator(".bars")).toBeVisible();
  const temperature = page.getByRole("slider", { name: "Temperature" });
  await temperature.press("End");
  await page.reload();
  await expect(temperature).toHaveAttribute("aria-valuetext", "100");
  for (const [hash, role, words] of [
    ["#v=1&c=%00%FFnonsense", "alert", "The page shows what it shows without it."],
    ["#v=1000000000", "alert", "this link is of version 1000000000"],
    ["#abc", "status", '"#abc" is no link'],
  ] as const) {
    await page.goto("about:blank");
    await page.goto(`/${hash}`);
    await expect(page.locator(`.notice[role=${role}]`)).toContainText(words);
    await expect(temperature).toHaveAttribute("aria-valuetext", "100");
  }
  await page.getByRole("button", { name: "Dismiss" }).click();
  await page.locator("a.skip").focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#soft-targets$/);
  await expect(page.locator(".notice")).toHaveCount(0);
});

test("a link followed while the page is open takes effect", async ({ page }) => {
  await page.goto("/");
  await expect(page.locator(".bars")).toBeVisible();
  const hash = await hashOf({ ...tinyExperiment(7), seed: 4321 }, defaultExperiment);
  await page.evaluate((next) => {
    location.hash = next;
  }, hash);
  await page.getByText("More settings").click();
  await expect(page.getByRole("spinbutton", { name: "Seed" })).toHaveValue("4321");
});

test("every name that others rely on is there", async ({ page }) => {
  await page.goto("/");
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
  await page.goto("/");
  await page.getByRole("combobox", { name: "Preset" }).selectOption("drop-3s");
  const slider = page.getByRole("slider", { name: "Class bias" });
  await expect(slider).toBeVisible();
  const onDropped = page.getByText(/of them on dropped classes/);
  const before = (await onDropped.textContent()) ?? "";
  await page.getByRole("button", { name: /without labels/ }).click();
  await expect(onDropped).not.toHaveText(before);
});

test("the whole first experiment can be done by keyboard", async ({ page }) => {
  await openWith(page, tinyExperiment(20));
  const press = async (name: string, key: string) => {
    const reached = page.getByRole("button", { name, exact: true });
    for (let tabs = 0; tabs < 60; tabs++) {
      if (await reached.evaluate((element) => element === document.activeElement)) break;
      await page.keyboard.press("Tab");
    }
    await expect(reached).toBeFocused();
    await page.keyboard.press(key);
  };
  await press("Train", "Enter");
  await expect(page.locator(".status")).toContainText("steps are done", { timeout: 60_000 });
  await press("Share", "Space");
  await expect(page).toHaveURL(/#v=1&c=/);
  await page.getByRole("tab", { name: "Per class" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("tab", { name: "Confusion" })).toBeFocused();
  await expect(page.getByRole("table").first()).toBeVisible();
});

for (const lang of ["en", "zh"])
  for (const theme of ["light", "dark"])
    test(`axe finds nothing serious in ${lang}, ${theme}`, async ({ page }) => {
      await page.goto(`/?lang=${lang}&theme=${theme}`);
      await expect(page.locator(".bars")).toBeVisible();
      await page.locator(".more summary").click();
      await expect(page.locator(".recharts-surface").first()).toBeVisible();
      await page.locator(".accuracy summary").click();
      expect(await seriousFaults(page)).toEqual([]);
      // A tab changes nothing but the card it stands on.
      for (const tab of (await page.getByRole("tab").all()).slice(1)) {
        await tab.click();
        await expect(tab).toHaveAttribute("aria-selected", "true");
        expect(await seriousFaults(page, ".details")).toEqual([]);
      }
    });

for (const [width, height] of [
  [1280, 800],
  [1024, 768],
  [375, 800],
] as const)
  test(`nothing is cut off at ${width}x${height}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await page.goto("/");
    await expect(page.locator(".bars")).toBeVisible();
    for (const tab of await page.getByRole("tab").all()) {
      await tab.click();
      const overflows = await page.evaluate(() =>
        [document.documentElement, ...document.querySelectorAll(".column")].map(
          (box) => box.scrollWidth - box.clientWidth,
        ),
      );
      expect(Math.max(...overflows)).toBeLessThanOrEqual(0);
    }
  });
