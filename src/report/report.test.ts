import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultExperiment } from "../domain/defaultExperiment.ts";
import { en } from "../i18n/en.ts";
import { laterWords } from "../i18n/laterWords.ts";
import { MAX_KEPT } from "../session/comparisons/keptRuns.ts";
import { foldRun, type Run } from "../session/run/runFromEvents.ts";
import { verdictOf } from "../session/run/runSelectors.ts";
import type { AnsweredQuestion } from "../session/storage/answeredQuestions.ts";
import { logOfPairs, runWithEvaluations } from "../testing/trainingRuns.ts";
import { ReportError, readReport, readReportFile } from "./readReport.ts";
import { MAX_BYTES, MAX_POINTS, MAX_RUNS, type Report } from "./reportData.ts";
import { reportDocument } from "./reportDocument.ts";
import { reportRun } from "./reportOfRuns.ts";
import { errorsOfReport, verdictOfReport } from "./reportReadings.ts";
import type { ReportTexts } from "./reportTexts.ts";

const texts: ReportTexts = {
  words: en,
  report: laterWords.en.report,
  arm: (_, arm) => arm ?? "teacher",
  change: ({ path, from, to }) => `${path.join(".")} ${from} → ${to}`,
  param: (_, param) => param,
};
const question: AnsweredQuestion = {
  ...{ lesson: "drop-3s", id: "prediction", question: "How many?", options: ["none", "half"] },
  ...{ guess: 0, right: 1, came: "172 of 198" },
};
const link = "https://example.org/#v=1";
const pairs = foldRun(logOfPairs([30, 40, 50]), "live")!;
const reportWith = (change: Partial<Report> = {}): Report => ({
  ...{ format: 1, version: "0.1.0", language: "en", name: "Ada", date: "2026-11-27" },
  ...{ questions: [question], runs: [reportRun(pairs, "first run", link)] },
  ...change,
});
const written = (report: Report) => reportDocument(report, texts);
const refusal = (text: string) => {
  try {
    readReport(text);
  } catch (error) {
    return error instanceof ReportError ? error.code : String(error);
  }
  return "read";
};
/** A report's file with other JSON in its data block. */
const withData = (json: string) => written(reportWith()).replace(/(id="report">)[^<]*/, (_, start) => start + json);

/** Texts that could break out of where they stand. */
const hostile = fc.oneof(
  fc.constantFrom(
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!--<script>",
    "]]>\u2028\u2029",
    "\u0000\u0001\ufffe",
    "\ud800",
    '" onmouseover="alert(1)',
    "'><svg onload=alert(1)>",
    "__proto__",
    "javascript:alert(1)",
    "&lt;script&gt;&#x3c;",
    "\u202egnirts",
    "=cmd|' /C calc'!A1",
  ),
  fc.string({ unit: "binary", maxLength: 60 }),
);

describe("a report", () => {
  it("comes back from its file as the same data, whatever its texts are", () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (name, asked, came) => {
        const report = reportWith({
          name: name.slice(0, 80),
          questions: [{ ...question, question: asked, options: [came, name], came }],
          runs: [reportRun(pairs, name, asked)],
        });
        expect(readReport(written(report))).toEqual(report);
      }),
    );
  });

  it("has in its file one script element, the data, and no text that opens an element or ends an attribute", () => {
    fc.assert(
      fc.property(hostile, hostile, (name, asked) => {
        const plain = written(reportWith({ questions: [{ ...question, options: ["a", "b"] }] }));
        const file = written(
          reportWith({
            name: name.slice(0, 80),
            questions: [{ ...question, question: asked, options: [name, asked], came: name }],
            runs: [reportRun(pairs, name, asked)],
          }),
        );
        const tags = (text: string) => text.match(/<[a-z!/][a-z0-9-]*/gi)!.sort();
        // A link that is none of the web is no link, and a guess that is marked is the same markup.
        const expected = tags(plain).filter((tag) => !/^<\/?a$/.test(tag));
        const isLink = /^https?:\/\//.test(asked);
        expect(isLink ? expected : tags(file)).toEqual(expected);
        expect(file).not.toMatch(/<script(?! type="application\/json")/i);
        expect(file.includes("\0")).toBe(false);
        expect(file.slice(file.lastIndexOf("<script"))).not.toMatch(/[\u2028\u2029&]/);
      }),
    );
  });

  it("gives the verdict of the run, computed from its errors", () => {
    const run = reportRun(pairs, "", link);
    expect(verdictOfReport(run)).toEqual(verdictOf(pairs));
    expect(errorsOfReport(run)).toEqual({ distilled: 20, baseline: 60, pairs: 3, total: 100 });
    expect(written(reportWith())).toContain("40 fewer, 95 % interval");
  });

  it("keeps the ends of a long curve and thins the rest", () => {
    const long = Array.from({ length: 1000 }, (_, i) => ({ step: i, errors: 50 - i / 100 }));
    const run: Run = runWithEvaluations({ "taught/0": long, "plain/0": long });
    const [curve] = reportRun(run, "", link).curves;
    expect(curve!.points).toHaveLength(MAX_POINTS);
    expect(curve!.points[0]).toEqual([0, 50]);
    expect(curve!.points.at(-1)![0]).toBe(999);
  });

  it("has room for all runs that the page keeps", () => {
    expect(MAX_RUNS).toBeGreaterThanOrEqual(MAX_KEPT);
  });

  it("is not written larger than it is read", () => {
    const many = Array.from({ length: 64 }, (_, i) => ({
      ...question,
      id: `${i}`,
      options: Array.from({ length: 8 }, () => "字".repeat(300)),
      question: "字".repeat(600),
      came: "字".repeat(600),
    }));
    const run = reportRun(pairs, "字".repeat(300), link);
    const large = reportWith({ questions: many, runs: Array.from({ length: 20 }, () => run) });
    try {
      expect(written(large).length).toBeLessThanOrEqual(MAX_BYTES);
    } catch (error) {
      expect(String(error)).toContain("leave out a run");
    }
  });
});

