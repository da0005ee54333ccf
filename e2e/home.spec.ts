/** Home, and the addresses of the page's places. */

import { expect, type Page, test } from "@playwright/test";
import { layoutFaults } from "../scripts/screenshots/layoutFaults.ts";
import { defaultExperiment } from "../src/domain/defaultExperiment.ts";
import { hashOf } from "../src/session/experimentLink.ts";
import { seriousFaults } from "./accessibility.ts";
import { LAB, openSettings } from "./pageControls.ts";

/** What the browser refuses or reports as an error, from now on. */
function reported(page: Page): readonly string[] {
  const all: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || /Content Security Policy|Trusted/.test(message.text())) all.push(message.text());
  });
  page.on("pageerror", ({ message }) => all.push(message));
  return all;
}

const heading = (page: Page) => page.locator("#home-sentence");
const slider = (page: Page) => page.getByRole("slider", { name: "Temperature" });
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** Moves the slider to the temperature by keyboard, from 1. */
async function soften(page: Page, temperature: number): Promise<void> {
  for (let i = 0; i < 12; i++) {
    if ((await slider(page).getAttribute("aria-valuetext")) === `Temperature ${temperature}`) return;
    await slider(page).press("ArrowRight");
  }
  throw new RangeError(`the slider has no temperature ${temperature}`);
}

const opacityOf = (page: Page, digit: number) =>
  page
    .locator("#home-bars rect")
    .nth(digit)
    .evaluate((bar) => Number(getComputedStyle(bar).fillOpacity));

for (const [width, height] of [
  [320, 640],
  [360, 740],
  [390, 844],
  [430, 932],
] as const)
  for (const lang of ["en", "zh"])
    test(`nothing moves on a phone of ${width} x ${height} while the slider is dragged, ${lang}`, async ({ page }) => {
      await page.setViewportSize({ width, height });
      await page.goto(`/?lang=${lang}#/`);
      const slider = page.locator("#home-temperature");
      const top = () => slider.evaluate((element) => element.getBoundingClientRect().top + scrollY);
      await expect(heading(page)).not.toBeEmpty();
      const before = await top();
      for (let i = 0; i < 10; i++) {
        await slider.press("ArrowRight");
        expect(await top()).toBe(before);
      }
    });

