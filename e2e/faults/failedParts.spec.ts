/** Parts of the page that fail, or whose code cannot be fetched: the rest of the page lives, and they can be tried again. */

import { expect, type Locator, type Page, test } from "@playwright/test";
import { choosePreset, LAB, LAB_HASH, openChooser, openClaims, openDetail } from "../pageControls.ts";

const regionsLive = async (page: Page) => {
  for (const name of ["Soft targets", "Accuracy", "Result"])
    await expect(page.getByRole("region", { name })).toBeVisible();
  await expect(page.getByRole("slider", { name: "Temperature" })).toBeVisible();
};

/** The parts whose code is fetched when they are first shown, how each is opened, and what then stands in it. */
const parts: readonly {
  readonly chunk: string;
  readonly open: (page: Page) => Promise<void>;
  readonly within: (page: Page) => Locator;
  readonly shown: (within: Locator) => Locator;
}[] = [
  {
    chunk: "StudyTable",
    open: async (page) => (await openChooser(page)).locator("[data-study]").first().click(),
    within: (page) => page.getByRole("dialog"),
    shown: (within) => within.getByRole("table").first(),
  },
  {
    chunk: "FidelityTable",
    open: async (page) => void (await openClaims(page)),
    within: (page) => page.getByRole("dialog"),
    shown: (within) => within.getByRole("table").first(),
  },
  {
    chunk: "AccuracyChart",
    open: async () => {},
    within: (page) => page.getByRole("region", { name: "Accuracy", exact: true }),
    shown: (within) => within.locator(".recharts-surface").first(),
  },
  {
    chunk: "LossCard",
    open: (page) => openDetail(page, "Loss"),
    within: (page) => page.getByRole("tabpanel"),
    shown: (within) => within.locator(".plan, .loss-steps").first(),
  },
  {
    chunk: "Pictures",
    open: async (page) => {
      await choosePreset(page, "fitnets");
      await openDetail(page, "Picture");
    },
    within: (page) => page.getByRole("tabpanel"),
    shown: (within) => within.locator("figure").first(),
  },
];

test("code that cannot be fetched fails in its own place, and is fetched when it is tried again", async ({ page }) => {
  const addresses = new RegExp(`/assets/(${parts.map(({ chunk }) => chunk).join("|")})-`);
  const visit = async (check: (place: Locator, part: (typeof parts)[number]) => Promise<void>) => {
    for (const part of parts) {
      await part.open(page);
      await check(part.within(page), part);
      if (await page.getByRole("dialog").isVisible()) await page.getByRole("button", { name: "Close" }).click();
      if (await page.getByRole("tablist").isVisible()) await page.keyboard.press("Escape");
      await regionsLive(page);
    }
  };
  await page.route(addresses, (route) => route.abort());
  await page.goto(LAB);
  await visit(async (place, { chunk }) => {
    const alert = place.getByRole("alert");
    await expect(alert, chunk).toContainText("could not be fetched");
    await alert.getByRole("button", { name: "Try again" }).click();
    await expect(alert, chunk).toContainText("could not be fetched");
  });
  await page.unroute(addresses);
  await visit(async (place, { chunk, shown }) => {
    // What is shown anew is fetched anew; what has stood there needs the button.
    if (chunk === "AccuracyChart") await place.getByRole("button", { name: "Try again" }).click();
    await expect(shown(place), chunk).toBeVisible();
    await expect(place.getByRole("alert"), chunk).toHaveCount(0);
  });
});

/** Makes writing a number fail, as a fault in a view would, until it is mended. */
async function breakNumbers(page: Page): Promise<() => Promise<void>> {
  await page.evaluate(() => {
    const { replace } = String.prototype;
    const mendNumbers = () => Object.assign(String.prototype, { replace });
    Object.assign(globalThis, { mendNumbers });
    Object.assign(String.prototype, {
      replace(this: string, ...request: [string, string]) {
        // What `count` puts between thousands.
        if (request[1] === ",") throw new TypeError("numbers cannot be written");
        return Reflect.apply(replace, this, request);
      },
    });
  });
  return () => page.evaluate(() => void (globalThis as unknown as { mendNumbers(): void }).mendNumbers());
}

test("a region that fails leaves the others, keeps the focus and comes back when it is tried again", async ({
  page,
}) => {
  await page.goto(LAB);
  await choosePreset(page, "drop-3s");
  for (const [region, name] of [
    ["Result", /^without labels: /],
    // Beside an open detail the bias stands with the soft targets.
    ["Soft targets", /^without labels: /],
  ] as const) {
    if (region === "Soft targets") await openDetail(page, "Per class");
    const part = page.getByRole("region", { name: region }).or(page.locator(".result-column"));
    const choice = page.getByRole("button", { name });
    await expect(choice).toBeVisible();
    if (region === "Result") await expect(page.locator(".recharts-surface").first()).toBeVisible();
    const mend = await breakNumbers(page);
    await choice.focus();
    await page.keyboard.press("Enter");
    const focused = part.locator(".failed-part", { has: page.locator(":focus") });
    await expect(focused).toContainText("numbers cannot be written");
    await expect(focused.getByRole("button", { name: "Try again" })).toBeFocused();
    // The other parts that the bias moves have failed as well, each in its own place.
    await expect(page.getByRole("region", { name: "Soft targets" })).toBeVisible();
    await expect(page.getByRole("slider", { name: "Temperature" })).toBeVisible();
    await mend();
    await page.keyboard.press("Enter");
    await expect(choice).toBeVisible();
    await expect(part.locator(":focus").first()).toBeVisible();
    const again = page.getByRole("button", { name: "Try again" });
    while ((await again.count()) > 0) await again.first().click();
    await expect(page.getByRole("alert")).toHaveCount(0);
  }
});

test("where the Chinese texts cannot be fetched, the page says so and fetches them when asked", async ({ page }) => {
  const address = /\/assets\/methodText\.zh-/;
  await page.route(address, (route) => route.abort());
  await page.goto(`/?lang=zh${LAB_HASH}`);
  const notice = page.locator(".notice");
  await expect(notice).toContainText("英文");
  await expect(page.locator(".bars")).toBeVisible();
  await page.unroute(address);
  await notice.getByRole("button").click();
  await expect(notice).toHaveCount(0);
  await expect(page.getByRole("combobox", { name: "方法" })).toContainText("知识蒸馏");
});
