/** Labelled native form controls, which bring their own keyboard and screen-reader behaviour. */

import { type ReactNode, useId, useState } from "react";
import type { Messages } from "../../i18n/en.ts";
import { useWords } from "./translation.ts";

/** A list from which one of several named values is selected. */
export function Select<T extends string>(props: {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
  readonly hint?: ReactNode;
  readonly title?: string;
}): ReactNode {
  const id = useId();
  return (
    <div className="knob">
      <div className="knob-head">
        <label htmlFor={id}>{props.label}</label>
      </div>
      <select
        id={id}
        value={props.value}
        title={props.title}
        onChange={(event) => {
          const chosen = props.options.find((option) => option.value === event.target.value);
          if (chosen) props.onChange(chosen.value);
        }}
      >
        {props.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {props.hint ? <p className="hint">{props.hint}</p> : null}
    </div>
  );
}

/** Why a text is no number of a field; null where it is one. */
function refusalOf(text: string, field: { min: number; max: number; whole: boolean }, words: Messages): string | null {
  const { min, max, whole } = field;
  const value = Number(text);
  const isValid = text.trim() !== "" && value >= min && value <= max && (!whole || Number.isInteger(value));
  return isValid ? null : words.fieldRefused(text, whole, `${min}`, `${max}`);
}

/**
 * A number field; a changed number is passed on when the field is left or Enter is pressed. One that is refused does not
 * stay in it: the field returns to the value that holds, and says beside it what it takes.
 */
export function NumberField(props: {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly title?: string;
  readonly onChange: (value: number) => void;
}): ReactNode {
  const id = useId();
  const words = useWords();
  const { label, value, min, max, step = 1, title, onChange } = props;
  /** what is being typed; null where the field shows the value that holds */
  const [typed, setTyped] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const submit = (text: string, isNumber: boolean) => {
    if (typed === null && isNumber) return;
    const refused = refusalOf(isNumber ? text : "", { min, max, whole: Number.isInteger(step) }, words);
    setTyped(null);
    setRefusal(refused);
    if (refused === null && Number(text) !== value) onChange(Number(text));
  };
  return (
    <div className="knob">
      <div className="knob-head">
        <label htmlFor={id}>{label}</label>
      </div>
      <input
        id={id}
        type="number"
        value={typed ?? `${value}`}
        min={min}
        max={max}
        step={step}
        title={title}
        aria-describedby={refusal ? `${id}-refusal` : undefined}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={(event) => submit(event.target.value, !event.target.validity.badInput)}
        onKeyDown={({ key, currentTarget }) => {
          if (key === "Enter") submit(currentTarget.value, !currentTarget.validity.badInput);
        }}
      />
      <p id={`${id}-refusal`} className="refusal" role="status">
        {refusal}
      </p>
    </div>
  );
}

/** A labelled checkbox. */
export function Checkbox(props: {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}): ReactNode {
  return (
    <label className="check">
      <input type="checkbox" checked={props.checked} onChange={(event) => props.onChange(event.target.checked)} />
      {props.label}
    </label>
  );
}

/** A row of buttons of which one is pressed. */
export function SegmentedChoice<T extends string>(props: {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
}): ReactNode {
  return (
    <div className="segments" role="group" aria-label={props.label}>
      {props.options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === props.value}
          onClick={() => props.onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}

/** Options of a select with their names in the visitor's language. */
export function selectOptions<T extends string>(values: readonly T[], names: Readonly<Record<string, string>>) {
  return values.map((value) => ({ value, label: names[value] ?? value }));
}
