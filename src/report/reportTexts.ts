/** What a report is written with: the words of a language, and the names of what its runs trained. */

import { differenceSentence } from "../i18n/differenceSentence.ts";
import type { Messages } from "../i18n/en.ts";
import { count } from "../i18n/numberFormats.ts";
import type { reportWords } from "../i18n/report/reportWords.en.ts";
import type { ChangedSetting } from "../session/run/experimentChanges.ts";
import type { AnsweredQuestion } from "../session/storage/answeredQuestions.ts";
import type { ReportRun } from "./reportData.ts";
import { endsOf, verdictOfReport } from "./reportReadings.ts";

export interface ReportTexts {
  readonly words: Messages;
  readonly report: typeof reportWords;
  /** the name of an arm of a run; null is the teacher */
  arm(run: ReportRun, arm: string | null): string;
  /** a changed setting: "temperature 4 → 8" */
  change(change: ChangedSetting, from: ReportRun, to: ReportRun): string;
  /** the name of a setting of a run's method */
  param(run: ReportRun, param: string): string;
}

/** What is said beside an option of an answered question: that it was guessed, answered in the end, or came. */
export function marksOf({ guess, last, right }: AnsweredQuestion, option: number, texts: ReportTexts): string {
  const { guess: guessed, last: inTheEnd, came } = texts.report.document;
  const marks = [
    ...(option === guess ? [guessed] : []),
    ...(option === last && last !== guess ? [inTheEnd] : []),
    ...(option === right ? [came] : []),
  ];
  return marks.join(texts.words.punctuation.comma);
}

/** The word for a verdict of a run. */
export function verdictInWords(run: ReportRun, { words }: ReportTexts): string {
  return words.resultColumn.runs.word[verdictOfReport(run)?.word ?? "none"];
}

/** The errors of a run at its end, what they differ by, and the verdict. */
export function runSentence(run: ReportRun, texts: ReportTexts): string {
  const { words, report } = texts;
  const ends = endsOf(run).map(({ arm, errors }) => report.document.errorsOf(texts.arm(run, arm), count(errors)));
  const verdict = verdictOfReport(run);
  const atEnd = ends.length === 0 ? report.document.noneFinished : report.document.atEnd(count(run.total), ends);
  if (!verdict) return atEnd;
  const { space } = words.punctuation;
  const judged = report.document.judged(verdict.pairs, verdictInWords(run, texts));
  return `${atEnd}${space}${differenceSentence(verdict, words)}${space}${judged}`;
}

/** How and where a run was trained. */
export function runFacts(run: ReportRun, { words, report }: ReportTexts): readonly (readonly [string, string])[] {
  const { document: own } = report;
  const { punctuation, resultColumn } = words;
  const { experiment, seeds, backend, device, version, date, origin } = run;
  return [
    [words.seed, `${experiment.seed}`],
    [own.pairSeeds, punctuation.list(seeds.map(String))],
    [own.trained, origin === "recorded" ? resultColumn.runs.onDate(date) : own.live(date)],
    [words.backend, device === "" ? backend : own.onDevice(backend, device)],
    [own.version, version],
  ];
}
