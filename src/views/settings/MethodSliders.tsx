/** The sliders of a method's live settings, as it declares them. */

import { type ReactNode, useMemo } from "react";
import { paramLabel } from "../../i18n/methodText.ts";
import { type Param, TEMPERATURE } from "../../methods/core/parameters.ts";
import { methodById } from "../../methods/registry/methodRegistry.ts";
import { stateOf } from "../../places/controls.ts";
import { usePage } from "../elements/pageChoices.ts";
import { StopSlider } from "../elements/StopSlider.tsx";
import { stopsOf } from "../elements/sliderStops.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useTranslate, useWords } from "../elements/translation.ts";
import { LockReason } from "../shown/controlState.tsx";

/** The settings of the chosen method in their order, and the value of each. */
export function useMethodSettings() {
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
