/** A report is handed in, read without a network, and opened again, alone and beside others. */

import { readFileSync } from "node:fs";
import { expect, type Locator, type Page, test } from "@playwright/test";
import type { AnsweredQuestion } from "../../src/session/storage/answeredQuestions.ts";
import { seriousFaults } from "../accessibility.ts";
import { LAB } from "../pageControls.ts";

const HOSTILE = "<img src=x onerror=\"document.title='ran'\"></script><script>document.title='ran'</script>";
const question: AnsweredQuestion = {
  ...{ lesson: "drop-3s", id: "prediction", question: `How many 3s? ${HOSTILE}`, options: ["none", "about half"] },
  ...{ guess: 0, right: 1, came: HOSTILE },
};

const runs = (page: Page) => page.getByRole("region", { name: "Runs" });

/** Opens the lab with an answered question, and the dialog that hands in. */
async function openHandIn(page: Page): Promise<Locator> {
  await page.addInitScript(
    (text) => localStorage.setItem("distillation-playground answers", text),
    JSON.stringify([question]),
  );
  await page.goto(LAB);
  await expect(runs(page).getByRole("listitem").first()).toBeVisible();
  await runs(page).getByRole("button", { name: "Hand in" }).click();
  return page.getByRole("dialog", { name: "Hand in" });
}

/** Saves a report under a name. @returns the text of its file */
async function saveReport(page: Page, name: string): Promise<string> {
  const dialog = await openHandIn(page);
  await expect(dialog).toContainText(question.question);
  await dialog.getByRole("textbox").fill(name);
  const download = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Save the report" }).click();
  const file = await download;
  await expect(dialog.getByRole("status")).toContainText(`Saved as ${file.suggestedFilename()}`);
  await page.keyboard.press("Escape");
  return readFileSync((await file.path())!, "utf8");
}

const fileOf = (name: string, text: string) => ({ name, mimeType: "text/html", buffer: Buffer.from(text) });
/** The report of another visitor, as that one's page would have written its data. */
const ofOther = (text: string, name: string, guess: number) =>
  text
    .replace('"name":"Ada"', () => `"name":${JSON.stringify(name).replaceAll("<", "\\u003c")}`)
    .replace('"guess":0', `"guess":${guess}`);

async function openFiles(page: Page, files: readonly ReturnType<typeof fileOf>[]): Promise<Locator> {
  const dialog = page.getByRole("dialog", { name: "Reports" });
  if (!(await dialog.isVisible())) await runs(page).getByRole("button", { name: "Reports" }).click();
  await dialog.locator("input[type=file]").setInputFiles([...files]);
  return dialog;
}

test("a report is saved, opens without a network and runs nothing", async ({ page, browser }) => {
  const text = await saveReport(page, HOSTILE.slice(0, 60));
  await expect(page).not.toHaveTitle("ran");
  const numbers = page.getByRole("region", { name: "Result" }).locator(".big");
  const numberOf = (i: number) => numbers.nth(i).evaluate((element) => element.firstChild!.textContent);
  const [distilled, baseline] = [await numberOf(0), await numberOf(1)];
  const context = await browser.newContext({ offline: true });
  const reader = await context.newPage();
  const said: string[] = [];
  const asked: string[] = [];
  reader.on("console", (message) => said.push(message.text()));
  reader.on("request", (request) => asked.push(request.url()));
  await reader.setContent(text, { waitUntil: "load" });
  await expect(reader.getByRole("heading", { level: 1 })).toContainText("Report of <img");
  await expect(reader.getByText(question.question)).toBeVisible();
  const row = reader.getByRole("table").first().getByRole("row").nth(1);
  await expect(row).toContainText(distilled!);
  await expect(row).toContainText(baseline!);
  await expect(reader.getByRole("img")).toHaveAccessibleName(
    new RegExp(`with the teacher ${distilled}, without ${baseline}`),
  );
  await reader.getByText("All settings, as JSON").click();
  await expect(reader.locator("pre")).toContainText('"temperature": 4');
  await expect(reader).toHaveTitle(/^Report of <img/);
  expect(await reader.locator("script").count()).toBe(1);
  expect(await seriousFaults(reader)).toEqual([]);
  expect({ said, asked: asked.filter((address) => !address.startsWith("about:")) }).toEqual({ said: [], asked: [] });
  await context.close();
});

