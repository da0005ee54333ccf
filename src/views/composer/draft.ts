/** The lesson that is being composed: what it begins with, and how its parts are changed. */

import { BLANK, type ComposedCard, type ComposedLesson, type Words } from "../../lessons/composed/composedLesson.ts";
import { methodById } from "../../methods/registry/methodRegistry.ts";
import type { ControlState } from "../../places/controls.ts";
import type { Playground } from "../../session/playgroundState.ts";
import type { PageChoices } from "../elements/pageChoices.ts";
import { shownView } from "../frame/shownAddress.ts";

/** What a lesson starts from: the experiment and the view that are shown. */
export function shownStart(page: PageChoices, state: Playground): Pick<ComposedLesson, "experiment" | "view"> {
  const { image, scale, bias, step } = shownView(page, state);
  return { experiment: state.experiment, view: { image, scale, bias, step } };
}

export const NEW_CARD: ComposedCard = { title: {}, text: {}, until: null };

/** A lesson with one card and no text yet. */
export function newDraft(start: Pick<ComposedLesson, "experiment" | "view">): ComposedLesson {
  return { ...BLANK, cards: [NEW_CARD], title: {}, ...start };
}

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

/** A card that stands one place earlier. */
export function movedUp<T>(list: readonly T[], at: number): T[] {
  return list.map((one, i) => list[i === at - 1 ? at : i === at ? at - 1 : i] ?? one);
}

/** A control that a lesson can lock or hide. */
export type DraftControl = keyof ComposedLesson["controls"];

/** A lesson with a control in another state; the reason of one that is not locked is left out. */
export function withControl(draft: ComposedLesson, control: DraftControl, state: ControlState): ComposedLesson {
  const controls = without(draft.controls, control);
  if (state !== "free") controls[control] = state;
  return { ...draft, controls, reasons: state === "locked" ? draft.reasons : without(draft.reasons, control) };
}

/** A lesson with these controls in one state, and single classes as all of them. */
export function withAllControls(
  draft: ComposedLesson,
  named: readonly DraftControl[],
  state: ControlState,
): ComposedLesson {
  const single = (Object.keys(draft.controls) as DraftControl[]).filter((control) => control.startsWith("class."));
  const common = single.reduce((changed, control) => withControl(changed, control, "free"), draft);
  return named.reduce((changed, control) => withControl(changed, control, state), common);
}

/** A lesson with another reason of a locked control. */
export function withReason(draft: ComposedLesson, control: DraftControl, reason: Words): ComposedLesson {
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

/** The value with which a slider starts; null where the method has none of the name. */
function startOf({ experiment, view }: ComposedLesson, control: DraftControl): number | null {
  if (control === "bias") return view.bias;
  const name = control.replace(/^param\./, "");
  const { id, params } = experiment.method;
  const param = methodById(id).params[name];
  return param?.kind === "number" ? Number(params[name] ?? param.default) : null;
}

/** The numbers of cards, from 1, whose condition holds from the start on. */
export function doneFromStart(draft: ComposedLesson): readonly number[] {
  return draft.cards.flatMap(({ until }, i) => {
    if (until === null || until.is === "guess") return [];
    if (until.is === "dropped") return draft.experiment.transferSet.omitClasses.includes(until.digit) ? [i + 1] : [];
    const value = startOf(draft, until.control);
    if (value === null) return [];
    return value >= (until.atLeast ?? -Infinity) && value <= (until.atMost ?? Infinity) ? [i + 1] : [];
  });
}

/** What a lesson lacks before it can be given away; `n` counts cards and answers from 1. */
export type Missing =
  | { readonly is: "title" }
  | { readonly is: "card" | "range"; readonly n: number }
  | { readonly is: "question"; readonly of: "prediction" | "check" }
  | { readonly is: "option"; readonly of: "prediction" | "check"; readonly n: number };

/** The texts and ranges that a lesson lacks, in the order of its fields. */
export function missingIn({ title, cards, prediction, check }: ComposedLesson): readonly Missing[] {
  const isEmpty = ({ en, zh }: Words) => (en ?? zh) === undefined;
  const ofCards = cards.flatMap(({ text, until }, i): readonly Missing[] => {
    const isRange =
      until?.is !== "control" ||
      ((until.atLeast ?? until.atMost) !== null && (until.atLeast ?? -Infinity) <= (until.atMost ?? Infinity));
    return [
      ...(isEmpty(text) ? [{ is: "card" as const, n: i + 1 }] : []),
      ...(isRange ? [] : [{ is: "range" as const, n: i + 1 }]),
    ];
  });
  const asked = { prediction, check };
  const ofQuestions = (["prediction", "check"] as const).flatMap((of): readonly Missing[] => {
    const { question, options = [] } = asked[of] ?? {};
    return [
      ...(question && isEmpty(question) ? [{ is: "question" as const, of }] : []),
      ...options.flatMap((option, i) => (isEmpty(option) ? [{ is: "option" as const, of, n: i + 1 }] : [])),
    ];
  });
  return [...(isEmpty(title) ? [{ is: "title" as const }] : []), ...ofCards, ...ofQuestions];
}
