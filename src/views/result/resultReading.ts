/** What the region "Result" says: the two numbers, what they are of, and the verdict. */

import { useShallow } from "zustand/react/shallow";
import { type SectionResult, useSectionResult } from "../../hinton2015/views/sectionComparison.ts";
import { errorsSaved, pairedErrorsAt } from "../../session/comparisons/errorsOfPairs.ts";
import { pairedErrors, type Verdict, verdictOf } from "../../session/run/runSelectors.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useEarlierStep, useShownRun } from "../shown/shownRun.ts";
import { useStaleClass } from "../statements/staleness.tsx";

/** What stands where the verdict stands. */
export type ResultWord = Exclude<Verdict["word"], "unfinished"> | "waiting" | "old" | "none";

/** The result as it is shown. */
export interface ResultReading {
  /** mean errors of both students; null while there is no pair to compare */
  readonly errors: { readonly distilled: number; readonly baseline: number; readonly total: number } | null;
  /** pairs that the errors are the mean of, and those of the run */
  readonly pairs: number;
  readonly of: number;
  readonly verdict: Verdict | null;
  /** errors saved, pair by pair */
  readonly saved: readonly number[];
  readonly word: ResultWord;
  /** the earlier step that the errors are of; null: the last one */
  readonly step: number | null;
  /** present where the result is that of all recorded seeds of the section */
  readonly section: SectionResult | null;
  /** the figures of the other seeds are still to come */
  readonly isFetched: boolean;
}

function wordOf(verdict: Verdict | null, isTraining: boolean): ResultWord {
  if (!verdict) return isTraining ? "waiting" : "none";
  if (verdict.word !== "unfinished") return verdict.word;
  if (verdict.pairs === 1) return "one-pair";
  return isTraining ? "waiting" : "none";
}

/** Reads the result; drawn again only when one of its numbers has changed. */
export function useResultReading(): ResultReading {
  const section = useSectionResult();
  const ownVerdict = useShownRun(useShallow(({ run }) => (run ? verdictOf(run) : null)));
  const ownErrors = useShownRun(useShallow(({ run }) => (run ? pairedErrors(run) : null)));
  const ownSaved = useShownRun(useShallow(({ run }) => (run ? errorsSaved(run) : NONE)));
  const step = useEarlierStep();
  const earlier = usePlayground(useShallow(({ run }) => (run && step !== null ? pairedErrorsAt(run, step) : null)));
  const of = usePlayground(({ run, experiment }) => run?.experiment.pairs ?? experiment.pairs);
  const isTraining = usePlayground(({ phase }) => phase !== "idle");
  const isStale = useStaleClass() !== "";
  const total = usePlayground(({ run }) => run?.networks[0]?.evaluations[0]?.evaluation.total) ?? 0;
  const isFetched = section !== "fetching";
  const none = { verdict: null, saved: NONE, isFetched, section: null, step };
  if (step !== null) {
    return { ...none, errors: earlier, pairs: earlier?.pairs ?? 0, of, word: isStale ? "old" : "none" };
  }
  if (section === "fetching") return { ...none, errors: null, pairs: 0, of, word: "waiting" };
  const verdict = section?.verdict ?? ownVerdict;
  const pairs = section?.seeds.length ?? ownErrors?.pairs ?? 0;
  return {
    errors: section ? { ...section, total } : ownErrors,
    ...{ pairs, of: section ? pairs : of, verdict, isFetched, section, step },
    saved: section?.saved ?? ownSaved,
    word: isStale ? "old" : wordOf(verdict, isTraining),
  };
}
const NONE: readonly number[] = [];
