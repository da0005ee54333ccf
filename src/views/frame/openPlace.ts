/** The place that the address names, for the regions that follow it. */

import { create } from "zustand";
import { addressOf, type Place } from "../../places/place.ts";

interface OpenPlace {
  readonly place: Place;
  /** the place of the lab from which a part was opened */
  readonly before: Place;
  show(place: Place): void;
  /** goes back from an opened part to the place before it */
  leavePart(): void;
}

const LAB: Place = { kind: "lab", preset: null };
const isPart = ({ kind }: Place) => kind === "hinton-2015";

export const usePlace = create<OpenPlace>((set, get) => ({
  place: LAB,
  before: LAB,
  show: (place) => set(isPart(place) ? { place } : { place, before: place }),
  leavePart() {
    const { place, before } = get();
    if (!isPart(place)) return;
    // The address changes without an event, since nothing of the lab is to be opened anew.
    history.replaceState(null, "", addressOf(before));
    set({ place: before });
  },
}));
