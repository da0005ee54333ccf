/** All ready experiments: each method's own, and those of particular questions. */

import type { Experiment } from "../domain/experiment.ts";
import { defaultExperiment, questions } from "../domain/presets.ts";
import { registry } from "./registry.ts";

/** An experiment with the id that links, pickers and the command line know it by. */
export interface Preset {
  readonly id: string;
  readonly experiment: Experiment;
}

/** A method's default experiment, under the method's id, and its variants under theirs. */
const ofMethods = registry.flatMap(({ id, preset, variants = {} }): readonly Preset[] => {
  const experiment = preset(defaultExperiment);
  return [
    { id, experiment },
    ...Object.entries(variants).map(([name, vary]) => ({ id: name, experiment: vary(experiment) })),
  ];
});

/** All ready experiments: Hinton's first, then particular questions, then the other papers by year. */
export const presets: readonly Preset[] = [
  ...ofMethods.filter(({ id }) => id === defaultExperiment.method.id),
  ...questions,
  ...ofMethods.filter(({ id }) => id !== defaultExperiment.method.id),
];

/**
 * Finds a ready experiment.
 * @throws RangeError naming the id and the known ones
 */
export function presetById(id: string): Preset {
  const found = presets.find((preset) => preset.id === id);
  if (!found)
    throw new RangeError(`there is no preset "${id}"; known are ${presets.map((preset) => preset.id).join(", ")}`);
  return found;
}
