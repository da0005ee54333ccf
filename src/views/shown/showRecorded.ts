/** Shows recorded runs from outside of the lab's own controls: beats of a lecture, cards of a lesson. */

import type { StoreApi } from "zustand";
import { DISTILLED, type Experiment, sameExperiment } from "../../domain/experiment.ts";
import type { Playground } from "../../session/playgroundState.ts";
import { experimentChanges } from "../../session/run/experimentChanges.ts";
import { sameButLiveSettings } from "../../session/run/liveSettings.ts";
import { recordedLike } from "../../session/run/recordedRuns.ts";
import { usePage } from "../elements/pageChoices.ts";

/** The newest bias that waits for its run. */
let waiting: (() => void) | null = null;

/** Sets the bias of a run as soon as a run of the experiment is shown. */
export function setBiasOf(store: StoreApi<Playground>, experiment: Experiment, value: number): void {
  waiting?.();
  waiting = null;
  const { choose } = usePage.getState();
  const set = ({ run }: Playground) => {
    if (!run || !sameButLiveSettings(run.experiment, experiment)) return false;
    choose({ bias: value === 0 ? null : { of: run.experiment, value } });
    return true;
  };
  if (set(store.getState())) return;
  waiting = store.subscribe((state) => {
    if (!set(state)) return;
    waiting?.();
    waiting = null;
  });
}

/** Sets an experiment and shows its recorded run. @returns whether it could be shown */
export function showRecorded(store: StoreApi<Playground>, experiment: Experiment): boolean {
  const { run, phase, edit, openRecording } = store.getState();
  const isShown = run !== null && sameButLiveSettings(run.experiment, experiment);
  const recorded = recordedLike(experiment);
  if (!isShown && (phase !== "idle" || !recorded)) return false;
  if (!isShown && recorded) openRecording(recorded, DISTILLED);
  const { experiment: set, phase: now, setLive } = store.getState();
  if (sameExperiment(set, experiment)) return true;
  // Moved like a slider, the setting leaves the experiment its name.
  if (now === "idle" && sameButLiveSettings(set, experiment))
    for (const { path, to } of experimentChanges(set, experiment)) setLive(path.at(-1)!, Number(to));
  else edit(() => experiment);
  return true;
}
