/** The figures of a run of a report as short texts. */

import { count, withInterval } from "../../i18n/numberFormats.ts";
import type { ReportRun } from "../../report/reportData.ts";
import { verdictOfReport } from "../../report/reportReadings.ts";
import { type ReportTexts, verdictInWords } from "../../report/reportTexts.ts";

/** The mean difference with its interval, "69 [50, 88]"; the empty string where no pair has finished. */
export function intervalOfRun(run: ReportRun): string {
  const verdict = verdictOfReport(run);
  if (!verdict) return "";
  return verdict.pairs > 1 ? withInterval(verdict) : count(verdict.mean);
}

/** A run in a line: "first run: helps, 69 [50, 88]". */
export function differenceOfRun(run: ReportRun, texts: ReportTexts): string {
  const figures = [verdictInWords(run, texts), intervalOfRun(run)].filter((part) => part !== "");
  return `${run.name}: ${figures.join(texts.words.punctuation.comma)}`;
}
