/** The state of each control of a composed lesson, and why one is locked. */

import type { ReactNode } from "react";
import { type ComposedLesson, LONGEST } from "../../lessons/composed/composedLesson.ts";
import type { ControlState } from "../../places/controls.ts";
import { Checkbox, Select } from "../elements/formControls.tsx";
import { useLaterWords } from "../elements/laterWords.ts";
import { withControl, withReason } from "./draft.ts";
import { WordsFields } from "./WordsFields.tsx";

export type NamedControl = readonly [keyof ComposedLesson["controls"], string];

/** @param props.controls the controls that the lesson can lock or hide, with their names on the page */
export function Controls(props: {
  readonly draft: ComposedLesson;
  readonly controls: readonly NamedControl[];
  readonly onChange: (draft: ComposedLesson) => void;
}): ReactNode {
  const { draft, controls, onChange } = props;
  const { composer: words } = useLaterWords().lessons;
  const states = (["free", "locked", "hidden"] as const).map((value: ControlState) => ({
    value,
    label: words.states[value],
  }));
  return (
    <fieldset className="composed-part">
      <legend>{words.controls}</legend>
      {controls.map(([control, name]) => {
        const state: ControlState = draft.controls[control] ?? "free";
        return (
          <div key={control}>
            <Select
              label={name}
              value={state}
              options={states}
              onChange={(chosen) => onChange(withControl(draft, control, chosen))}
            />
            {state === "locked" ? (
              <WordsFields
                label={words.reason(name)}
                value={draft.reasons[control] ?? {}}
                max={LONGEST.option}
                onChange={(reason) => onChange(withReason(draft, control, reason))}
              />
            ) : null}
          </div>
        );
      })}
      <Checkbox
        label={words.sentence}
        checked={draft.sentence}
        onChange={(sentence) => onChange({ ...draft, sentence })}
      />
      <Checkbox label={words.trains} checked={draft.trains} onChange={(trains) => onChange({ ...draft, trains })} />
      <Checkbox
        label={words.endsInLab}
        checked={draft.endsInLab}
        onChange={(endsInLab) => onChange({ ...draft, endsInLab })}
      />
    </fieldset>
  );
}
