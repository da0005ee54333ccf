/** What of a lesson's card stands on a slide. */

import type { Card, Lesson } from "../../lessons/lesson.ts";
import type { Region } from "../../places/regions.ts";

/** What a slide shows beside its text. */
export type SlideRegion =
  | "bars"
  /** the address with its QR code */
  | "link"
  /** who teaches whom, and the table of all networks */
  | "stages"
  | "networks"
  /** one training step in its parts, and the gradients of its terms */
  | "steps"
  | "gradients"
  | "picture"
  /** two recorded runs side by side */
  | "runs"
  | Extract<Region, "drop" | "droppedRow" | "result" | "chart" | "claims" | "sectionTable" | "temperatureMap">;

/** What stands on a slide at a time: one region at its full width, or two side by side. */
export type SlideView = readonly [SlideRegion] | readonly [SlideRegion, SlideRegion];

/** The regions that need the full width. */
function wideRegions({ shows, onSlide = {} }: Card): readonly SlideRegion[] {
  const ofRegion = (region: Region): readonly SlideRegion[] => {
    switch (region) {
      case "detail.networks":
        return onSlide.detail === "table" ? ["networks", "stages"] : ["stages", "networks"];
      case "detail.lossCard":
        return [onSlide.detail === "gradients" ? "gradients" : "steps"];
      case "detail.picture":
        return ["picture"];
      case "sectionTable":
      case "temperatureMap":
        return [region];
      default:
        return [];
    }
  };
  return shows.flatMap(ofRegion);
}

/** What two regions that stand side by side say of a run. */
const PANELS = ["result", "chart", "claims"] as const satisfies readonly Region[];

/**
 * The views of a card, one at a time; none where it has nothing but its text.
 * @param isHidden what the card hides is still hidden: what tells a student's answers waits
 */
export function slideViews(card: Card, isHidden: boolean): readonly SlideView[] {
  const { shows, answers, kind } = card;
  const bars = answers !== false;
  const panels = isHidden ? [] : PANELS.filter((region) => shows.includes(region));
  // What comes of a card is said by its last region.
  const ofClasses = (["droppedRow", "drop"] as const).filter(
    (region) => shows.includes(region) && !(isHidden && region === "droppedRow"),
  );
  // Sentences do not fit beside the bars.
  const beside = (region: SlideRegion): SlideView => (bars && region !== "claims" ? ["bars", region] : [region]);
  const isAlone = kind === "lab" || panels.length === 1;
  const besides = [...ofClasses, ...panels.filter((one) => one !== "claims" || isAlone)].map(beside);
  const runs: readonly SlideView[] = card.runs && !isHidden ? [beside("runs")] : [];
  if (kind === "lab") return [beside("link"), ...runs, ...besides];
  const wide = wideRegions(card).map((region): SlideView => [region]);
  const [one, other] = panels;
  const pairs: readonly SlideView[] = one && other ? [[one, other]] : [];
  const all = [...wide, ...runs, ...pairs, ...besides];
  const hasBars = !bars || all.some(([first]) => first === "bars");
  return hasBars ? all : [...all, ["bars"]];
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

/** Whether a card leaves it free to drop or restore a class. */
export function canDrop({ free = [] }: Card, c: number): boolean {
  return free.some((control) => control === `class.${c}`);
}

/** The keys that move a control. */
const KEYS: Readonly<Record<string, string>> = {
  temperature: "↑ ↓",
  digit: "D",
  scale: "X",
  step: ", / Space",
  arm: "A",
  bias: "− =",
  "param.softWeight": "[ ]",
};

/** The keys that do what an action asks for. */
export function keysOf({ kind, free = [] }: Card): readonly string[] {
  if (kind !== "act") return [];
  return free.flatMap((control) => KEYS[control] ?? /^class\.(\d)$/.exec(control)?.[1] ?? []);
}
