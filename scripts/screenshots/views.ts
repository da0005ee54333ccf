/** What is photographed: every place of the page, its states, details and dialogs, found without a word of either language. */

import { expect as expectSoon, type Page } from "@playwright/test";
import { lessons } from "../../src/lessons/course/index.ts";
import { DETAILS } from "../../src/places/labView.ts";
import { talk } from "../../src/views/lecture/beats.ts";

/** As patient as the pages are slow while others are photographed beside them. */
const expect = expectSoon.configure({ timeout: 20_000 });

/** One view of the page. */
export interface View {
  readonly name: string;
  /** the address from "#" on */
  readonly address: string;
  /** a slide: only windows of a desk show it, at the size of a projector */
  readonly isLecture?: boolean;
  /** what is done after the page has been opened */
  show?(page: Page): Promise<void>;
}

/** A preset whose method has a picture, so that every detail is there. */
const WITH_PICTURES = "fitnets";

/** Presets whose networks, arms or classes are drawn in another way than those of Hinton's method. */
const PAPERS = [
  "fitnets",
  "attention-transfer",
  "fsp",
  "net2net",
  "mutual",
  "born-again",
  "apprentice",
  "feature-fusion",
  "one",
  "ensemble-net",
];

/** Every card of every lesson; the first one with its formula and its paper open. */
const cards: readonly View[] = lessons.flatMap(({ id, cards: own }) =>
  own.map((_, i) => {
    const view = { name: `lesson-${id}-${i + 1}`, address: `#/lesson/${id}/${i + 1}` };
    return i > 0 ? view : { ...view, show: openWhy };
  }),
);

async function openWhy(page: Page): Promise<void> {
  for (const summary of await page.locator(".lesson-why summary").all()) await summary.click();
}

async function soften(page: Page): Promise<void> {
  for (let i = 0; i < 5; i++) await page.locator("#home-temperature").press("ArrowRight");
}

async function predict(page: Page): Promise<void> {
  await soften(page);
  await page.locator("#home-teach").click();
}

async function guess(page: Page): Promise<void> {
  await predict(page);
  await page.locator("[data-guess=taught]").click();
  await expect(page.locator("#home-result")).toBeVisible();
}

const home: readonly View[] = [
  { name: "home", address: "#/" },
  { name: "home-softened", address: "#/", show: soften },
  { name: "home-predict", address: "#/", show: predict },
  { name: "home-doors", address: "#/", show: guess },
  { name: "home-unknown", address: "#/nowhere" },
];

async function openSettings(page: Page): Promise<void> {
  await page.locator(".facts").click();
  await expect(page.locator(".sheet fieldset").first()).toBeVisible();
}

async function openChooser(page: Page): Promise<void> {
  await page.locator("button.preset").click();
  await expect(page.locator("dialog.chooser [data-card]").first()).toBeVisible();
}

async function moveBias(page: Page): Promise<void> {
  const bias = page.locator(".result-column .bias input[type=range]");
  for (let i = 0; i < 7; i++) await bias.press("ArrowRight");
}

/** Trains until the first evaluation, and pauses. */
async function train(page: Page): Promise<void> {
  await page.locator(".transport .primary").click();
  await expect(page.locator(".time-bar progress")).toBeVisible({ timeout: 60_000 });
  await page.locator(".transport .primary + button").click();
}

/** Follows links to further experiments, so that their runs are in the list. */
async function keepRuns(page: Page): Promise<void> {
  let count = 1;
  for (const preset of ["drop-3s", "mutual"]) {
    await page.evaluate((id) => {
      location.hash = `#/lab/${id}`;
    }, preset);
    await expect(page.locator("button.preset")).toHaveAttribute("value", preset);
    await expect(page.locator(".run-list li")).toHaveCount(++count);
  }
}

const lab: readonly View[] = [
  { name: "lab", address: "#/lab" },
  { name: "lab-at-step", address: "#/lab/hinton?step=100" },
  { name: "lab-logarithmic", address: "#/lab/hinton?scale=logarithmic" },
  { name: "lab-others", address: "#/lab/hinton?scale=others" },
  { name: "lab-dropped", address: "#/lab/drop-3s", show: moveBias },
  { name: "lab-few-labels", address: "#/lab/few-labels" },
  { name: "lab-hinton-2015", address: "#/lab/hinton-2015-no-3s" },
  { name: "lab-settings", address: "#/lab/hinton", show: openSettings },
  {
    name: "lab-detail-with-settings",
    address: `#/lab/${WITH_PICTURES}?open=confusion`,
    show: openSettings,
  },
  { name: "lab-changed", address: "#/lab/hinton", show: (page) => page.locator(".chips button").first().click() },
  {
    name: "lab-drawing",
    address: "#/lab/hinton",
    show: (page) => page.locator(".image-sets button").first().click(),
  },
  { name: "lab-training", address: "#/lab/hinton", show: train },
  {
    name: "lab-table",
    address: "#/lab/hinton",
    show: (page) => page.locator(".accuracy summary").click(),
  },
  { name: "lab-runs", address: "#/lab/hinton", show: keepRuns },
  {
    name: "lab-share",
    address: "#/lab/hinton",
    async show(page) {
      const menu = page.locator("header .menu");
      if (await menu.isVisible()) await menu.click();
      await page.locator("header .grow + button").click();
    },
  },
  ...PAPERS.map((id) => ({ name: `lab-of-${id}`, address: `#/lab/${id}` })),
];

