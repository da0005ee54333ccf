import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asSafeCsv } from "../exports/safeCsv.ts";
import type { AnsweredQuestion } from "../session/storage/answeredQuestions.ts";
import type { Report } from "./reportData.ts";
import { columnsOf, guessOf, tableAsCsv } from "./reportTable.ts";

const answer = (id: string, guess: number | null, question = `${id}?`): AnsweredQuestion => ({
  ...{ lesson: "drop-3s", id, question, options: ["none", "half"], guess, right: 1, came: "172" },
});
const report = (name: string | null, questions: AnsweredQuestion[]): Report => ({
  ...{ format: 1, version: "0.1.0", language: "en", name, date: "2026-11-27", questions, runs: [] },
});
const texts = {
  head: { row: "Report", date: "Date", run: (n: number) => `run ${n}` },
  ...{ noName: "no name", skipped: "skipped", run: () => "helps" },
};

describe("the table of reports", () => {
  it("has a column for each question that any report has, in whatever language it was read", () => {
    const reports = [
      report("Ada", [answer("a", 0)]),
      report("Bo", [answer("b", null), answer("a", 1, "另一种语言")]),
      report(null, []),
    ];
    expect(columnsOf(reports).questions.map(({ question }) => question)).toEqual(["a?", "b?"]);
    expect(tableAsCsv(reports, texts)).toBe(
      '\ufeff"Report","Date","a?","b?"\r\n"Ada","2026-11-27","none",""\r\n"Bo","2026-11-27","half","skipped"\r\n"no name","2026-11-27","",""\r\n',
    );
  });

  it("has the first answer, and the one in the end where it is another", () => {
    expect(guessOf(answer("a", 0))).toBe("none");
    expect(guessOf({ ...answer("a", 0), last: 1 })).toBe("none → half");
    expect(guessOf({ ...answer("a", 1), last: 1 })).toBe("half");
    expect(guessOf(answer("a", null))).toBeNull();
  });

  it("has no cell that a spreadsheet takes for a formula, and none that leaves its quotes", () => {
    const starts = fc.constantFrom("=", "+", "-", "@", "\t=", "\r=", " =", "＝", "－", "|", "\u200b=", "");
    fc.assert(
      fc.property(starts, fc.string({ maxLength: 20 }), (start, rest) => {
        const [line] = asSafeCsv([[start + rest]])
          .slice(1)
          .split(/\r\n$/);
        expect(line).toMatch(/^"([^"]|"")*"$/s);
        const inside = line!.slice(1, -1).replaceAll('""', '"');
        if (!/^-?\d+(\.\d+)?$/.test(inside)) expect(inside).not.toMatch(/^[\s\u200b]*[=+\-@＝＋－＠]/);
        expect(inside.replace(/^'/, "")).toBe((start + rest).replace(/^'/, ""));
      }),
    );
    expect(asSafeCsv([["-21", "-21+1"]])).toBe(`\ufeff"-21","'-21+1"\r\n`);
  });
});
