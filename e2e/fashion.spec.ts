/** Fashion-MNIST in the page: its classes by their names, in both languages, and what a site without it says. */

import { gzipSync } from "node:zlib";
import { expect, type Page, test } from "@playwright/test";
import { mnistFiles } from "../src/data/dataSources.ts";
import type { Experiment } from "../src/domain/experiment.ts";
import { resultWords as zhResult } from "../src/i18n/words/resultWords.zh.ts";
import { idxFile } from "../src/testing/idxFile.ts";
import { seriousFaults } from "./accessibility.ts";
import { chooseBackend, LAB, openDetail, openWith, tinyExperiment } from "./pageControls.ts";

/** Grey images of ten classes, each with a brightness of its own: no pictures of clothing. */
function filesOf(train: number, test: number): Readonly<Record<string, Buffer>> {
  const pair = ({ images, labels }: { images: string; labels: string }, count: number) => [
    [images, gzipSync(idxFile([count, 28, 28], (i) => 25 * (Math.floor(i / 784) % 10)))],
    [labels, gzipSync(idxFile([count], (i) => i % 10))],
  ];
  return Object.fromEntries([...pair(mnistFiles.train, train), ...pair(mnistFiles.test, test)]);
}

async function serveFashion(page: Page): Promise<void> {
  const files = filesOf(200, 100);
  await page.route(/\/data\/fashion\//, (route) => {
    const body = files[new URL(route.request().url()).pathname.split("/").at(-1)!]!;
    return route.fulfill({ body, contentType: "application/gzip" });
  });
}

const { transferSet, ...rest } = tinyExperiment(30);
const onFashion: Experiment = {
  ...rest,
  data: { dataset: "fashion", train: 100 },
  transferSet: { ...transferSet, omitClasses: [3] },
};

const texts = {
  en: {
    ...{ train: "Train", done: "steps are done", confusion: "Confusion", image: "Image" },
    ...{ names: ["T-shirt/top", "Trouser", "Ankle boot"], dropped: "Dress" },
    never: "It never saw a Dress.",
    differs: "What differs between the two",
    statement: "200 training and 100 test images here: it is not the published split of 60,000 and 10,000.",
  },
  zh: {
    ...{ train: "训练", done: "步全部完成", confusion: "混淆矩阵", image: "图像" },
    ...{ names: ["T恤/上衣", "裤子", "踝靴"], dropped: "连衣裙" },
    never: "它在训练中从未见过连衣裙。",
    differs: zhResult.differs,
    statement: "这里的 Fashion-MNIST 有 200 张训练图像和 100 张测试图像，不是公开发布的",
  },
} as const;

for (const lang of ["en", "zh"] as const)
  test(`Fashion-MNIST trains, and its classes stand by their names wherever classes do, in ${lang}`, async ({
    page,
  }) => {
    const said = texts[lang];
    await serveFashion(page);
    await openWith(page, onFashion);
    await chooseBackend(page, "wasm");
    if (lang === "zh") await page.getByRole("button", { name: "Switch to Chinese" }).click();
    await page.getByRole("button", { name: said.train, exact: true }).click();
    await expect(page.locator(".status")).toContainText(said.done, { timeout: 60_000 });

    const bars = page.locator(".bars .class-name");
    await expect(bars).toHaveCount(10);
    await page.getByText(said.differs).click();
    await expect(page.getByText(said.statement)).toBeVisible();
    const dropButton = (name: string) => page.getByRole("button", { name, exact: true });
    for (const name of said.names) {
      await expect(bars.filter({ hasText: name })).toBeVisible();
      await expect(dropButton(name)).toHaveAttribute("aria-pressed", "false");
    }
    await expect(dropButton(said.dropped)).toHaveAttribute("aria-pressed", "true");
    // The first image that is shown is one of the dropped class.
    await expect(page.locator(".caption")).toContainText(said.never);
    await expect(page.getByRole("region", { name: said.image, exact: true })).toBeVisible();
    expect(await seriousFaults(page)).toEqual([]);
    const matrix = page.locator(".class-grid th[scope=row]");
    await openDetail(page, said.confusion);
    for (const name of said.names) {
      await expect(bars.filter({ hasText: name })).toBeVisible();
      await expect(matrix.filter({ hasText: name })).toBeVisible();
    }
    await page.locator("#tab-perClass").click();
    await expect(page.locator(".class-bars li").nth(1)).toHaveAttribute(
      "aria-label",
      new RegExp(`^${said.names[1]}: `),
    );
    expect(await seriousFaults(page)).toEqual([]);
  });

test("a site without Fashion-MNIST reports it with the remedies, and keeps the picture", async ({ page }) => {
  await page.goto(LAB);
  await expect(page.locator(".bars")).toBeVisible();
  await page.getByRole("combobox", { name: "Dataset" }).selectOption("fashion");
  await page.getByRole("button", { name: "Train", exact: true }).click();
  const alert = page.getByRole("alert");
  // The worker that reports it is started beside whatever else the machine does.
  await expect(alert).toContainText("This data set is not here", { timeout: 50_000 });
  await expect(alert).toContainText("this site has no Fashion-MNIST");
  await expect(alert).toContainText('tick "public copy" under the data set');
  await expect(page.locator(".bars")).toBeVisible();
});

test("Fashion-MNIST's public copy is asked for when the visitor does, and other files are refused", async ({
  page,
}) => {
  const asked: string[] = [];
  await page.route("https://raw.githubusercontent.com/**", (route) => {
    asked.push(route.request().url());
    const headers = { "access-control-allow-origin": "*" };
    return route.fulfill({ body: filesOf(20, 10)[mnistFiles.train.images]!, headers });
  });
  await page.goto(LAB);
  await page.getByRole("combobox", { name: "Dataset" }).selectOption("fashion");
  const box = page.getByRole("checkbox", { name: "public copy, 31 MB" });
  await expect(box).not.toBeChecked();
  expect(asked).toEqual([]);
  await box.check();
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("train-images-idx3-ubyte.gz of the public copy");
  await expect(page.getByRole("alert")).toContainText("is not Fashion-MNIST's; try again later");
  expect(asked).toEqual([
    "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/train-images-idx3-ubyte.gz",
  ]);
});
