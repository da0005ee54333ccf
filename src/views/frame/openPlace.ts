/** The place that the address names, for the regions that follow it. */

import { create } from "zustand";
import type { Place } from "../../places/place.ts";

interface OpenPlace {
  readonly place: Place;
  show(place: Place): void;
}

export const usePlace = create<OpenPlace>((set) => ({
  place: { kind: "lab", preset: null },
  show: (place) => set({ place }),
}));
