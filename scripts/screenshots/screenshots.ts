/**
 * `npm run screenshots [-- --only PART --out DIR]`: opens every view of the built page in every window, language and
 * theme, writes pictures (reports/screenshots unless another folder is given), and looks in each for text that is cut
 * off, overlaps or is too small, for targets too small for a finger, and, in English and one window of each kind, for what
 * axe finds.
 * PART is a regular expression on "view 1280x800 en light". Prints what was found and exits with 1 where that is anything.
 * It needs a build: `npx vite build`.
 */

import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Browser, chromium, type Page, type Request } from "@playwright/test";
import { preview } from "vite";
import { seriousFaults } from "../../e2e/accessibility.ts";
import { browserFlags, findOrInstallChromium } from "../test/chromium.mjs";
import { layoutFaults } from "./layoutFaults.ts";
import { type View, views } from "./views.ts";

const root = join(import.meta.dirname, "../..");
const { values } = parseArgs({
  options: { only: { type: "string", default: "" }, out: { type: "string", default: "reports/screenshots" } },
});
const only = new RegExp(values.only);
const out = resolve(values.out);

interface Size {
  readonly width: number;
  readonly height: number;
}
const windows: readonly { readonly isPhone: boolean; readonly sizes: readonly Size[] }[] = [
  {
    isPhone: false,
    sizes: [
      { width: 1280, height: 800 },
      { width: 1024, height: 768 },
      { width: 1920, height: 1080 },
    ],
  },
  {
    isPhone: true,
    sizes: [
      { width: 390, height: 844 },
      { width: 320, height: 640 },
    ],
  },
];

interface Shot {
  readonly size: Size;
  readonly theme: "light" | "dark";
}
/** One page that is opened once, and photographed in one window and theme after another. */
interface Sitting {
  readonly view: View;
  readonly isPhone: boolean;
  readonly lang: string;
  readonly shots: readonly Shot[];
}
const called = ({ view, lang }: Omit<Sitting, "shots">, { size, theme }: Shot) =>
  `${view.name} ${size.width}x${size.height} ${lang} ${theme}`;
const sittings: readonly Sitting[] = windows
  .flatMap(({ isPhone, sizes }) =>
    views
      .filter((view) => !isPhone || !view.isLecture)
      .flatMap((view) => ["en", "zh"].map((lang) => ({ view, isPhone, lang, sizes }))),
  )
  .map(({ sizes, ...sitting }) => {
    // Back and forth, so that each step changes either the window or the theme.
    const shots = sizes.flatMap((size, i) => {
      const themes = ["light", "dark"] as const;
      return (i % 2 === 0 ? themes : themes.toReversed()).map((theme) => ({ size, theme }));
    });
    return { ...sitting, shots: shots.filter((shot) => only.test(called(sitting, shot))) };
  })
  .filter(({ shots }) => shots.length > 0);

/** Counts what a page is still fetching: the parts of the page that are loaded when they are first shown. */
function countRequests(page: Page): () => number {
  const pending = new Set<Request>();
  page.on("request", (request) => pending.add(request));
  page.on("requestfinished", (request) => pending.delete(request));
  page.on("requestfailed", (request) => pending.delete(request));
  return () => pending.size;
}

/** Waits until the page fetches nothing, and nothing has been changed in it for a while. */
async function isAtRest(page: Page, pending: () => number): Promise<void> {
  for (let tries = 0; tries < 20; tries++) {
    await isUnchanged(page);
    if (pending() === 0) return;
  }
}

async function isUnchanged(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise<void>((resolve) => {
      const limit = setTimeout(() => resolve(), 4000);
      // What has been fetched is still to be run where the machine is busy.
      const rested = () =>
        requestIdleCallback(() => {
          clearTimeout(limit);
          watch.disconnect();
          resolve();
        });
      let timer = setTimeout(rested, 250);
      const watch = new MutationObserver(() => {
        clearTimeout(timer);
        timer = setTimeout(rested, 250);
      });
      watch.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    });
  });
}

/** Faults by view and text, each with the windows, languages and themes in which it was found. */
const found = new Map<string, string[]>();

