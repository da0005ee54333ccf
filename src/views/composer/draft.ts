/** The lesson that is being composed: what it begins with, and how its parts are changed. */

import { BLANK, type ComposedCard, type ComposedLesson, type Words } from "../../lessons/composed/composedLesson.ts";
import type { ControlState } from "../../places/controls.ts";
import type { Playground } from "../../session/playgroundState.ts";
import type { PageChoices } from "../elements/pageChoices.ts";
import { shownView } from "../frame/shownAddress.ts";

/** What a lesson starts from: the experiment and the view that are shown. */
export function shownStart(page: PageChoices, state: Playground): Pick<ComposedLesson, "experiment" | "view"> {
  const { image, scale, bias, step } = shownView(page, state);
  return { experiment: state.experiment, view: { image, scale, bias, step } };
}

/** A lesson with nothing composed yet. */
export function newDraft(page: PageChoices, state: Playground): ComposedLesson {
  return { ...BLANK, cards: [], title: {}, ...shownStart(page, state) };
}

export const NEW_CARD: ComposedCard = { title: {}, text: {}, until: null };

export const newPrediction = (): NonNullable<ComposedLesson["prediction"]> => ({
  question: {},
  options: [{}, {}],
  right: 0,
  came: {},
});

export const newCheck = (): NonNullable<ComposedLesson["check"]> => ({
  question: {},
  options: [{}, {}],
  right: 0,
  replies: [{}, {}],
});

/** A list with one of its items changed. */
export function withItem<T>(list: readonly T[], at: number, item: T): T[] {
  return list.map((one, i) => (i === at ? item : one));
}

/** An object without one of its fields. */
function without<T extends object>(named: T, name: keyof T): T {
  return Object.fromEntries(Object.entries(named).filter(([other]) => other !== name)) as T;
}

/** A text with its part in one language; an empty one is left out. */
export function withText(words: Words, language: keyof Words, text: string): Words {
  const changed = without(words, language);
  if (text !== "") changed[language] = text;
  return changed;
}

type Control = keyof ComposedLesson["controls"];

/** A lesson with a control in another state; the reason of one that is not locked is left out. */
export function withControl(draft: ComposedLesson, control: Control, state: ControlState): ComposedLesson {
  const controls = without(draft.controls, control);
  if (state !== "free") controls[control] = state;
  return { ...draft, controls, reasons: state === "locked" ? draft.reasons : without(draft.reasons, control) };
}

/** A lesson with another reason of a locked control. */
export function withReason(draft: ComposedLesson, control: Control, reason: Words): ComposedLesson {
  const reasons = without(draft.reasons, control);
  reasons[control] = reason;
  return { ...draft, reasons };
}

/** The numbers of cards, from 1, that wait for a control which the lesson locks or hides. */
export function blockedCards({ cards, controls }: ComposedLesson): readonly number[] {
  return cards.flatMap(({ until }, i) => {
    if (until === null || until.is === "guess") return [];
    const states =
      until.is === "dropped"
        ? [controls.dropClasses === "hidden" ? "hidden" : (controls[`class.${until.digit}`] ?? controls.dropClasses)]
        : [controls[until.control]];
    return states.some((state) => state !== undefined) ? [i + 1] : [];
  });
}
