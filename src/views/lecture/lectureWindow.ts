/** What every slide does in the browser's window: its address, its keys, the training that is played, the pointer. */

import { useEffect, useRef, useState } from "react";
import type { StoreApi } from "zustand/vanilla";
import { type Place, readPlace } from "../../places/place.ts";
import type { Playground } from "../../session/playgroundState.ts";
import { leaveLecture, shownStepIndex, showStep } from "./commands.ts";
import { takesText } from "./lectureKeys.ts";
import { useLecture } from "./lectureState.ts";

/** Milliseconds for which each step stays while the training is played. */
const FRAME = 450;
/** Milliseconds after which a pointer at rest is hidden. */
const POINTER_REST = 3000;

/** The address says that the lecture is shown, as long as it is. */
export function useLectureAddress(): void {
  useEffect(() => {
    const set = (isShown: boolean) => {
      const address = new URL(location.href);
      if (isShown) address.searchParams.set("mode", "lecture");
      else address.searchParams.delete("mode");
      if (address.href !== location.href) history.replaceState(null, "", address);
    };
    set(true);
    return () => set(false);
  }, []);
}

/** Another address that the browser goes to, and that is no such lecture, is shown as what it is. */
export function useLeavingAddress(isShown: (place: Place) => boolean): void {
  useEffect(() => {
    const follow = () => {
      const isLecture = new URLSearchParams(location.search).get("mode") === "lecture";
      if (!isLecture || !isShown(readPlace(location.hash))) leaveLecture();
    };
    addEventListener("popstate", follow);
    return () => removeEventListener("popstate", follow);
  }, [isShown]);
}

/** Whether the pointer has not moved for a while. */
export function useRestingPointer(): boolean {
  const [rests, setRests] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const moved = () => {
      setRests(false);
      clearTimeout(timer);
      timer = setTimeout(() => setRests(true), POINTER_REST);
    };
    moved();
    addEventListener("pointermove", moved);
    return () => {
      clearTimeout(timer);
      removeEventListener("pointermove", moved);
    };
  }, []);
  return rests;
}

/** Keys act wherever the focus is, except in text fields. @param act does what a key does, if anything, and returns whether it did */
export function useSlideKeys(act: (event: KeyboardEvent) => boolean): void {
  const newest = useRef(act);
  newest.current = act;
  useEffect(() => {
    const isOfButton = (event: KeyboardEvent) =>
      event.key === " " && event.target instanceof Element && event.target.closest("dialog") !== null;
    const down = (event: KeyboardEvent) => {
      if (takesText(event.target) || isOfButton(event) || !newest.current(event)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    // Some browsers press a focused button when the space key comes up.
    const up = (event: KeyboardEvent) => {
      if (event.key === " " && !takesText(event.target) && !isOfButton(event)) event.preventDefault();
    };
    addEventListener("keydown", down, true);
    addEventListener("keyup", up, true);
    return () => {
      removeEventListener("keydown", down, true);
      removeEventListener("keyup", up, true);
    };
  }, []);
}

/** Plays the training, step by step, to its end. */
export function usePlaying(store: StoreApi<Playground>): void {
  const isPlaying = useLecture((state) => state.isPlaying);
  useEffect(() => {
    if (!isPlaying) return;
    const timer = setInterval(() => {
      const { at, last } = shownStepIndex(store);
      if (at >= last) useLecture.getState().change({ isPlaying: false });
      else showStep(store, at + 1);
    }, FRAME);
    return () => clearInterval(timer);
  }, [isPlaying, store]);
}