function note(sitting: Sitting, shot: Shot, fault: string): void {
  const key = `${sitting.view.name}: ${fault}`;
  const where = `${shot.size.width}x${shot.size.height} ${sitting.lang} ${shot.theme}`;
  found.set(key, [...(found.get(key) ?? []), where]);
}

/** Sets the theme as the page's own button does; on a slide, which has none, by the token sheet alone. */
async function setTheme(page: Page, theme: string): Promise<void> {
  await page.evaluate((wanted) => {
    const { dataset } = document.documentElement;
    if (dataset["theme"] === wanted) return;
    const button = document.querySelector<HTMLElement>("#home-theme, #root header button:has(+ button > [lang])");
    button?.click();
    if (!button) dataset["theme"] = wanted;
  }, theme);
}

/** What axe looks at hardly depends on the language, or on how wide a window of a kind is; and axe takes the longest. */
const hasAxe = ({ lang }: Sitting, { size: { width } }: Shot) => lang === "en" && (width === 1280 || width === 390);

async function photograph(browser: Browser, address: string, sitting: Sitting): Promise<void> {
  const { view, isPhone, lang, shots } = sitting;
  const first = shots[0]!;
  const context = await browser.newContext({
    viewport: first.size,
    hasTouch: isPhone,
    isMobile: isPhone,
    reducedMotion: "reduce",
    locale: "en-US",
    serviceWorkers: "block",
  });
  context.setDefaultTimeout(20_000);
  // The compiler of these scripts marks functions with it, also those that are sent into the page.
  await context.addInitScript("globalThis.__name = (named) => named");
  const page = await context.newPage();
  const pending = countRequests(page);
  page.on("pageerror", ({ message }) => note(sitting, first, `error: ${message}`));
  try {
    const query = `?lang=${lang}&theme=${first.theme}${view.isLecture ? "&mode=lecture" : ""}`;
    await page.goto(`${address}${query}${view.address}`);
    await page.waitForLoadState("networkidle");
    await isAtRest(page, pending);
    await view.show?.(page);
    for (const shot of shots) {
      await page.setViewportSize(shot.size);
      await setTheme(page, shot.theme);
      await isAtRest(page, pending);
      const picture = `${called(sitting, shot).replaceAll(" ", "-")}.png`;
      for (const fault of await layoutFaults(page)) note(sitting, shot, fault);
      // A higher window, and not the browser's picture of a whole page, which is taken as if the pointer was fine.
      for (let height = 0, tries = 0; isPhone && tries < 5; tries++) {
        const whole = await page.evaluate(() => document.documentElement.scrollHeight);
        if (whole === height) break;
        height = whole;
        await page.setViewportSize({ ...shot.size, height });
        await isAtRest(page, pending);
      }
      await page.screenshot({ path: join(out, picture), fullPage: !isPhone && !view.isLecture, timeout: 60_000 });
      if (!hasAxe(sitting, shot)) continue;
      for (const fault of await seriousFaults(page)) note(sitting, shot, `axe: ${fault}`);
    }
  } catch (error) {
    note(sitting, first, `could not be shown: ${String(error).split("\n").slice(0, 2).join(" ")}`);
  } finally {
    await context.close();
  }
}

await mkdir(out, { recursive: true });
const server = await preview({ root, preview: { port: 0, strictPort: true }, logLevel: "silent" });
const address = server.resolvedUrls!.local[0]!;
const executablePath = findOrInstallChromium();
const browser = await chromium.launch({ executablePath, args: [...browserFlags] });
const rest = [...sittings];
let count = 0;
async function work(): Promise<void> {
  for (let sitting = rest.shift(); sitting; sitting = rest.shift()) {
    await photograph(browser, address, sitting);
    count += sitting.shots.length;
    if (process.stdout.isTTY) process.stdout.write(`\r${count} pictures, ${found.size} faults `);
  }
}
await Promise.all([work(), work()]);
await browser.close();
await server.close();

const lines = [...found].map(([fault, where]) => `${fault}\n    ${where.length} times, first ${where[0]}`).sort();
await writeFile(
  join(out, "faults.txt"),
  [...found].map(([fault, where]) => `${fault}\n    ${where.join(", ")}`).join("\n"),
);
console.log(`${lines.join("\n")}\n${count} pictures in ${out}, ${found.size} faults`);
process.exit(found.size > 0 ? 1 : 0);
