/** The page in a frame of another site, with an origin of its own and in a sandbox without one. */

import { expect, type Page, test } from "@playwright/test";
import { defaultExperiment } from "../../src/domain/defaultExperiment.ts";
import type { Experiment } from "../../src/domain/experiment.ts";
import { embedWords } from "../../src/i18n/embedded/embedWords.en.ts";
import { hashOf } from "../../src/session/experimentLink.ts";
import { seriousFaults } from "../accessibility.ts";
import { LAB_HASH } from "../pageControls.ts";
import { bareServer, openInFrame } from "./siteWithFrame.ts";

const base = defaultExperiment;
const short = { ...base.student.training, steps: 80 };
/** Three pairs of small networks, which are trained in seconds and have no recorded run. */
const trained: Experiment = {
  ...base,
  seed: 4321,
  data: { ...base.data, train: 2000 },
  teacher: { ...base.teacher, training: { ...base.teacher.training, steps: 120 } },
  student: { ...base.student, training: short },
  transferSet: { ...base.transferSet, size: 500 },
};

const slider = "Temperature";

async function addressOfFrame(baseURL: string, query: string, experiment = trained): Promise<string> {
  return `${baseURL}/?embed=1&lang=en&theme=light${query}${await hashOf(experiment, base)}`;
}

/** What the page says of itself in the console, which a frame is to have nothing of. */
function errorsOf(page: Page): readonly string[] {
  const errors: string[] = [];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", ({ message }) => errors.push(message));
  return errors;
}

for (const [name, attributes] of [
  ["plain", ""],
  ["sandboxed", 'sandbox="allow-scripts"'],
] as const)
  test(`in a ${name} frame the lab shows its bars, follows its slider and trains to a verdict`, async ({
    page,
    baseURL,
  }) => {
    const errors = errorsOf(page);
    const query = "&show=answers,result,train,chart&hide=networks,scale&lock=digit,param.hardWeight";
    const { frame, messages } = await openInFrame(page, await addressOfFrame(baseURL!, query), attributes);
    const temperature = frame.getByRole("slider", { name: slider, exact: true });
    await expect(temperature).toBeVisible();
    // Without the top line, without what is hidden, and with what is locked standing still.
    await expect(frame.getByRole("link", { name: "Lessons" })).toHaveCount(0);
    await expect(frame.getByText("Edit layers")).toHaveCount(0);
    await expect(frame.getByRole("button", { name: "others only" })).toHaveCount(0);
    await expect(frame.getByRole("radio")).toHaveCount(0);
    await expect(frame.getByRole("slider", { name: "Hard-label weight" })).toBeDisabled();
    await expect(frame.getByRole("slider", { name: "Soft-target weight" })).toBeEnabled();

    await frame.getByRole("button", { name: "Train", exact: true }).click();
    await expect(frame.locator(".status")).toContainText("steps are done", { timeout: 150_000 });
    await expect(frame.locator(".result .verdict")).toHaveText(/^(Helps|Hurts|Cannot tell)$/);
    const share = frame.locator(".bars-room").first();
    const before = await share.textContent();
    await temperature.fill(await temperature.getAttribute("max").then((max) => max!));
    await expect(share).not.toHaveText(before!);

    // The site has been told the height, which shows all of the page, and nothing else.
    const told = await messages();
    expect(told.length).toBeGreaterThan(0);
    for (const message of told)
      expect(message).toEqual({ type: "distillation-playground:height", height: expect.any(Number) });
    const height = await page.locator("iframe").evaluate((element) => element.clientHeight);
    await expect
      .poll(() => frame.locator("html").evaluate((root) => root.scrollHeight - root.clientHeight))
      .toBeLessThanOrEqual(0);
    expect(height).toBeGreaterThan(400);
    await expect(frame.getByRole("alert")).toHaveCount(0);
    await expect(frame.locator(".notice")).toHaveCount(0);
    expect(errors).toEqual([]);
  });

test("a frame has no serious fault of accessibility, in the lab, a lesson and on Home", async ({ page }) => {
  for (const hash of [LAB_HASH, "#/lesson/drop-3s/1", "#/"]) {
    await page.goto("about:blank");
    await page.goto(`/?embed=1&show=answers,drop,result,chart,train,time,settings&lock=train,step${hash}`);
    await expect(page.getByRole("link", { name: embedWords.open })).toBeVisible();
    await expect(page.getByRole("main")).toBeVisible();
    await expect(page.getByRole("main").getByRole("img").first()).toBeVisible();
    expect(await seriousFaults(page)).toEqual([]);
  }
});

