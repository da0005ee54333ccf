/** Shows a beat: its experiment with the recorded run, and how it is looked at. */

import type { StoreApi } from "zustand";
import { DISTILLED, type Experiment, sameExperiment } from "../../domain/experiment.ts";
import { laterWords } from "../../i18n/laterWords.ts";
import type { Playground } from "../../session/playgroundState.ts";
import { sameButLiveSettings } from "../../session/run/liveSettings.ts";
import { recordedLike } from "../../session/run/recordedRuns.ts";
import { usePage } from "../elements/pageChoices.ts";
import type { Beat } from "./beats.ts";
import { useLecture } from "./lectureState.ts";

/** The newest bias that waits for its run. */
let waiting: (() => void) | null = null;

/** Sets the bias of a run as soon as a run of the experiment is shown. */
function setBiasOf(store: StoreApi<Playground>, experiment: Experiment, value: number): void {
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
  if (!sameExperiment(store.getState().experiment, experiment)) edit(() => experiment);
  return true;
}

/** Shows a beat. @param n its number, from 1 */
export function openBeat(store: StoreApi<Playground>, { experiment, view, hides, panel, says }: Beat, n: number): void {
  const { words, choose } = usePage.getState();
  const isShown = showRecorded(store, experiment);
  const isIdle = store.getState().phase === "idle";
  const { image, step, scale } = view;
  choose({ beat: n, probeKind: image?.set ?? "gallery", probe: image?.index ?? null, step, scale, bias: null });
  setBiasOf(store, experiment, view.bias);
  const told = isShown ? "" : isIdle ? laterWords[words.tag].lecture.unknownRun : laterWords[words.tag].lecture.noBeat;
  useLecture.getState().change({ beat: n, hides, panel, says, told, isPlaying: false });
}