const details: readonly View[] = [
  ...DETAILS.map((detail) => ({ name: `detail-${detail}`, address: `#/lab/${WITH_PICTURES}?open=${detail}` })),
  { name: "detail-perClass-dropped", address: "#/lab/drop-3s?open=perClass&bias=1.4" },
  { name: "detail-confusion-dropped", address: "#/lab/drop-3s?open=confusion&bias=1.4" },
  ...PAPERS.map((id) => ({ name: `detail-picture-of-${id}`, address: `#/lab/${id}?open=picture` })),
  ...PAPERS.map((id) => ({ name: `detail-networks-of-${id}`, address: `#/lab/${id}?open=networks` })),
];

const dialogs: readonly View[] = [
  { name: "chooser", address: "#/lab/hinton", show: openChooser },
  {
    name: "chooser-nothing",
    address: "#/lab/hinton",
    async show(page) {
      await openChooser(page);
      await page.locator("dialog.chooser input").fill("zebra");
    },
  },
  {
    name: "dialog-claims",
    address: "#/lab/hinton",
    async show(page) {
      await openChooser(page);
      await page.locator(".below-papers button").click();
    },
  },
  {
    name: "dialog-study",
    address: "#/lab/hinton",
    async show(page) {
      await openChooser(page);
      await page.locator("[data-card^=questions], [data-study]").first().click();
    },
  },
  {
    name: "dialog-benchmark",
    address: "#/lab/hinton",
    async show(page) {
      await openSettings(page);
      await page.locator(".sheet button:has(~ dialog), .sheet button:has(+ dialog)").last().click();
    },
  },
  {
    name: "dialog-network",
    address: "#/lab/hinton",
    show: (page) => page.locator(".network-name button").last().click(),
  },
  {
    name: "dialog-compare",
    address: "#/lab/hinton",
    async show(page) {
      await keepRuns(page);
      await page.locator(".runs-head button").first().click();
    },
  },
];

const places: readonly View[] = [
  { name: "lessons", address: "#/lesson" },
  ...cards,
  { name: "replay", address: "#/hinton-2015" },
  {
    name: "replay-one-seed",
    address: "#/hinton-2015",
    show: (page) => page.locator(".replay-choices .segments").nth(1).locator("button").nth(1).click(),
  },
  {
    name: "replay-digits",
    address: "#/hinton-2015",
    show: (page) => page.locator(".replay-choices .segments").first().locator("button").nth(1).click(),
  },
  { name: "replay-run", address: "#/hinton-2015/no-3s/1" },
];

/** Presses keys one after another, with the time that a slide takes to follow. */
const keys =
  (...pressed: readonly string[]) =>
  async (page: Page) => {
    await expect(page.locator(".slide .bars")).toBeVisible();
    await expect(page.locator(".slide-beats .on")).toHaveCount(1);
    for (const key of pressed) await page.keyboard.press(key);
  };
const beats = Array.from({ length: talk.length }, (_, i) => ({
  name: `lecture-${i + 1}`,
  pressed: Array.from({ length: i }, () => "PageDown"),
}));
const states: readonly { readonly name: string; readonly pressed: readonly string[] }[] = [
  ...beats,
  { name: "lecture-curve", pressed: ["PageDown", "PageDown", "c"] },
  { name: "lecture-dropped-curve", pressed: [...beats[5]!.pressed, "c", "c", "c"] },
  { name: "lecture-logarithmic", pressed: ["PageDown", "PageDown", "x"] },
  { name: "lecture-keys", pressed: ["?"] },
  { name: "lecture-table", pressed: [...beats[5]!.pressed, "t"] },
];
const lecture: readonly View[] = states.map(({ name, pressed }) => ({
  name,
  address: "#/lab",
  isLecture: true,
  show: keys(...pressed),
}));

/** All views, in the order in which a visitor meets them. */
export const views: readonly View[] = [...home, ...lab, ...details, ...dialogs, ...places, ...lecture];
