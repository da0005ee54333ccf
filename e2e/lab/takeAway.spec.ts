import { readFile } from "node:fs/promises";
import { expect, type Locator, type Page, test } from "@playwright/test";
import type { LayerSpec } from "../../src/domain/architecture.ts";
import { methodById } from "../../src/methods/registry/methodRegistry.ts";
import { openWith, shrunkPreset } from "../pageControls.ts";

async function savedFrom(page: Page, button: Locator): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test("the experiment, the run and the charts in view are saved as files", async ({ page }) => {
  await page.goto("#/lab");
  await expect(page.locator("figure.chart svg").first()).toBeVisible();
  await page.getByRole("region", { name: "Runs" }).getByRole("button", { name: "Save", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Save as files" });
  const script = await savedFrom(page, dialog.getByRole("button", { name: "PyTorch script" }));
  expect(script.name).toBe("hinton-digits.py");
  expect(script.bytes.toString()).toContain("class Network(nn.Module):");
  const notebook = await savedFrom(page, dialog.getByRole("button", { name: "Notebook" }));
  expect(JSON.parse(notebook.bytes.toString()).nbformat).toBe(4);
  const run = await savedFrom(page, dialog.getByRole("button", { name: "Run (JSON)" }));
  const read = JSON.parse(run.bytes.toString());
  expect(read.networks.length).toBeGreaterThan(2);
  expect(read.link).toContain("#");
  const table = await savedFrom(page, dialog.getByRole("button", { name: "Evaluations (CSV)" }));
  expect(table.bytes.toString().split("\r\n").length).toBeGreaterThan(20);
  const chart = dialog.getByRole("button", { name: "Soft targets as SVG" });
  const svg = (await savedFrom(page, chart)).bytes.toString();
  // It is read without the page's styles: a bar keeps its colour, and a text its size.
  const fills = [...svg.matchAll(/<rect[^>]* fill="([^"]*)"/g)].map((match) => match[1]);
  expect(new Set(fills).size).toBeGreaterThan(2);
  expect(svg).toMatch(/^<svg[^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
  expect(svg).toMatch(/<title>[^<]+<\/title>/);
  expect(svg).toMatch(/font-size="\d/);
  const png = (await savedFrom(page, dialog.getByRole("button", { name: "Soft targets as PNG" }))).bytes;
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  expect(png.length).toBeGreaterThan(3000);
});

test("an experiment without a script says which part has none", async ({ page }) => {
  // A layer between the teacher's, whose batch norm has to undo its own input.
  const { student, ...rest } = shrunkPreset(methodById("net2net"), 5);
  const [first, ...others] = student.architecture.layers;
  const between = { ...first, batchNorm: true } as LayerSpec;
  const architecture = { ...student.architecture, layers: [first!, between, ...others] };
  await openWith(page, { ...rest, student: { ...student, architecture } });
  await page.getByRole("region", { name: "Runs" }).getByRole("button", { name: "Save", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Save as files" });
  await dialog.getByRole("button", { name: "PyTorch script" }).click();
  await expect(dialog.getByRole("status")).toContainText("first weights of student");
});
