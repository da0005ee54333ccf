/** The words of findings about claims. */

import type { Verdict } from "../run/runSelectors.ts";

/** What was found of a statement: it holds, its opposite holds, or neither can be told. */
export type FindingWord = "reproduced" | "reversed" | "inconclusive";

/** The table's word for a verdict's. */
export const findingWords: Readonly<Record<Verdict["word"], FindingWord>> = {
  helps: "reproduced",
  hurts: "reversed",
  "cannot-tell": "inconclusive",
  "one-pair": "inconclusive",
  unfinished: "inconclusive",
};
