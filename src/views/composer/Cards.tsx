/** The fields of the cards: their texts, and what ends each. */

import type { ReactNode } from "react";
import {
  type ComposedCard,
  type ComposedLesson,
  type Done,
  LONGEST,
  MAX_CARDS,
} from "../../lessons/composed/composedLesson.ts";
import { Checkbox, Select } from "../elements/formControls.tsx";
import { useLaterWords } from "../elements/laterWords.ts";
import { NumberField } from "../elements/NumberField.tsx";
import { movedUp, NEW_CARD, withItem } from "./draft.ts";
import { WordsFields } from "./WordsFields.tsx";

type ControlDone = Extract<Done, { readonly is: "control" }>;

const FIRST: Readonly<Record<Done["is"], Done>> = {
  control: { is: "control", control: "temperature", atLeast: 4, atMost: null },
  dropped: { is: "dropped", digit: 3 },
  guess: { is: "guess" },
};

/** A bound of a control, which may be open. */
function Bound(props: {
  readonly label: string;
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}): ReactNode {
  const { label, value, onChange } = props;
  return (
    <div className="composed-bound">
      <Checkbox label={label} checked={value !== null} onChange={(has) => onChange(has ? 0 : null)} />
      {value === null ? null : (
        <NumberField label={label} value={value} min={-1e6} max={1e6} step={0.1} onChange={onChange} />
      )}
    </div>
  );
}

/** What ends a card. @param props.sliders names of what can be waited for, by control */
function Until(props: {
  readonly until: Done | null;
  readonly sliders: readonly (readonly [ControlDone["control"], string])[];
  readonly canGuess: boolean;
  readonly onChange: (until: Done | null) => void;
}): ReactNode {
  const { until, sliders, canGuess, onChange } = props;
  const { composer: words } = useLaterWords().lessons;
  const kinds = [
    "none",
    "control",
    "dropped",
    ...(canGuess || until?.is === "guess" ? ["guess" as const] : []),
  ] as const;
  return (
    <>
      <Select
        label={words.until}
        value={until?.is ?? "none"}
        options={kinds.map((value) => ({ value, label: words.untilKinds[value] }))}
        onChange={(kind) => onChange(kind === "none" ? null : FIRST[kind])}
      />
      {until?.is === "control" ? (
        <>
          <Select
            label={words.control}
            value={until.control}
            options={sliders.map(([value, label]) => ({ value, label }))}
            onChange={(control) => onChange({ ...until, control })}
          />
          <Bound label={words.atLeast} value={until.atLeast} onChange={(atLeast) => onChange({ ...until, atLeast })} />
          <Bound label={words.atMost} value={until.atMost} onChange={(atMost) => onChange({ ...until, atMost })} />
        </>
      ) : null}
      {until?.is === "dropped" ? (
        <NumberField
          label={words.digit}
          value={until.digit}
          min={0}
          max={9}
          onChange={(digit) => onChange({ ...until, digit })}
        />
      ) : null}
    </>
  );
}

/** @param props.sliders names of what a card can wait for, by control */
export function Cards(props: {
  readonly draft: ComposedLesson;
  readonly sliders: readonly (readonly [ControlDone["control"], string])[];
  readonly onChange: (draft: ComposedLesson) => void;
}): ReactNode {
  const { draft, sliders, onChange } = props;
  const { composer: words } = useLaterWords().lessons;
  const { cards, prediction } = draft;
  const set = (changed: ComposedCard[]) => onChange({ ...draft, cards: changed });
  const canGuess = prediction !== null && !cards.some(({ until }) => until?.is === "guess");
  return (
    <fieldset className="composed-part">
      <legend>{words.cards}</legend>
      <p className="hint">{words.cardsHint}</p>
      {cards.map((card, i) => (
        <fieldset key={i} className="composed-part">
          <legend>{words.card(i + 1)}</legend>
          <WordsFields
            label={words.cardTitle}
            value={card.title}
            max={LONGEST.cardTitle}
            onChange={(title) => set(withItem(cards, i, { ...card, title }))}
          />
          <WordsFields
            label={words.cardText}
            value={card.text}
            max={LONGEST.text}
            isLong
            onChange={(text) => set(withItem(cards, i, { ...card, text }))}
          />
          <Until
            until={card.until}
            sliders={sliders}
            canGuess={canGuess}
            onChange={(until) => set(withItem(cards, i, { ...card, until }))}
          />
          <p className="composed-buttons">
            {i === 0 ? null : (
              <button type="button" onClick={() => set(movedUp(cards, i))}>
                {words.moveUp(i + 1)}
              </button>
            )}
            <button type="button" onClick={() => set(cards.filter((_, other) => other !== i))}>
              {words.removeCard(i + 1)}
            </button>
          </p>
        </fieldset>
      ))}
      <button type="button" disabled={cards.length >= MAX_CARDS} onClick={() => set([...cards, NEW_CARD])}>
        {words.addCard}
      </button>
    </fieldset>
  );
}
