/** Fields of a text in English, in Chinese or in both. */

import { createContext, type ReactNode, useContext, useId } from "react";
import type { Words } from "../../lessons/composed/composedLesson.ts";
import { withText } from "./draft.ts";

/** The languages with their own names and tags. */
const LANGUAGES = [
  { key: "en", name: "English", tag: "en" },
  { key: "zh", name: "中文", tag: "zh-Hans" },
] as const;

/** The languages in which the texts of a lesson are written. */
export const WRITTEN = ["en", "zh", "both"] as const;
export type Written = (typeof WRITTEN)[number];
export const WrittenIn = createContext<Written>("en");

/**
 * A field for each language in which the lesson is written, and for one in which the text has been written before.
 * @param props.max longest text in each language, in characters. @param props.isLong whether it has several lines
 */
export function WordsFields(props: {
  readonly label: string;
  readonly value: Words;
  readonly max: number;
  readonly isLong?: boolean;
  readonly onChange: (value: Words) => void;
}): ReactNode {
  const { label, value, max, isLong = false, onChange } = props;
  const id = useId();
  const written = useContext(WrittenIn);
  const Field = isLong ? "textarea" : "input";
  const shown = LANGUAGES.filter(({ key }) => written === "both" || written === key || value[key] !== undefined);
  const fields = shown.map(({ key, name, tag }) => (
    <div key={key}>
      <label htmlFor={`${id}-${key}`}>{shown.length === 1 ? label : <span lang={tag}>{name}</span>}</label>
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
  ));
  if (shown.length === 1) return <div className="words-fields">{fields}</div>;
  return (
    <fieldset className="words-fields">
      <legend>{label}</legend>
      {fields}
    </fieldset>
  );
}
