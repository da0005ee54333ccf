/** The figures of a run of a report as short texts. */

import type { ReportRun } from "../../report/reportData.ts";
import { verdictOfReport } from "../../report/reportReadings.ts";
import { type ReportTexts, verdictInWords } from "../../report/reportTexts.ts";

/** The mean difference with its interval, "69 [50, 88]"; the empty string where no pair has finished. */
export function intervalOfRun(run: ReportRun, { count }: ReportTexts): string {
  const verdict = verdictOfReport(run);
  if (!verdict) return "";
  const { mean, low, high, pairs } = verdict;
  return pairs > 1 ? `${count(mean)} [${count(low)}, ${count(high)}]` : count(mean);
}

/** A run in a line: "first run: helps, 69 [50, 88]". */
export function differenceOfRun(run: ReportRun, texts: ReportTexts): string {
  const figures = [verdictInWords(run, texts), intervalOfRun(run, texts)].filter((part) => part !== "");
  return `${run.name}: ${figures.join(texts.words.punctuation.comma)}`;
}
