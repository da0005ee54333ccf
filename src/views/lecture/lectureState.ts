/** What a lecture shows beside the state of the lab. */

import * as v from "valibot";
import { create } from "zustand";
import { keptBeats } from "../../session/storage/keptBeats.ts";
import { textStorage } from "../../session/storage/textStorage.ts";
import { type Beat, PANELS, type Panel, readBeat, SAYINGS, type Saying, talk } from "./beats.ts";

const KEY = "lecture";

/** What is stored, so that the slide is the same after the page has been loaded anew. */
const StoredSchema = v.object({
  beat: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(99))),
  hides: v.boolean(),
  panel: v.picklist(PANELS),
  says: v.picklist(SAYINGS),
  showsTwin: v.boolean(),
  showsSliders: v.boolean(),
});
type Stored = v.InferOutput<typeof StoredSchema>;

export interface LectureState extends Stored {
  readonly beats: readonly Beat[];
  /** the beats are those that the visitor has kept */
  readonly areKept: boolean;
  readonly panel: Panel;
  readonly says: Saying;
  /** the panel before the link's */
  readonly panelBefore: Panel;
  readonly isFrozen: boolean;
  readonly isBlack: boolean;
  readonly isPlaying: boolean;
  /** the training of this slide has been played, as far as it was wanted */
  readonly hasPlayed: boolean;
  readonly open: "keys" | "table" | "notes" | null;
  /** one line on what a key could not do; empty: nothing */
  readonly told: string;
  change(change: Partial<Omit<LectureState, "change">>): void;
}

const first: Stored = {
  beat: null,
  hides: false,
  panel: "numbers",
  says: "answers",
  showsTwin: true,
  showsSliders: true,
};

/** What is stored; null where there is nothing, or it is damaged. */
function readStored(): Stored | null {
  try {
    return v.parse(StoredSchema, JSON.parse(textStorage.get(KEY) ?? ""));
  } catch {
    return null;
  }
}

/** How a lecture begins; none of it is stored. */
const passing = {
  isFrozen: false,
  isBlack: false,
  isPlaying: false,
  hasPlayed: false,
  open: null,
  told: "",
} as const;

export const useLecture = create<LectureState>((set) => ({
  ...first,
  beats: talk,
  areKept: false,
  panelBefore: "numbers",
  ...passing,
  change: (change) => set(change),
}));

useLecture.subscribe((state, before) => {
  const names = Object.keys(StoredSchema.entries) as (keyof Stored)[];
  if (names.every((name) => state[name] === before[name])) return;
  textStorage.set(KEY, JSON.stringify(Object.fromEntries(names.map((name) => [name, state[name]]))));
});

/**
 * Begins a lecture: its beats, and what was shown beside the beat before the page was loaded anew.
 * @returns whether that is known
 */
export async function beginLecture(beat: number | null): Promise<boolean> {
  const stored = readStored();
  const isKnown = beat !== null && stored?.beat === beat;
  const read = await Promise.all(keptBeats().map((hash) => readBeat(hash).catch(() => null)));
  const kept = read.filter((one) => one !== null);
  const areKept = kept.length > 0;
  useLecture.setState({
    ...first,
    ...(isKnown ? stored : {}),
    ...passing,
    beat,
    beats: areKept ? kept : talk,
    areKept,
  });
  return isKnown;
}
