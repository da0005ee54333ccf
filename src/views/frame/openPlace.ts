/** The place that the address names, for the regions that follow it. */

import { create } from "zustand";
import { isEmbedded } from "../../places/frame.ts";
import type { Place } from "../../places/place.ts";
import { usePage } from "../elements/pageChoices.ts";

interface OpenPlace {
  readonly place: Place;
  show(place: Place): void;
}

export const usePlace = create<OpenPlace>((set) => ({
  place: { kind: "lab", preset: null },
  show: (place) => set({ place }),
}));

/** Whether the lecture is offered: its keys move every control, also those that a composed lesson or a frame locks or hides. */
export function useHasLecture(): boolean {
  const isOfLink = usePlace(({ place }) => place.kind === "lesson-link");
  return usePage(({ mask }) => mask?.isComposed !== true) && !isOfLink && !isEmbedded();
}
