/** The fields of the prediction and of the check: a question with two to four options. */

import type { ReactNode } from "react";
import { type ComposedLesson, LONGEST, type Words } from "../../lessons/composed/composedLesson.ts";
import { Checkbox, Select } from "../elements/formControls.tsx";
import { useLaterWords } from "../elements/laterWords.ts";
import { newCheck, newPrediction, withItem } from "./draft.ts";
import { WordsFields } from "./WordsFields.tsx";

const [FEWEST, MOST] = [2, 4];

interface Asked {
  readonly question: Words;
  readonly options: Words[];
  readonly right: number;
  readonly replies?: Words[];
}

/** The question, its options with what is replied, and which is right. */
function Question<T extends Asked>({ value, onChange }: { readonly value: T; readonly onChange: (value: T) => void }) {
  const { composer: words } = useLaterWords().lessons;
  const { question, options, right, replies } = value;
  /** Another number of options; the right one stays among them. */
  const resize = (count: number) => {
    const sized = (list: readonly Words[]) => Array.from({ length: count }, (_, i) => list[i] ?? {});
    const changed = { ...value, options: sized(options), right: Math.min(right, count - 1) };
    onChange(replies ? { ...changed, replies: sized(replies) } : changed);
  };
  return (
    <>
      <WordsFields
        label={words.question}
        value={question}
        max={LONGEST.question}
        isLong
        onChange={(text) => onChange({ ...value, question: text })}
      />
      {options.map((option, i) => (
        <div key={i} className="composed-option">
          <WordsFields
            label={words.option(i + 1)}
            value={option}
            max={LONGEST.option}
            onChange={(text) => onChange({ ...value, options: withItem(options, i, text) })}
          />
          {replies ? (
            <WordsFields
              label={words.replyTo(i + 1)}
              value={replies[i] ?? {}}
              max={LONGEST.reply}
              onChange={(text) => onChange({ ...value, replies: withItem(replies, i, text) })}
            />
          ) : null}
        </div>
      ))}
      <p className="composed-buttons">
        <button type="button" disabled={options.length >= MOST} onClick={() => resize(options.length + 1)}>
          {words.addOption}
        </button>
        <button type="button" disabled={options.length <= FEWEST} onClick={() => resize(options.length - 1)}>
          {words.removeOption}
        </button>
      </p>
      <Select
        label={words.right}
        value={`${right}`}
        options={options.map((_, i) => ({ value: `${i}`, label: words.option(i + 1) }))}
        onChange={(chosen) => onChange({ ...value, right: Number(chosen) })}
      />
    </>
  );
}

/** The two parts of the list. */
export function Questions(props: {
  readonly draft: ComposedLesson;
  readonly onChange: (draft: ComposedLesson) => void;
}): ReactNode {
  const { draft, onChange } = props;
  const { composer: words } = useLaterWords().lessons;
  const { prediction, check, cards } = draft;
  /** Without a prediction no card waits for the guess. */
  const withoutPrediction = () => cards.map((card) => (card.until?.is === "guess" ? { ...card, until: null } : card));
  return (
    <>
      <fieldset className="composed-part">
        <legend>{words.prediction}</legend>
        <Checkbox
          label={words.hasPrediction}
          checked={prediction !== null}
          onChange={(has) =>
            onChange(
              has
                ? { ...draft, prediction: newPrediction() }
                : { ...draft, prediction: null, cards: withoutPrediction() },
            )
          }
        />
        {prediction ? (
          <>
            <Question value={prediction} onChange={(asked) => onChange({ ...draft, prediction: asked })} />
            <WordsFields
              label={words.came}
              value={prediction.came}
              max={LONGEST.reply}
              isLong
              onChange={(came) => onChange({ ...draft, prediction: { ...prediction, came } })}
            />
          </>
        ) : null}
      </fieldset>
      <fieldset className="composed-part">
        <legend>{words.check}</legend>
        <Checkbox
          label={words.hasCheck}
          checked={check !== null}
          onChange={(has) => onChange({ ...draft, check: has ? newCheck() : null })}
        />
        {check ? <Question value={check} onChange={(asked) => onChange({ ...draft, check: asked })} /> : null}
        <Checkbox
          label={words.endsInLab}
          checked={draft.endsInLab}
          onChange={(endsInLab) => onChange({ ...draft, endsInLab })}
        />
      </fieldset>
    </>
  );
}
