/** The bar of the experiment: preset, method, data set, all settings, and the buttons of training. */

import type { ReactNode } from "react";
import { count } from "../../i18n/numberFormats.ts";
import { methodById, registry } from "../../methods/registry/methodRegistry.ts";
import { Select } from "../elements/formControls.tsx";
import { usePage } from "../elements/pageChoices.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useTranslate, useWords } from "../elements/translation.ts";
import { DatasetSettings } from "../settings/DatasetSettings.tsx";
import { PresetSelect } from "./PresetSelect.tsx";
import { TrainingButtons } from "./TrainingButtons.tsx";

function MethodSelect(): ReactNode {
  const words = useWords();
  const translate = useTranslate();
  const method = usePlayground((state) => state.experiment.method.id);
  const chooseMethod = usePlayground((state) => state.chooseMethod);
  const methods = registry.map(({ id, name }) => ({ value: id, label: translate(name) }));
  return (
    <Select
      label={words.method}
      value={method}
      options={methods}
      onChange={chooseMethod}
      title={translate(methodById(method).claim)}
    />
  );
}

/** The bar. */
export function ExperimentBar(): ReactNode {
  const words = useWords();
  const { settings, choose } = usePage();
  const size = usePlayground(({ experiment: { data, transferSet } }) =>
    transferSet.size === "all" ? data.train : transferSet.size,
  );
  const seed = usePlayground((state) => state.experiment.seed);
  const before = usePlayground(({ newSeed }) => (newSeed?.seed === seed ? newSeed.before : null));
  const { lab } = words;
  return (
    <div className="experiment-bar">
      <PresetSelect />
      <MethodSelect />
      <DatasetSettings />
      <button type="button" className="facts" aria-expanded={settings} onClick={() => choose({ settings: !settings })}>
        <span className="size">{lab.labels(size === "all" ? words.all : count(size))} · </span>
        {before === null ? (
          lab.seed(seed)
        ) : (
          <>
            {lab.newSeed(seed)}
            <span className="since">{lab.newSeedSince(before)}</span>
          </>
        )}{" "}
        · {lab.allSettings}
      </button>
      <span className="grow" />
      <TrainingButtons />
    </div>
  );
}
