/** Labelled native form controls, which bring their own keyboard and screen-reader behaviour. */

import { type ReactNode, useId } from "react";

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
  readonly disabled?: boolean;
  readonly onChange: (value: T) => void;
}): ReactNode {
  return (
    <div className="segments" role="group" aria-label={props.label}>
      {props.options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === props.value}
          disabled={props.disabled ?? false}
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
