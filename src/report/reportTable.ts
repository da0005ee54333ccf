/** Reports of a class as a table: one row a report, a column for each question and for each run. */

import { asSafeCsv } from "../exports/safeCsv.ts";
import { type AnsweredQuestion, isSameQuestion } from "../session/storage/answeredQuestions.ts";
import type { Report, ReportRun } from "./reportData.ts";

/** A question that some of the reports have, as the first of them words it. */
export type QuestionColumn = AnsweredQuestion;

/** The columns of a table of reports. */
export interface ReportColumns {
  readonly questions: readonly QuestionColumn[];
  /** the most runs that a report has */
  readonly runs: number;
}

export function columnsOf(reports: readonly Report[]): ReportColumns {
  const questions: AnsweredQuestion[] = [];
  for (const question of reports.flatMap((report) => report.questions))
    if (!questions.some((one) => isSameQuestion(one, question))) questions.push(question);
  return { questions, runs: Math.max(0, ...reports.map(({ runs }) => runs.length)) };
}

/** What a report answers to the question of a column; undefined where it does not have the question. */
export function answerIn({ questions }: Report, column: QuestionColumn): AnsweredQuestion | undefined {
  return questions.find((one) => isSameQuestion(one, column));
}

/** The answer that was chosen, and after an arrow the one in the end where it is another; null where it was skipped. */
export function guessOf({ guess, last, options }: AnsweredQuestion): string | null {
  if (guess === null) return null;
  return last === undefined || last === guess ? options[guess]! : `${options[guess]!} → ${options[last]!}`;
}

/** What a table of reports is named with. */
export interface TableTexts {
  readonly head: { readonly row: string; readonly date: string; run(n: number): string };
  readonly noName: string;
  readonly skipped: string;
  /** the verdict of a run, with its figures */
  run(run: ReportRun): string;
}

/** The table as comma-separated values. */
export function tableAsCsv(reports: readonly Report[], texts: TableTexts): string {
  const { questions, runs } = columnsOf(reports);
  const numbers = Array.from({ length: runs }, (_, i) => i);
  const { head } = texts;
  const heads = [head.row, head.date, ...questions.map(({ question }) => question)];
  const rows = reports.map((report) => [
    ...[report.name ?? texts.noName, report.date],
    ...questions.map((column) => {
      const answer = answerIn(report, column);
      return answer ? (guessOf(answer) ?? texts.skipped) : "";
    }),
    ...numbers.map((i) => {
      const run = report.runs[i];
      return run ? texts.run(run) : "";
    }),
  ]);
  return asSafeCsv([[...heads, ...numbers.map((i) => head.run(i + 1))], ...rows]);
}
