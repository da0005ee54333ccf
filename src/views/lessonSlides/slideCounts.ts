/** The guesses of the class and what has been revealed, by lesson and card, as views read them. */

import { create } from "zustand";
import { type ClassCounts, keepCounts, keptCounts, MAX_COUNT, noCounts } from "../../session/storage/classCounts.ts";

interface SlideCounts {
  readonly all: Readonly<Record<string, ClassCounts>>;
  /** adds to the count of an option, which stays between 0 and `MAX_COUNT` */
  add(lesson: string, card: string, option: number, by: 1 | -1): void;
  /** sets all counts of a card to zero */
  clear(lesson: string, card: string): void;
  /** shows what a card hides, or hides it again */
  reveal(lesson: string, card: string): void;
}

export const useSlideCounts = create<SlideCounts>((set, get) => {
  const change = (lesson: string, by: (before: ClassCounts) => ClassCounts) => {
    const { all: before } = get();
    const all = { ...before, [lesson]: by(before[lesson] ?? noCounts) };
    keepCounts(all);
    set({ all });
  };
  return {
    all: keptCounts(),
    add: (lesson, card, option, by) =>
      change(lesson, ({ counts, ...others }) => {
        const own = counts[card] ?? [];
        const next = Array.from({ length: Math.max(own.length, option + 1) }, (_, i) => own[i] ?? 0);
        next[option] = Math.min(MAX_COUNT, Math.max(0, next[option]! + by));
        return { ...others, counts: { ...counts, [card]: next } };
      }),
    clear: (lesson, card) =>
      change(lesson, ({ counts, ...others }) => ({ ...others, counts: { ...counts, [card]: [] } })),
    reveal: (lesson, card) =>
      change(lesson, ({ revealed, ...others }) => ({
        ...others,
        revealed: revealed.includes(card) ? revealed.filter((one) => one !== card) : [...revealed, card],
      })),
  };
});

/** The counts of a card, one for each of its options. */
export function countsOf(all: SlideCounts["all"], lesson: string, card: string, options: number): readonly number[] {
  const own = all[lesson]?.counts[card] ?? [];
  return Array.from({ length: options }, (_, i) => own[i] ?? 0);
}