test("the slider shows second thoughts, a guess is taken, the race is run, and the doors lead on", async ({ page }) => {
  const errors = reported(page);
  const requested: string[] = [];
  page.on("request", (request) => requested.push(request.url()));
  await page.goto("/");
  await expect(heading(page)).toHaveText(
    "A large network looks at this digit and answers 9. Is that all it can teach a small one?",
  );
  await expect(button(page, "Teach a small network")).toBeDisabled();
  expect(await opacityOf(page, 4)).toBeLessThan(1);

  await soften(page, 8);
  await expect(heading(page)).toHaveText(
    "It also finds it a little like a 4 and a 7, and hardly like a 6. No label says that.",
  );
  await expect.poll(() => opacityOf(page, 4)).toBe(1);
  await expect.poll(() => opacityOf(page, 7)).toBe(1);
  expect(await opacityOf(page, 6)).toBeLessThan(1);
  await expect(page.locator("#home-spoken")).toHaveText(/a little like/);
  await expect(page.getByRole("img", { name: /The large network’s answer: 9 with 25 %/ })).toBeVisible();
  // Nothing of the lab runs, and no recording is fetched.
  expect(requested.filter((address) => /\/runs\/|Worker/.test(address))).toEqual([]);
  await expect(page.locator("#root")).toBeEmpty();

  await button(page, "Teach a small network").click();
  await expect(heading(page)).toContainText("Two small networks start alike.");
  await expect(page.getByText("large network = teacher")).toBeVisible();
  await expect(page.getByText("198")).toBeHidden();
  await button(page, "The one shown the whole answer").click();
  await expect(heading(page)).toHaveText("Both read the same 1,000 digits, in the same order.");
  await expect(heading(page)).toHaveText(/^As you said: shown .* a third fewer digits\.$/);
  await expect(page.locator("#home-result dd")).toHaveText(["129", "198"]);
  await expect(page.getByText("The large network had learnt from 10,000 digits, randomly shifted")).toBeVisible();
  expect(await page.evaluate(() => Object.values(localStorage))).toEqual(["taught"]);
  expect(requested.every((address) => /^(http:\/\/localhost|data:)/.test(address))).toBe(true);

  await page.getByRole("link", { name: "Take all the 3s away" }).click();
  await expect(page).toHaveURL(/#\/lab\/drop-3s$/);
  await expect(page.getByRole("combobox", { name: "Preset" })).toHaveAttribute("value", "drop-3s");
  await page.goBack();
  await expect(page.locator("#home-result")).toBeVisible();
  await expect(page.locator("#root")).toBeHidden();
  await page.getByRole("link", { name: "Train it on this machine" }).click();
  await expect(button(page, "Train")).toBeVisible();
  await expect(page).toHaveURL(/#\/lab\/hinton$/);
  expect(errors).toEqual([]);
});

test("places are reached by address, back and forward, and by reload", async ({ page }) => {
  await page.goto(LAB);
  await expect(page.getByRole("region", { name: "Result" })).toBeVisible();
  await expect(page.locator("#home")).toHaveCount(0);
  await page.getByRole("link", { name: "Distillation Playground" }).click();
  await expect(heading(page)).toBeVisible();
  await page.getByRole("link", { name: "Hinton 2015" }).click();
  const section = page.getByRole("heading", { name: "Hinton 2015, section 3, trained again" });
  await expect(section).toBeVisible();
  await page.reload();
  await expect(section).toBeVisible();
  await page.goBack();
  await expect(heading(page)).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("region", { name: "Result" })).toBeVisible();
  await expect(section).toBeHidden();
  await page.goForward();
  await expect(heading(page)).toBeVisible();
  await page.reload();
  await expect(heading(page)).toBeVisible();
  await page.goto("/#/nowhere");
  await expect(page.locator("#home-unknown")).toHaveText(/There is no place “#\/nowhere”/);
});

test("a link to an experiment opens the lab, from Home as well", async ({ page }) => {
  const link = await hashOf({ ...defaultExperiment, seed: 11 }, defaultExperiment);
  await page.goto(`/${link}`);
  await openSettings(page);
  const seed = page.getByRole("spinbutton", { name: "Seed" });
  await expect(seed).toHaveValue("11");
  await page.getByRole("link", { name: "Distillation Playground" }).click();
  await expect(heading(page)).toBeVisible();
  await page.evaluate(
    (hash) => {
      location.hash = hash;
    },
    await hashOf({ ...defaultExperiment, seed: 12 }, defaultExperiment),
  );
  await expect(seed).toHaveValue("12");
});

test("the race is skipped where reduced motion is asked for, and storage may be refused", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, "localStorage", {
      get: () => {
        throw new DOMException("refused", "SecurityError");
      },
    });
  });
  await page.goto("/");
  // A click on the track is a move as well.
  await slider(page).click();
  await button(page, "Teach a small network").click();
  await button(page, "No difference").click();
  await expect(heading(page)).toHaveText(/^Not as you said: shown the large network’s whole answers/);
});

test("language and theme are chosen on Home and go with the visitor into the lab", async ({ page }) => {
  await page.goto("/");
  await button(page, "Switch to Chinese").click();
  const asked = "大网络看了这个数字，回答是 9。它能教给小网络的只有这些吗？";
  await expect(heading(page)).toHaveText(asked);
  await page.reload();
  await expect(heading(page)).toHaveText(asked);
  await button(page, "主题：深色").click();
  await page.getByRole("link", { name: "实验室", exact: true }).click();
  await expect(page.getByRole("button", { name: "训练", exact: true })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.getByRole("button", { name: "切换到英文" }).click();
  await expect(button(page, "Train")).toBeVisible();
  await page.goBack();
  await expect(heading(page)).toContainText("A large network");
});

for (const [width, height, lang, theme] of [
  [1280, 800, "en", "light"],
  [390, 844, "zh", "dark"],
  [320, 640, "en", "light"],
] as const)
  test(`at ${width}x${height} nothing is cut off, and digit, bars and slider are in one screen`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.goto(`/?lang=${lang}&theme=${theme}`);
    const look = async (stage: string) => {
      expect(await layoutFaults(page), stage).toEqual([]);
      expect(await seriousFaults(page), stage).toEqual([]);
    };
    for (const part of [page.locator("#home .digit"), page.locator("#home-bars"), page.locator("#home-temperature")])
      await expect(part).toBeInViewport({ ratio: 1 });
    await look("ask");
    for (let i = 0; i < 4; i++) await page.locator("#home-temperature").press("ArrowRight");
    await page.locator("#home-teach").click();
    await look("predict");
    await page.locator("[data-guess=plain]").click();
    await expect(page.locator("#home-result")).toBeVisible();
    await look("doors");
  });
