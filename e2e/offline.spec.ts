/** The page without a network, once it has been visited: its server is closed, and all of Hinton's section and the recorded figures of every question are there. */

import { expect, type Page, test } from "@playwright/test";
import { preview } from "vite";
import { studies } from "../src/methods/experiments/studies.ts";
import { chooseBackend, LAB_HASH, openChooser, openDetail } from "./pageControls.ts";

test.use({ serviceWorkers: "allow" });

/** Loads the lab until all of it is kept, then closes its server. */
async function loadAndCutOff(page: Page): Promise<void> {
  // A server of its own, which can be closed; port 0 is any free one.
  const server = await preview({ preview: { port: 0, strictPort: true }, logLevel: "silent" });
  await page.goto(`${server.resolvedUrls!.local[0]!}${LAB_HASH}`);
  await expect(page.getByText("Works offline.")).toBeVisible({ timeout: 60_000 });
  await server.close();
  await page.context().setOffline(true);
}

test("with the network cut after the first load, each question has recorded figures", async ({ page }) => {
  await loadAndCutOff(page);
  const dialog = await openChooser(page);
  await dialog.locator("[data-study]").first().click();
  for (const { id, question } of studies) {
    await dialog.getByRole("combobox", { name: "Question" }).selectOption(id);
    await expect(dialog.getByText(question)).toBeVisible();
    await expect(dialog.getByText("Recorded on")).toBeVisible();
    await expect(dialog.getByRole("button", { name: /, recorded\. Take this experiment$/ }).first()).toBeVisible();
  }
});

test("with the network cut after the first load, the section opens, its biases move, and it can be trained", async ({
  page,
}) => {
  await loadAndCutOff(page);

  const card = page.getByRole("region", { name: "Hinton 2015, replayed" });
  const opened = async (name: string | RegExp) => {
    await page.getByRole("link", { name: "Hinton 2015", exact: true }).click();
    await page.getByRole("link", { name }).first().click();
    await card.locator("summary").click();
  };

  // The main run: the paper's three figures beside ours, and its curves.
  await opened("Open: The same student on soft targets, T = 20");
  for (const [network, paper] of [
    ["Teacher 784-1200-1200-10", "67"],
    ["Student 784-800-800-10 on labels", "146"],
    ["The same student on soft targets, T = 20", "74"],
  ] as const)
    await expect(
      card.getByRole("row", { name: network }).getByRole("cell", { name: paper, exact: true }),
    ).toBeVisible();
  await expect(card.getByRole("img", { name: /paper's 67/ })).toBeVisible();
  await expect(page.locator(".recharts-line-curve")).toHaveCount(3);
  await expect(page.locator(".bars")).toBeVisible();

  // Per-class errors, the bias slider on recorded logits, the confusion matrix.
  await opened("Open: No 3s in the transfer set");
  const onDropped = page.locator(".class-parts td.of-student").first();
  await expect(onDropped).toHaveText(/\d/);
  const before = await onDropped.textContent();
  await page.getByRole("button", { name: /^without labels: / }).click();
  await expect(onDropped).not.toHaveText(before!);
  await openDetail(page, "Confusion");
  await expect(page.locator(".class-grid td").first()).toBeVisible();

  // A cell of the heat map: its student is the one shown.
  await opened(/^Open 30 units, T = 4:/);
  await expect(page.getByRole("combobox", { name: "Student shown" })).toHaveValue("temperature-4");

  // On the built-in digits it can be trained, by this machine alone. This experiment evaluates its networks most rarely.
  await page.getByRole("link", { name: "Hinton 2015", exact: true }).click();
  await page.getByRole("button", { name: "Built-in digits" }).click();
  await page.getByRole("link", { name: "Open: Soft targets on the shifted images" }).click();
  await expect(page.locator(".strip canvas")).toHaveCount(10);
  await chooseBackend(page, "wasm");
  await card.locator("summary").click();
  await card.getByRole("button", { name: "Train it yourself" }).click();
  await expect(page.locator(".status")).toContainText("steps are done", { timeout: 120_000 });
  await expect(card.getByText("The recorded curves lie behind the live ones")).toBeVisible();
  await expect(page.locator(".recharts-line-curve")).toHaveCount(6);

  // The page itself loads again.
  await page.reload();
  await expect(page.locator(".bars")).toBeVisible();
});
