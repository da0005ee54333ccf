/** A method's own settings, as it declares them: sliders for live settings, fields for the others. */

import { type ReactNode, useMemo } from "react";
import { choiceLabel, paramLabel } from "../../i18n/methodText.ts";
import { type Param, TEMPERATURE } from "../../methods/core/parameters.ts";
import { methodById } from "../../methods/registry/methodRegistry.ts";
import { stateOf } from "../../places/controls.ts";
import { NumberField, Select } from "../elements/formControls.tsx";
import { usePage } from "../elements/pageChoices.ts";
import { StopSlider } from "../elements/StopSlider.tsx";
import { stopsOf } from "../elements/sliderStops.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useTranslate, useWords } from "../elements/translation.ts";
import { LockReason } from "../shown/controlState.tsx";
import { Setting } from "./Setting.tsx";

function useMethodSettings() {
  const method = usePlayground((state) => state.experiment.method);
  const params = useMemo(() => Object.entries(methodById(method.id).params), [method.id]);
  const settingOf = (name: string, param: Param) => method.params[name] ?? param.default;
  return { params, settingOf };
}

/** One slider for each live setting of the chosen method but its temperature, which has a place of its own. */
export function MethodSliders(): ReactNode {
  const words = useWords();
  const dictionary = usePage((page) => page.dictionary);
  const translate = useTranslate();
  const setLive = usePlayground((state) => state.setLive);
  const { params, settingOf } = useMethodSettings();
  const mask = usePage((page) => page.mask);
  const sliders = params.flatMap(([name, param]) =>
    param.kind === "number" && param.live && name !== TEMPERATURE && stateOf(mask, `param.${name}`) !== "hidden"
      ? [{ name, param }]
      : [],
  );
  return sliders.map(({ name, param }) => (
    <StopSlider
      key={name}
      label={paramLabel(name, words, dictionary)}
      title={translate(param.doc)}
      value={Number(settingOf(name, param))}
      stops={stopsOf(param)}
      tint="student"
      disabled={stateOf(mask, `param.${name}`) === "locked"}
      onChange={(value) => setLive(name, value)}
    >
      <LockReason control={`param.${name}`} />
      {sliders.length === 1 ? <p className="hint">{translate(param.doc)}</p> : null}
    </StopSlider>
  ));
}

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
