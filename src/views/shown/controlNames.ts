/** The controls that a lesson or a frame can lock or hide, with their names on the page. */

import { armsOf, type Experiment } from "../../domain/experiment.ts";
import { paramLabel } from "../../i18n/methodText.ts";
import { FIXED } from "../../lessons/composed/composedLesson.ts";
import { TEMPERATURE } from "../../methods/core/parameters.ts";
import { methodById } from "../../methods/registry/methodRegistry.ts";
import type { Control } from "../../places/controls.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePage } from "../elements/pageChoices.ts";
import { useWords } from "../elements/translation.ts";

/** A control but that of training, with its name. */
export type NamedControl = readonly [Exclude<Control, "train">, string];

/** Whether a setting of a method is a slider of its own, beside the temperature. */
function useSettings(method: string): readonly NamedControl[] {
  const words = useWords();
  const dictionary = usePage((page) => page.dictionary);
  return Object.entries(methodById(method).params).flatMap(([name, param]) =>
    param.kind === "number" && param.live && name !== TEMPERATURE
      ? [[`param.${name}`, paramLabel(name, words, dictionary)] as const]
      : [],
  );
}

/** The controls that an experiment has, and its sliders among them. */
export function useControlNames(experiment: Experiment): {
  readonly controls: readonly NamedControl[];
  readonly sliders: readonly NamedControl[];
} {
  const words = useWords();
  const { composer } = useLaterWords().lessons;
  const dictionary = usePage((page) => page.dictionary);
  const settings = useSettings(experiment.method.id);
  const names: Readonly<Record<(typeof FIXED)[number], string>> = {
    digit: words.digit,
    dropClasses: words.dropClasses,
    networks: composer.networks,
    temperature: paramLabel(TEMPERATURE, words, dictionary),
    scale: words.scale,
    bias: words.classBias,
    arm: words.shownArm,
    step: words.lab.stepSlider,
  };
  const hasTemperature = methodById(experiment.method.id).params[TEMPERATURE] !== undefined;
  const lacks = [...(hasTemperature ? [] : ["temperature"]), ...(armsOf(experiment).length > 2 ? [] : ["arm"])];
  const fixed = FIXED.filter((control) => !lacks.includes(control)).map(
    (control) => [control, names[control]] as const,
  );
  const isSlider = ([control]: NamedControl) => control === "temperature" || control === "bias";
  return { controls: [...fixed, ...settings], sliders: [...fixed.filter(isSlider), ...settings] };
}