test("a dropped report is opened again, several are a table, and the list of runs names them", async ({ page }) => {
  const text = await saveReport(page, "Ada");
  const dropped = await page.evaluateHandle((content) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([content], "ada.html", { type: "text/html" }));
    return transfer;
  }, text);
  await page.dispatchEvent("body", "drop", { dataTransfer: dropped });
  const dialog = page.getByRole("dialog", { name: "Reports" });
  const article = dialog.getByRole("article");
  await expect(article.getByRole("heading", { name: "Report of Ada" })).toBeVisible();
  await expect(article).toContainText(question.question);
  await expect(article.getByRole("img")).toHaveAccessibleName(/Errors on 2,000 test images/);
  await expect(article).toContainText("Answers to single images are not in a report");
  const others = [fileOf("bo.html", ofOther(text, "=Bo<b>", 1)), fileOf("cy.html", ofOther(text, "陈晨", 0))];
  await openFiles(page, [fileOf("ada again.html", text), ...others]);
  await expect(dialog.getByRole("status")).toHaveText("3 reports open.");
  const rows = dialog.getByRole("table").first().locator("tbody tr");
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(0)).toContainText("none");
  await expect(rows.nth(1)).toContainText("=Bo<b>");
  await expect(rows.nth(1)).toContainText("about half");
  await expect(rows.nth(1).getByRole("img", { name: "as it came" })).toBeVisible();
  await expect(rows.nth(2)).toContainText("helps");
  expect(await seriousFaults(page)).toEqual([]);
  const download = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Save as CSV" }).click();
  const csv = readFileSync((await (await download).path())!, "utf8");
  expect(csv).toContain('"\'=Bo<b>"');
  expect(csv.trim().split("\r\n")).toHaveLength(4);
  await dialog.getByRole("button", { name: "Close", exact: true }).click();
  const entry = runs(page).getByRole("button", { name: "from a file: 陈晨, 1 run" });
  await entry.click();
  await expect(dialog.getByRole("heading", { name: "Report of 陈晨" })).toBeVisible();
  await dialog.getByRole("button", { name: "Set these settings in the lab" }).click();
  await expect(page).toHaveURL(/#v=1/);
  await expect(dialog).toBeHidden();
  await expect(page).not.toHaveTitle("ran");
});

test("a file that is no whole report is refused with what to do, and nothing of it runs", async ({ page }) => {
  await page.goto(LAB);
  const data = '<script type="application/json" id="report">';
  const dialog = await openFiles(page, [
    fileOf("page.html", `<html><body>${HOSTILE}</body></html>`),
    fileOf("cut.html", `${data}{"format":1,"runs":[`),
    fileOf("newer.html", `${data}{"format":9}</script>`),
    fileOf("edited.html", `${data}{"format":1,"name":"\\u003cscript>"}</script>`),
    fileOf("huge.html", "x".repeat(2 * 1024 * 1024 + 1)),
    fileOf(`${HOSTILE.replaceAll("/", "")}.html`, ""),
  ]);
  const refused = dialog.getByRole("alert").getByRole("listitem");
  await expect(refused).toHaveText([
    /^page.html.*This is no report/,
    /^cut.html.*cut off/,
    /^newer.html.*Reload the page/,
    /^edited.html.*version is missing/,
    /^huge.html.*larger than any report/,
    /^<img src=x.*This is no report/,
  ]);
  await expect(dialog.getByRole("table")).toHaveCount(0);
  await expect(page).not.toHaveTitle("ran");
});
