/** Live settings, which may change while a run goes on, and comparison of experiments without them. */

import { type Experiment, sameExperiment } from "../../domain/experiment.ts";
import { TEMPERATURE } from "../../methods/core/parameters.ts";
import { methodById } from "../../methods/registry/methodRegistry.ts";
import type { Run } from "./runFromEvents.ts";

/** The experiment with a live setting changed: the learning rate, or one of the method's. */
export function withLiveSetting(experiment: Experiment, param: string, value: number): Experiment {
  if (param === "learningRate") {
    const training = { ...experiment.student.training, learningRate: value };
    return { ...experiment, student: { ...experiment.student, training } };
  }
  return { ...experiment, method: { ...experiment.method, params: { ...experiment.method.params, [param]: value } } };
}

/**
 * Whether a setting, when it is moved, also changes the run that trains. The temperature does not: it is what the shown
 * answers are looked at with, and the run trains to its end at the one that it began with.
 */
export function changesTrainingRun(param: string): boolean {
  return param !== TEMPERATURE;
}

/** The experiment of a run with its live settings as they were last. */
export function lastSettingsOf({ experiment, marks }: Pick<Run, "experiment" | "marks">): Experiment {
  return marks.reduce((changed, { param, value }) => withLiveSetting(changed, param, value), experiment);
}

/** Whether two experiments are equal except in live settings. */
export function sameButLiveSettings(a: Experiment, b: Experiment): boolean {
  const withoutLiveSettings = (experiment: Experiment) => {
    const declared = methodById(experiment.method.id).params;
    const params = Object.fromEntries(
      Object.entries(experiment.method.params).filter(([name]) => {
        const param = declared[name];
        return param?.kind !== "number" || !param.live;
      }),
    );
    return withLiveSetting({ ...experiment, method: { ...experiment.method, params } }, "learningRate", 1);
  };
  return sameExperiment(withoutLiveSettings(a), withoutLiveSettings(b));
}
