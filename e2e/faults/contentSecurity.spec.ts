/** What the built page may load and run. */

import { expect, test } from "@playwright/test";
import {
  LAB,
  openChooser,
  openClaims,
  openSettings,
  openWith,
  tinyExperiment,
  trainToTheEnd,
} from "../pageControls.ts";

/** Those on WebGPU are started under the same policy by the other tests, where the browser has it. */
const backends = ["wasm", "tfjs-wasm", "cpu"];

test("every backend trains under the policy, and nothing is asked of another origin", async ({ page, context }) => {
  const refused: string[] = [];
  const requested: string[] = [];
  page.on(
    "console",
    (message) => /Content Security Policy|Trusted/.test(message.text()) && refused.push(message.text()),
  );
  page.on("pageerror", ({ message }) => refused.push(message));
  context.on("request", (request) => requested.push(request.url()));
  await openWith(page, tinyExperiment(5));
  await openSettings(page);
  const choice = page.getByRole("combobox", { name: "Backend" });
  for (const backend of backends) {
    await choice.selectOption(backend);
    await trainToTheEnd(page);
    await expect(page.locator(".status"), backend).toContainText(backend);
  }
  const chooser = await openChooser(page);
  await chooser.locator("[data-study]").first().click();
  await expect(chooser.getByRole("table")).toBeVisible();
  await chooser.getByRole("button", { name: "Close" }).click();
  await openClaims(page);
  await chooser.getByRole("button", { name: "Close" }).click();
  await page.getByRole("link", { name: "Hinton 2015" }).click();
  await expect(page.getByRole("table").first()).toBeVisible();
  const { origin } = new URL(page.url());
  expect(requested.some((address) => address.includes("trainingWorkerEntry"))).toBe(true);
  expect(requested.filter((address) => /^https?:/.test(address) && new URL(address).origin !== origin)).toEqual([]);
  expect(refused).toEqual([]);
});

test("page and workers are sent with the policy; it refuses inline code, markup and workers of another origin", async ({
  page,
}) => {
  const sent = await page.goto(LAB);
  const policy = sent!.headers()["content-security-policy"]!;
  expect(sent!.headers()).toMatchObject({
    "access-control-allow-origin": "*",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
  });
  const inPage = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
  expect(policy).toBe(inPage);
  const worker = page.waitForResponse(/conductingWorker/);
  await page.getByRole("button", { name: "Train", exact: true }).click();
  expect((await worker).headers()["content-security-policy"]).toBe(policy);
  const outcomes = await page.evaluate(async () => {
    const attempt = (act: () => unknown) => {
      try {
        return `${act()}`;
      } catch (error) {
        return (error as Error).name;
      }
    };
    return {
      inline: attempt(() => document.createElement("button").setAttribute("onclick", "alert(1)")),
      markup: attempt(() => {
        document.createElement("p").innerHTML = "<b>text</b>";
      }),
      worker: attempt(() => new Worker("https://example.org/worker.js")),
      written: attempt(() => new Worker("data:text/javascript,close()", { type: "module" })),
      elsewhere: await fetch("https://example.org/").then(
        () => "fetched",
        (error: Error) => error.name,
      ),
    };
  });
  expect(outcomes).toEqual({
    inline: "TypeError",
    markup: "TypeError",
    worker: "TypeError",
    written: "TypeError",
    elsewhere: "TypeError",
  });
});
