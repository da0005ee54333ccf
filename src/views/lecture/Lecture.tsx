/** Lecture mode: one slide in the whole window, moved by keys. */

import { type ReactNode, useEffect, useMemo, useState } from "react";
import { createStore, type StoreApi } from "zustand/vanilla";
import { sameJson } from "../../domain/sameJson.ts";
import { FIRST_VIEW, readLabView } from "../../places/labView.ts";
import { type Place, readPlace } from "../../places/place.ts";
import type { Playground } from "../../session/playgroundState.ts";
import { sameButLiveSettings } from "../../session/run/liveSettings.ts";
import { recordedLike } from "../../session/run/recordedRuns.ts";
import { usePage } from "../elements/pageChoices.ts";
import { PlaygroundProvider, usePlaygroundStore } from "../elements/storeContexts.ts";
import { useProbe } from "../shown/chosenProbe.ts";
import { perform } from "./commands.ts";
import { commandOf } from "./lectureKeys.ts";
import { beginLecture, useLecture } from "./lectureState.ts";
import { useLeavingAddress, useLectureAddress, usePlaying, useRestingPointer, useSlideKeys } from "./lectureWindow.ts";
import { openBeat } from "./openBeat.ts";
import { Slide } from "./Slide.tsx";
import "../../styles/lecture.css";

/** Whether the address names the lecture and nothing of what it is to show. */
function isBareAddress(): boolean {
  const { hash } = location;
  const place = readPlace(hash);
  return place.kind === "lab" && place.preset === null && sameJson(readLabView(hash), FIRST_VIEW);
}

/** Whether the slide of the lab is what an address shows. */
const isOfLab = ({ kind }: Place) => kind === "lab" || kind === "experiment";

/** Begins with the beat of the address, or with the first one where the address asks for the lecture alone. */
function useBeats(store: StoreApi<Playground>, isDirect: boolean): void {
  useEffect(() => {
    let isCurrent = true;
    let stop = () => {};
    const { beat } = usePage.getState();
    const begin = async () => {
      const isKnown = await beginLecture(beat);
      if (!isCurrent) return;
      const { beats } = useLecture.getState();
      for (const { experiment } of beats) {
        const recorded = recordedLike(experiment);
        if (recorded) store.getState().keepRecording(recorded);
      }
      const n = beat ?? (isDirect ? 1 : null);
      const asked = n === null ? undefined : beats[n - 1];
      if (n === null) return;
      if (!asked) return usePage.getState().choose({ beat: null });
      if (!isKnown) return openBeat(store, asked, n);
      // The state beside the beat is the stored one, unless the browser has stored another experiment since.
      const check = ({ run }: Playground) => {
        if (!run) return;
        stop();
        if (!sameButLiveSettings(run.experiment, asked.experiment)) openBeat(store, asked, n);
      };
      stop = store.subscribe(check);
      check(store.getState());
    };
    begin();
    return () => {
      isCurrent = false;
      stop();
    };
  }, [store, isDirect]);
}

function Keys({ store }: { readonly store: StoreApi<Playground> }): null {
  const image = useProbe()?.index ?? 0;
  useSlideKeys((event) => {
    const command = commandOf(event);
    if (command) perform(store, command, image);
    return command !== null;
  });
  return null;
}

/** The whole mode. */
export default function Lecture(): ReactNode {
  const store = usePlaygroundStore();
  const [isDirect] = useState(isBareAddressOfLecture);
  const { isFrozen, isBlack } = useLecture();
  useLectureAddress();
  useLeavingAddress(isOfLab);
  useBeats(store, isDirect);
  usePlaying(store);
  const rests = useRestingPointer();
  // A frozen slide shows the state as it was; what the run does meanwhile is shown when it thaws.
  const shown = useMemo(() => (isFrozen ? createStore<Playground>(() => store.getState()) : store), [isFrozen, store]);
  return (
    <div className={rests ? "lecture rests" : "lecture"}>
      <Keys store={store} />
      <PlaygroundProvider value={shown}>
        <Slide />
      </PlaygroundProvider>
      {isBlack ? <div className="slide-black" /> : null}
    </div>
  );
}

/** Whether the page was opened as a lecture, with nothing said of what it is to show. */
function isBareAddressOfLecture(): boolean {
  return new URLSearchParams(location.search).get("mode") === "lecture" && isBareAddress();
}
