/** A number field that takes what is typed when it is left, and says why where it refuses it. */

import { type ReactNode, useId, useState } from "react";
import type { Messages } from "../../i18n/en.ts";
import { useWords } from "./translation.ts";

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
  /** why the value that is shown does not fit with others */
  readonly misfit?: string | null;
  readonly onChange: (value: number) => void;
}): ReactNode {
  const id = useId();
  const words = useWords();
  const { label, value, min, max, step = 1, title, misfit = null, onChange } = props;
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
        aria-invalid={misfit !== null || undefined}
        aria-describedby={refusal || misfit ? `${id}-refusal` : undefined}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={(event) => submit(event.target.value, !event.target.validity.badInput)}
        onKeyDown={({ key, currentTarget }) => {
          if (key === "Enter") submit(currentTarget.value, !currentTarget.validity.badInput);
        }}
      />
      <p id={`${id}-refusal`} className="refusal" role={misfit === null ? "status" : "alert"}>
        {refusal ?? (misfit && <span lang="en">{misfit}</span>)}
      </p>
    </div>
  );
}
