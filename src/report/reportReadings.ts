/** What follows from the figures of a report: verdicts, means and settings, computed here and never read from a file. */

import { BASELINE, DISTILLED } from "../domain/experiment.ts";
import { mean, pairedInterval, verdictWord } from "../math/statistics.ts";
import { type ChangedSetting, experimentChanges } from "../session/run/experimentChanges.ts";
import type { PairedErrors, Verdict } from "../session/run/runSelectors.ts";
import { lastSettingsOfReport, type Report, type ReportRun } from "./reportData.ts";

/** Errors of both students of each pair that has finished. */
function finishedPairs({ arms }: ReportRun): readonly { readonly distilled: number; readonly baseline: number }[] {
  const errorsOf = (arm: string) => arms.find((one) => one.arm === arm)?.errors ?? [];
  const others = errorsOf(BASELINE);
  return errorsOf(DISTILLED).flatMap((distilled, pair) => {
    const baseline = others[pair] ?? null;
    return distilled === null || baseline === null ? [] : [{ distilled, baseline }];
  });
}

/** The verdict of a run over its finished pairs, as the lab gives it; null where no pair has finished. */
export function verdictOfReport(run: ReportRun): Verdict | null {
  const pairs = finishedPairs(run);
  if (pairs.length === 0) return null;
  const of = Math.max(...run.arms.map(({ errors }) => errors.length));
  const interval = pairedInterval(pairs.map(({ distilled, baseline }) => baseline - distilled));
  const word = pairs.length < of ? "unfinished" : verdictWord(interval, pairs.length);
  return { ...interval, word, pairs: pairs.length, of };
}

/** Mean errors of both students over the finished pairs; null where none has finished. */
export function errorsOfReport(run: ReportRun): PairedErrors | null {
  const pairs = finishedPairs(run);
  if (pairs.length === 0) return null;
  return {
    distilled: mean(pairs.map(({ distilled }) => distilled)),
    baseline: mean(pairs.map(({ baseline }) => baseline)),
    pairs: pairs.length,
    total: run.total,
  };
}

/** The settings in which a run of a report differs from the report's first run. */
export function differencesOf({ runs }: Report, run: ReportRun): readonly ChangedSetting[] {
  const [first] = runs;
  return first && first !== run ? experimentChanges(lastSettingsOfReport(first), lastSettingsOfReport(run)) : [];
}

/** Errors at the end: of the teacher (arm null), and of each arm the mean over its students that have finished. */
export function endsOf({
  teacher,
  arms,
}: ReportRun): readonly { readonly arm: string | null; readonly errors: number }[] {
  const ofArms = arms.flatMap(({ arm, errors }) => {
    const known = errors.filter((one) => one !== null);
    return known.length > 0 ? [{ arm, errors: mean(known) }] : [];
  });
  return [...(teacher === null ? [] : [{ arm: null, errors: teacher }]), ...ofArms];
}

/** The curves as rows: of each step the errors of every curve; null where it was not evaluated then. */
export function rowsOfCurves({
  curves,
}: ReportRun): readonly { readonly step: number; readonly errors: readonly (number | null)[] }[] {
  const steps = [...new Set(curves.flatMap(({ points }) => points.map(([step]) => step)))].sort((a, b) => a - b);
  const byStep = curves.map(({ points }) => new Map(points));
  return steps.map((step) => ({ step, errors: byStep.map((errors) => errors.get(step) ?? null) }));
}
