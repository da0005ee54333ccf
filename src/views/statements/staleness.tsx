/** Whether what is shown was trained with other settings than those that are set. */

import { useMemo } from "react";
import { type ChangedSetting, staleSettings } from "../../session/run/experimentChanges.ts";
import { usePlayground } from "../elements/storeContexts.ts";

const NONE: readonly ChangedSetting[] = [];

type Compared = readonly [...Parameters<typeof staleSettings>];

/** The newest comparison, which all views of one frame share. */
let newest: { readonly of: Compared; readonly result: readonly ChangedSetting[] } | null = null;

function comparedOnce(...of: Compared): readonly ChangedSetting[] {
  const [{ experiment, marks }, set, goesOn] = of;
  const isNewest =
    newest?.of[0].experiment === experiment &&
    newest.of[0].marks === marks &&
    newest.of[1] === set &&
    newest.of[2] === goesOn;
  if (!isNewest) newest = { of, result: staleSettings(...of) };
  return newest!.result;
}

/** The settings by which the shown run's result is of another experiment than the one that is set. */
export function useStaleSettings(): readonly ChangedSetting[] {
  const run = usePlayground((state) => state.run?.experiment);
  const marks = usePlayground((state) => state.run?.marks);
  const experiment = usePlayground((state) => state.experiment);
  const goesOn = usePlayground(({ phase }) => phase !== "idle" && phase !== "loading");
  return useMemo(
    () => (run && marks ? comparedOnce({ experiment: run, marks }, experiment, goesOn) : NONE),
    [run, marks, experiment, goesOn],
  );
}

/** Whether the result is of other settings. */
export function useHasOtherSettings(): boolean {
  return useStaleSettings().length > 0;
}

/** The class of a region whose content is of other settings: its colour is taken away. */
export function useStaleClass(): string {
  return useHasOtherSettings() ? " stale" : "";
}