test("training is locked or hidden as the address says", async ({ page }) => {
  await page.goto(`/?embed=1&show=answers,train&lock=train${LAB_HASH}`);
  const train = page.getByRole("button", { name: "Train", exact: true });
  await expect(train).toBeDisabled();
  await page.goto("about:blank");
  await page.goto(`/?embed=1&show=answers,train&hide=train${LAB_HASH}`);
  await expect(page.getByRole("slider", { name: slider, exact: true })).toBeVisible();
  await expect(train).toHaveCount(0);
});

test("names that are not known are told, and the rest is shown", async ({ page }) => {
  await page.goto(`/?embed=1&show=answer,result&lock=temperatur${LAB_HASH}`);
  await expect(page.getByText(embedWords.unknown("show=answer · lock=temperatur"))).toBeVisible();
  await expect(page.getByRole("region", { name: "Result" })).toBeVisible();
});

test("lessons, the section and Home are shown without the top line, and a lesson keeps what the frame locks", async ({
  page,
}) => {
  for (const [hash, text] of [
    ["#/lesson", "Lessons"],
    ["#/lesson/soft-targets/1", "Next card"],
    ["#/hinton-2015", "Hinton"],
  ] as const) {
    await page.goto("about:blank");
    await page.goto(`/?embed=1&hide=temperature${hash}`);
    await expect(page.getByText(text).first()).toBeVisible();
    await expect(page.getByRole("banner")).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Share" })).toHaveCount(0);
    await expect(page.getByRole("slider", { name: slider, exact: true })).toHaveCount(0);
  }
  await page.goto("about:blank");
  await page.goto("/?embed=1#/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("banner")).toHaveCount(0);
  await expect(page.getByRole("navigation")).toHaveCount(0);
});

test("the link opens the same state outside of the frame; a frame changes nothing that the visitor has stored", async ({
  page,
  baseURL,
  context,
}) => {
  // The visitor's own experiment, with another temperature.
  await page.goto(`/${LAB_HASH}`);
  const own = page.getByRole("slider", { name: "Soft-target weight" });
  await own.fill("0.4");
  const kept = await own.inputValue();
  const other = await context.newPage();
  const { frame } = await openInFrame(other, `${baseURL}/?embed=1&lang=en${LAB_HASH}`, "");
  const weight = frame.getByRole("slider", { name: "Soft-target weight" });
  // What the address says, not what is stored.
  await expect(weight).not.toHaveValue(kept);
  await weight.fill("0.7");
  const moved = await weight.inputValue();
  // The address follows the view when it has rested.
  await expect.poll(() => frame.locator("html").evaluate(() => location.hash)).toMatch(/^#v=1&c=/);
  const opening = context.waitForEvent("page");
  await frame.getByRole("link", { name: embedWords.open }).click();
  const opened = await opening;
  expect(new URL(opened.url()).search).toBe("?lang=en");
  await expect(opened.getByRole("slider", { name: "Soft-target weight" })).toHaveValue(moved);
  await expect(opened.getByRole("link", { name: "Lessons" })).toBeVisible();
  await page.reload();
  await expect(own).toHaveValue(kept);
});

test("where the frame may open no window the link shows the address", async ({ page, baseURL }) => {
  const { frame } = await openInFrame(page, `${baseURL}/?embed=1&lang=en${LAB_HASH}`, 'sandbox="allow-scripts"');
  await frame.getByRole("link", { name: embedWords.open }).click();
  await expect(frame.getByRole("textbox", { name: embedWords.blocked })).toHaveValue(/\/\?lang=en#/);
});

test("a sandboxed frame whose server does not let it load its files says so, with the remedy", async ({ page }) => {
  const address = `${await bareServer(page)}?embed=1${LAB_HASH}`;
  const remedy = /may need allow-same-origin/;
  const { frame } = await openInFrame(page, address, 'sandbox="allow-scripts"');
  await expect(frame.getByText(remedy)).toBeVisible();
  const { frame: plain } = await openInFrame(page, address, "");
  await expect(plain.getByRole("slider", { name: slider, exact: true })).toBeVisible();
  await expect(plain.getByText(remedy)).toBeHidden();
});

test("where a sandboxed frame starts no workers, the page says so with the remedy", async ({ page, baseURL }) => {
  await page.addInitScript(() => {
    globalThis.Worker = class {
      constructor() {
        throw new Error("refused");
      }
    } as unknown as typeof Worker;
  });
  const { frame } = await openInFrame(page, await addressOfFrame(baseURL!, ""), 'sandbox="allow-scripts"');
  await frame.getByRole("button", { name: "Train", exact: true }).click();
  await expect(frame.getByText(embedWords.noWorkers)).toBeVisible();
});
