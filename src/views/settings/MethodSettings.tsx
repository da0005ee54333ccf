/** The fields of a method's settings that need a new run, as it declares them. */

import type { ReactNode } from "react";
import { choiceLabel, paramLabel } from "../../i18n/methodText.ts";
import { Select } from "../elements/formControls.tsx";
import { NumberField } from "../elements/NumberField.tsx";
import { usePage } from "../elements/pageChoices.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useTranslate, useWords } from "../elements/translation.ts";
import { useMethodSettings } from "./MethodSliders.tsx";
import { Setting } from "./Setting.tsx";

/** One field for each setting of the chosen method that needs a new run. */
export function MethodSettings(): ReactNode {
  const words = useWords();
  const dictionary = usePage((page) => page.dictionary);
  const translate = useTranslate();
  const edit = usePlayground((state) => state.edit);
  const { params, settingOf } = useMethodSettings();
  return params.map(([name, param]) => {
    if (param.kind === "number" && param.live) return null;
    const path = `method.params.${name}`;
    const common = { label: paramLabel(name, words, dictionary), title: translate(param.doc) };
    const change = (value: number | string) =>
      edit((e) => ({ ...e, method: { ...e.method, params: { ...e.method.params, [name]: value } } }));
    if (param.kind === "number")
      return (
        <Setting key={name} path={path}>
          <NumberField
            {...common}
            value={Number(settingOf(name, param))}
            min={param.min}
            max={param.max}
            step={param.whole ? 1 : (param.max - param.min) / 100}
            onChange={change}
          />
        </Setting>
      );
    const options = param.choices.map((value) => ({ value, label: choiceLabel(name, value, words, dictionary) }));
    return (
      <Setting key={name} path={path} isWide>
        <Select {...common} value={`${settingOf(name, param)}`} options={options} onChange={change} />
      </Setting>
    );
  });
}
