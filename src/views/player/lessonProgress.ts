/** How far the visitor has come in the lessons, as views read it. */

import { create } from "zustand";
import { forgetAnswers } from "../../session/storage/answeredQuestions.ts";
import {
  forgetProgress,
  keepProgress,
  keptProgress,
  type LessonProgress,
  noProgress,
} from "../../session/storage/lessonProgress.ts";

/** The id of a lesson that is being composed: nothing of it is kept in the browser. */
export const DRAFT = "draft";

interface Lessons {
  readonly progress: Readonly<Record<string, LessonProgress>>;
  /** keeps which card of a lesson is open */
  open(lesson: string, card: number): void;
  /** a card has been done */
  finish(lesson: string, card: string): void;
  /** an option of a card was chosen; the first one stays as the guess */
  guess(lesson: string, card: string, option: number): void;
  clear(): void;
  /** forgets what was done on a lesson that is being composed */
  forgetDraft(): void;
}

export const useLessons = create<Lessons>((set, get) => {
  const change = (lesson: string, by: (before: LessonProgress) => LessonProgress) => {
    const { progress } = get();
    const before = progress[lesson] ?? noProgress;
    const after = by(before);
    if (after === before) return;
    const all = { ...progress, [lesson]: after };
    const { [DRAFT]: _, ...kept } = all;
    keepProgress(kept);
    set({ progress: all });
  };
  return {
    progress: keptProgress(),
    open: (lesson, card) => change(lesson, (before) => (before.card === card ? before : { ...before, card })),
    finish: (lesson, card) =>
      change(lesson, (before) => (before.done.includes(card) ? before : { ...before, done: [...before.done, card] })),
    guess: (lesson, card, option) =>
      change(lesson, (before) =>
        card in before.chosen ? before : { ...before, chosen: { ...before.chosen, [card]: option } },
      ),
    forgetDraft: () => {
      const { [DRAFT]: _, ...progress } = get().progress;
      set({ progress });
    },
    clear: () => {
      forgetProgress();
      forgetAnswers();
      set({ progress: {} });
    },
  };
});
