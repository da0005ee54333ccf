/** What a lesson says by the word of a finding: a recording made anew may change the word, and its texts follow. */

import { withInterval } from "../i18n/numberFormats.ts";
import type { Interval, VerdictWord } from "../math/statistics.ts";
import { type FindingWord, findingWords } from "../session/comparisons/findingWords.ts";

/** What was found of a statement: it holds, its opposite holds, or neither can be told. */
export type Outcome = FindingWord;

/** A finding of the papers' table, or a verdict of a run. */
interface Judged {
  readonly word: Outcome | VerdictWord;
}

/** The outcome of a finding or of a verdict. */
export function outcomeOf({ word }: Judged): Outcome {
  return word === "reproduced" || word === "reversed" || word === "inconclusive" ? word : findingWords[word];
}

/** One of three values, by the outcome: a text, or the place of an option. */
export function byFinding<T>(finding: Judged, values: Readonly<Record<Outcome, T>>): T {
  return values[outcomeOf(finding)];
}

/** The same difference seen from the other side. */
function reversed({ mean, low, high }: Interval): Interval {
  return { mean: -mean, low: -high, high: -low };
}

/**
 * Errors saved, in words that say the direction where the interval decides it: "36 [11, 61] fewer errors", "21 [3, 40] more
 * errors", "3 [−6, 12] more errors, which cannot be told from none".
 */
export const errorsSaved = {
  en: (finding: Judged & Interval): string =>
    byFinding(finding, {
      reproduced: `${withInterval(finding)} fewer errors`,
      reversed: `${withInterval(reversed(finding))} more errors`,
      inconclusive:
        finding.mean < 0
          ? `${withInterval(reversed(finding))} more errors, which cannot be told from none`
          : `${withInterval(finding)} fewer errors, which cannot be told from none`,
    }),
  zh: (finding: Judged & Interval): string =>
    byFinding(finding, {
      reproduced: `少错 ${withInterval(finding)} 张`,
      reversed: `多错 ${withInterval(reversed(finding))} 张`,
      inconclusive:
        finding.mean < 0
          ? `多错 ${withInterval(reversed(finding))} 张，无法判断是否有差别`
          : `少错 ${withInterval(finding)} 张，无法判断是否有差别`,
    }),
};
