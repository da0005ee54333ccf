/** Claims of a method by what they compare: their texts may be worded anew, and what a lesson says of them stays true. */

import type { Arm } from "../domain/experiment.ts";
import type { Interval, VerdictWord } from "../math/statistics.ts";
import type { Claim } from "../methods/core/method.ts";
import { methodById } from "../methods/registry/methodRegistry.ts";
import { claimVerdicts } from "../session/run/runSelectors.ts";
import { byFinding, errorsSaved, outcomeOf } from "./byFinding.ts";
import { claimOfIfAny, type MeasuredClaim, type Recordings } from "./recordings.ts";

/** What is found of one claim: by the papers' table, and by the method's recorded run, which the page shows. */
export interface ComparedClaim {
  /** the run's own finding, with its pairs and seed, where the table has not measured the claim with the run's settings */
  readonly table: MeasuredClaim;
  readonly run: Interval & { readonly word: VerdictWord; readonly pairs: number };
  /** the step at which errors are compared; null: the end */
  readonly step: number | null;
}

type Measure = "errors" | "errorsAtStep" | "entropy";

const measureOf = ({ by }: Claim): Measure => (typeof by === "object" ? "errorsAtStep" : by);

/**
 * The claim of a method that its student, or a part of it, is better than another arm; null where it makes none.
 * @throws RangeError where it makes one that the recorded run does not judge
 */
export function claimAgainstIfAny(
  from: Recordings,
  method: string,
  than: Arm,
  by: Measure = "errors",
): ComparedClaim | null {
  const claim = methodById(method).claims?.find((one) => one.than.arm === than && measureOf(one) === by);
  if (!claim) return null;
  const shown = from.run(method);
  const verdict = claimVerdicts(shown, [claim])[0]?.verdict;
  if (!verdict || verdict.word === "unfinished")
    throw new RangeError(`the recorded run of ${method} does not judge "${claim.text}"; record it anew`);
  const { mean, low, high, word, pairs } = verdict;
  const ofRun: MeasuredClaim = {
    ...{ claim: claim.text, unit: by === "entropy" ? "nats" : "errors", word: outcomeOf({ word }) },
    ...{ mean, low, high, pairs, seeds: [shown.experiment.seed], date: shown.date },
  };
  return {
    table: claimOfIfAny(from, method, claim.text) ?? ofRun,
    run: { mean, low, high, word, pairs },
    step: typeof claim.by === "object" ? claim.by.errorsAtStep : null,
  };
}

/** The same. @throws RangeError also where the method makes no such claim */
export function claimAgainst(from: Recordings, method: string, than: Arm, by: Measure = "errors"): ComparedClaim {
  const claim = claimAgainstIfAny(from, method, than, by);
  if (!claim) throw new RangeError(`${method} makes no claim against the arm "${than}" by ${by}`);
  return claim;
}

/** Whether a reader who compares the table's figure with the page's would find them at odds. */
function isAtOdds({ table, run }: ComparedClaim): boolean {
  return outcomeOf(table) !== outcomeOf(run) || run.mean < table.low || run.mean > table.high;
}

/** Whether the two intervals have no value in common. */
function excludeEachOther({ table, run }: ComparedClaim): boolean {
  return run.low > table.high || run.high < table.low;
}

/**
 * Errors saved by the table, with its pairs, and by the run that is shown where that has another word or a mean outside
 * the table's interval: "36 [11, 61] errors fewer (5 pairs)". Where the two intervals exclude each other, it says why.
 */
export const errorsFound = {
  en: (claim: ComparedClaim): string => {
    const { table, run } = claim;
    const found = `${errorsSaved.en(table)} (${table.pairs} pairs)`;
    if (!isAtOdds(claim)) return found;
    const shown = `${found}; the ${run.pairs} pairs shown here, of another seed and so of other images, say ${errorsSaved.en(run)}`;
    return excludeEachOther(claim)
      ? `${shown}, and an interval over pairs of one seed leaves out how far seeds differ`
      : shown;
  },
  zh: (claim: ComparedClaim): string => {
    const { table, run } = claim;
    const found = `${errorsSaved.zh(table)}（${table.pairs} 对）`;
    if (!isAtOdds(claim)) return found;
    const shown = `${found}；这里显示的 ${run.pairs} 对用的是另一个种子，图像也不同：${errorsSaved.zh(run)}`;
    return excludeEachOther(claim) ? `${shown}，而同一种子各对的区间不含种子之间的差别` : shown;
  },
};

/** Guesses at a claim about errors: fewer, cannot be told, more. */
export const errorGuess = {
  /** the place of the option that the table makes true */
  right: ({ table }: ComparedClaim): number => byFinding(table, { reproduced: 0, inconclusive: 1, reversed: 2 }),
  en: {
    options: ["Fewer errors", "It cannot be told", "More errors"],
    replies: (claim: ComparedClaim): readonly string[] =>
      [0, 1, 2].map((option) => (option === errorGuess.right(claim) ? "As you thought." : "The runs say otherwise.")),
  },
  zh: {
    options: ["错误更少", "无法判断", "错误更多"],
    replies: (claim: ComparedClaim): readonly string[] =>
      [0, 1, 2].map((option) => (option === errorGuess.right(claim) ? "正如你所想。" : "运行的结果不是这样。")),
  },
};