describe("a file", () => {
  const file = written(reportWith());

  it("that is no report is refused as that", () => {
    for (const text of ["", "hello", "<html><script>alert(1)</script></html>", '{"format":1}'])
      expect(refusal(text)).toBe("not-a-report");
  });

  it("that is cut off anywhere is refused", () => {
    const begin = file.indexOf("distillation-playground-report") + 40;
    const end = file.lastIndexOf("</script>");
    fc.assert(
      fc.property(fc.integer({ min: begin, max: end }), (length) => {
        expect(refusal(file.slice(0, length))).toBe("truncated");
      }),
    );
  });

  it("that is too large is refused unread", async () => {
    const text = () => Promise.reject(new Error("it was read"));
    await expect(readReportFile({ size: MAX_BYTES + 1, text })).rejects.toMatchObject({ code: "too-large" });
    expect(refusal(" ".repeat(MAX_BYTES + 1))).toBe("too-large");
  });

  it("of a newer version is refused as that, and of none as damaged", () => {
    expect(refusal(withData(JSON.stringify({ ...reportWith(), format: 2, more: 1 })))).toBe("newer");
    expect(refusal(withData(JSON.stringify({ ...reportWith(), format: 0 })))).toBe("damaged");
  });

  it("with two blocks of data is refused", () => {
    expect(refusal(file.replace("</body>", '<script id=report type="application/json">{}</script></body>'))).toBe(
      "damaged",
    );
  });

  it("that a browser has saved again is read", () => {
    const saved = file.replace(
      '<script type="application/json" id="report">',
      "<SCRIPT id='report' type='application/json'>",
    );
    expect(readReport(saved)).toEqual(reportWith());
  });

  it.each([
    ["no JSON", "{"],
    ["deep JSON", `${"[".repeat(200_000)}${"]".repeat(200_000)}`],
    ["a number", "7"],
    ["nothing", "null"],
    ["a prototype", JSON.stringify(reportWith()).replace("{", '{"__proto__":{"isAdmin":true},')],
    [
      "a deep experiment",
      JSON.stringify(reportWith()).replace(/"rate":0.1/, `"rate":${"[".repeat(500)}${"]".repeat(500)}`),
    ],
    ["another field", JSON.stringify({ ...reportWith(), more: "<script>" })],
    ["a long name", JSON.stringify(reportWith({ name: "a".repeat(81) }))],
    ["an unknown language", JSON.stringify({ ...reportWith(), language: "xx" })],
  ])("with %s as its data is refused as damaged", (_, json) => {
    expect(refusal(withData(json))).toBe("damaged");
    expect(Object.hasOwn(Object.prototype, "isAdmin")).toBe(false);
  });

  it("with a run that no experiment gives is refused, and the message names what is wrong", () => {
    const [run] = reportWith().runs;
    const change = (changed: object) => withData(JSON.stringify({ ...reportWith(), runs: [{ ...run, ...changed }] }));
    expect(() => readReport(change({ total: -1 }))).toThrow(/runs.0.total is -1; it must be a whole number/);
    expect(() => readReport(change({ experiment: { ...defaultExperiment, pairs: 99 } }))).toThrow(/pairs is 99/);
    const arm = { arm: "taught", errors: [1] };
    expect(() => readReport(change({ arms: [arm, arm] }))).toThrow(/different ones/);
    expect(() => readReport(change({ arms: [{ arm: "taught", errors: Array(9).fill(1) }] }))).toThrow(/as many errors/);
    expect(() => readReport(change({ moved: [{ param: "softWeight", value: 9e5, step: 1 }] }))).toThrow(/ranges/);
    expect(() => readReport(change({ moved: [{ param: "__proto__", value: 1, step: 1 }] }))).toThrow(/ranges/);
    expect(() => readReport(change({ curves: [{ arm: null, points: [[1, 2, 3]] }] }))).toThrow(/a step and its errors/);
  });

  it("of any other content does not take long and never throws anything else", () => {
    const pieces = fc.constantFrom(
      "<script ",
      'id="report"',
      ">",
      "</script>",
      "<",
      "{}",
      " ",
      "distillation-playground-report",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        expect(["not-a-report", "truncated", "damaged"]).toContain(refusal(parts.join("")));
      }),
    );
    expect(refusal("<script ".repeat(200_000))).toBe("not-a-report");
  });
});
