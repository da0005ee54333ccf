/** The errors on dropped and on other classes as views read them, and the dropped classes in words. */

import { useShallow } from "zustand/react/shallow";
import { errorsByPart } from "../../session/comparisons/errorsOfPairs.ts";
import { useWords } from "../elements/translation.ts";
import { useShownExperiment } from "../shown/shownExperiment.ts";
import { useShownRun } from "../shown/shownRun.ts";
import { useClassNames } from "./classNames.ts";

/** "3s": the dropped classes of the shown run in words. */
export function useDroppedNames(): { readonly names: string; readonly areDigits: boolean } {
  const { resultColumn: words } = useWords();
  const { transferSet, data } = useShownExperiment();
  const nameOf = useClassNames(data);
  const areDigits = !nameOf.areWords;
  return { names: words.parts.dropped(transferSet.omitClasses.map(nameOf), areDigits), areDigits };
}

/** Of dropped or of other classes: mean errors of both students, and the test images; undefined while not known. */
export interface PartErrors {
  readonly distilled: number | undefined;
  readonly baseline: number | undefined;
  readonly total: number | undefined;
}

/** Drawn again only when one of the numbers has changed. */
export function useErrorsByPart(): { readonly dropped: PartErrors; readonly others: PartErrors } {
  const flat = useShownRun(
    useShallow(({ run }) => {
      const parts = run && errorsByPart(run);
      return parts ? [parts.distilled, parts.baseline, parts.totals].flatMap((one) => [one.dropped, one.others]) : NONE;
    }),
  );
  const [distilled, others, baseline, baselineOthers, total, othersTotal] = flat;
  return {
    dropped: { distilled, baseline, total },
    others: { distilled: others, baseline: baselineOthers, total: othersTotal },
  };
}
const NONE: readonly number[] = [];
