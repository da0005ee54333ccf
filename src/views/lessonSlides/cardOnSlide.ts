/** What of a lesson's card stands on a slide. */

import type { Card, Lesson, Region } from "../../lessons/lesson.ts";

/** The regions that a slide can show in its large type; the others are on the lesson's own page. */
export const SLIDE_REGIONS = ["drop", "droppedRow", "result", "chart"] as const satisfies readonly Region[];
export type SlideRegion = (typeof SLIDE_REGIONS)[number];

/** The regions of a card that a slide shows, one at a time. What tells a student's answers waits until they are shown. */
export function slideRegions({ shows }: Card, isHidden: boolean): readonly SlideRegion[] {
  const found = SLIDE_REGIONS.filter((region) => shows.includes(region));
  // What comes of a card is said by its last region.
  return isHidden ? found.filter((region) => region === "drop") : found.toReversed();
}

/** The question that a slide shows: its card's own, or the prediction before it, beside what came. */
export function askedOn({ cards }: Lesson, n: number): { readonly card: Card; readonly isOpen: boolean } | null {
  const [own, before] = [cards[n - 1], cards[n - 2]];
  if (own?.kind === "predict" || own?.kind === "check") return { card: own, isOpen: true };
  return before?.kind === "predict" ? { card: before, isOpen: false } : null;
}

/** The option of a question that the figures make true; null where the card asks nothing. */
export function rightOf(card: Card, figures: unknown): number | null {
  if (card.kind === "predict") return card.right(figures);
  return card.kind === "check" ? card.right : null;
}
