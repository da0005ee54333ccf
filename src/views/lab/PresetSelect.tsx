/** The choice of an experiment. */

import type { ReactNode } from "react";
import { sectionExperiments } from "../../hinton2015/experiments.ts";
import { type Preset, presets } from "../../methods/experiments/presets.ts";
import { registry } from "../../methods/registry/methodRegistry.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useTranslate, useWords } from "../elements/translation.ts";

const isOfSection = (preset: string) => sectionExperiments.some(({ id }) => id === preset);

/** All presets, those of Hinton's section apart. */
export function PresetSelect(): ReactNode {
  const words = useWords();
  const translate = useTranslate();
  const presetId = usePlayground((state) => state.presetId);
  const choosePreset = usePlayground((state) => state.choosePreset);
  const nameOf = (id: string) => {
    const method = registry.find((one) => one.id === id);
    return words.presets[id] ?? (method ? translate(method.name) : id);
  };
  const option = ({ id }: Preset) => (
    <option key={id} value={id}>
      {nameOf(id)}
    </option>
  );
  return (
    <select
      className="preset"
      aria-label={words.preset}
      value={presetId ?? ""}
      onChange={(event) => choosePreset(event.target.value)}
    >
      {presetId === null ? <option value="">{words.ownExperiment}</option> : null}
      {presets.filter(({ id }) => !isOfSection(id)).map(option)}
      <optgroup label={words.replay.title}>{presets.filter(({ id }) => isOfSection(id)).map(option)}</optgroup>
    </select>
  );
}
