/** The state of each control of a composed lesson, and why one is locked. */

import type { ReactNode } from "react";
import { type ComposedLesson, LONGEST } from "../../lessons/composed/composedLesson.ts";
import type { ControlState } from "../../places/controls.ts";
import { Checkbox, Select } from "../elements/formControls.tsx";
import { useLaterWords } from "../elements/laterWords.ts";
import type { NamedControl } from "../shown/controlNames.ts";
import { type DraftControl, withAllControls, withControl, withReason } from "./draft.ts";
import { WordsFields } from "./WordsFields.tsx";

interface ControlsProps {
  readonly draft: ComposedLesson;
  /** controls that the lesson can lock or hide, with their names on the page */
  readonly controls: readonly NamedControl[];
  readonly onChange: (draft: ComposedLesson) => void;
}

/** Whether a control has a place on the page where it is told why it is locked. */
const tellsReason = (control: DraftControl) =>
  !["scale", "networks"].includes(control) && !control.startsWith("class.");

const STATES = ["free", "locked", "hidden"] as const satisfies readonly ControlState[];

function useStates() {
  const { composer: words } = useLaterWords().lessons;
  return STATES.map((value) => ({ value, label: words.states[value] }));
}

/** Controls, each with its state. */
function Rows({ draft, controls, onChange }: ControlsProps): ReactNode {
  const { composer: words } = useLaterWords().lessons;
  const states = useStates();
  return controls.map(([control, name]) => {
    const state: ControlState = draft.controls[control] ?? "free";
    return (
      <div key={control} className="composed-control">
        <Select
          label={name}
          value={state}
          options={states}
          onChange={(chosen) => onChange(withControl(draft, control, chosen))}
        />
        {state === "locked" && tellsReason(control) ? (
          <WordsFields
            label={words.reason(name)}
            value={draft.reasons[control] ?? {}}
            max={LONGEST.option}
            onChange={(reason) => onChange(withReason(draft, control, reason))}
          />
        ) : null}
      </div>
    );
  });
}

/** @param props.classes controls of single classes, which stand within the control of all of them */
export function Controls(props: ControlsProps & { readonly classes: readonly NamedControl[] }): ReactNode {
  const { draft, controls, classes, onChange } = props;
  const { composer: words } = useLaterWords().lessons;
  const named = controls.map(([control]) => control);
  const all = new Set(named.map((control) => draft.controls[control] ?? "free"));
  const [common] = all;
  const states = useStates();
  return (
    <fieldset className="composed-part">
      <legend>{words.controls}</legend>
      <p className="hint">{words.controlsHint}</p>
      <div className="composed-control">
        <Select
          label={words.allControls}
          value={all.size === 1 && common ? common : "mixed"}
          options={[...(all.size > 1 ? [{ value: "mixed" as const, label: words.mixed }] : []), ...states]}
          onChange={(state) => (state === "mixed" ? undefined : onChange(withAllControls(draft, named, state)))}
        />
      </div>
      <Rows {...{ draft, controls, onChange }} />
      <details>
        <summary>{words.singleClasses}</summary>
        <Rows {...{ draft, onChange }} controls={classes} />
      </details>
      <Checkbox
        label={words.sentence}
        checked={draft.sentence}
        onChange={(sentence) => onChange({ ...draft, sentence })}
      />
      <Checkbox label={words.trains} checked={draft.trains} onChange={(trains) => onChange({ ...draft, trains })} />
    </fieldset>
  );
}
