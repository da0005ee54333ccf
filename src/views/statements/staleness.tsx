/** Whether what is shown was trained with other settings than those that are set, and the mark for it. */

import type { ReactNode } from "react";
import { sameExperiment } from "../../domain/experiment.ts";
import { sameButLiveSettings } from "../../session/run/liveSettings.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";

/** Whether any setting differs, be it a live one. */
export function useHasOtherSettings(): boolean {
  return usePlayground(({ run, experiment }) => run !== null && !sameExperiment(run.experiment, experiment));
}

/** Whether the experiment that is set has to be run anew. */
function useIsOfOtherSettings(): boolean {
  return usePlayground(({ run, experiment }) => run !== null && !sameButLiveSettings(run.experiment, experiment));
}

/** The class of a region whose content is of other settings: its colour is taken away. */
export function useStaleClass(): string {
  return useIsOfOtherSettings() ? " stale" : "";
}

/** A short mark for regions beside the result; nothing where the run has the settings. */
export function OtherSettingsMark(): ReactNode {
  const words = useWords();
  return useIsOfOtherSettings() ? <small className="stale-mark">{words.changes.mark}</small> : null;
}
