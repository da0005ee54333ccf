/** Shows a beat: its experiment with the recorded run, and how it is looked at. */

import type { StoreApi } from "zustand";
import { laterWords } from "../../i18n/laterWords.ts";
import type { Playground } from "../../session/playgroundState.ts";
import { usePage } from "../elements/pageChoices.ts";
import { setBiasOf, showRecorded } from "../shown/showRecorded.ts";
import type { Beat } from "./beats.ts";
import { useLecture } from "./lectureState.ts";

/** Shows a beat. @param n its number, from 1 */
export function openBeat(store: StoreApi<Playground>, { experiment, view, hides, panel, says }: Beat, n: number): void {
  const { words, choose } = usePage.getState();
  const isShown = showRecorded(store, experiment);
  const isIdle = store.getState().phase === "idle";
  const { image, step, scale } = view;
  choose({ beat: n, probeKind: image?.set ?? "gallery", probe: image?.index ?? null, step, scale, bias: null });
  setBiasOf(store, experiment, view.bias);
  const told = isShown ? "" : isIdle ? laterWords[words.tag].lecture.unknownRun : laterWords[words.tag].lecture.noBeat;
  useLecture.getState().change({ beat: n, hides, panel, says, told, isPlaying: false, hasPlayed: false });
}
