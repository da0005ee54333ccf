/** Fields of a text in English and Chinese. */

import { type ReactNode, useId } from "react";
import type { Words } from "../../lessons/composed/composedLesson.ts";
import { withText } from "./draft.ts";

/** The languages with their own names and tags. */
const LANGUAGES = [
  { key: "en", name: "English", tag: "en" },
  { key: "zh", name: "中文", tag: "zh-Hans" },
] as const;

/** @param props.max longest text in each language, in characters. @param props.isLong whether it has several lines */
export function WordsFields(props: {
  readonly label: string;
  readonly value: Words;
  readonly max: number;
  readonly isLong?: boolean;
  readonly onChange: (value: Words) => void;
}): ReactNode {
  const { label, value, max, isLong = false, onChange } = props;
  const id = useId();
  const Field = isLong ? "textarea" : "input";
  return (
    <fieldset className="words-fields">
      <legend>{label}</legend>
      {LANGUAGES.map(({ key, name, tag }) => (
        <div key={key}>
          <label htmlFor={`${id}-${key}`} lang={tag}>
            {name}
          </label>
          <Field
            id={`${id}-${key}`}
            lang={tag}
            maxLength={max}
            value={value[key] ?? ""}
            onChange={(event: { readonly target: { readonly value: string } }) =>
              onChange(withText(value, key, event.target.value))
            }
          />
        </div>
      ))}
    </fieldset>
  );
}
