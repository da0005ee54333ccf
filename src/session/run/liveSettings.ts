/** Settings that may move while a run goes on, and those that need a new one. */

import { type Experiment, sameExperiment } from "../../domain/experiment.ts";
import { methodById } from "../../methods/registry/methodRegistry.ts";

/** Settings that a running step reads anew: they never start a new run. */
export function withLiveSetting(experiment: Experiment, param: string, value: number): Experiment {
  if (param === "learningRate") {
    const training = { ...experiment.student.training, learningRate: value };
    return { ...experiment, student: { ...experiment.student, training } };
  }
  return { ...experiment, method: { ...experiment.method, params: { ...experiment.method.params, [param]: value } } };
}

/** Equal but for settings that may move while a run goes on. */
export function sameButLiveSettings(a: Experiment, b: Experiment): boolean {
  const still = (experiment: Experiment) => {
    const table = methodById(experiment.method.id).params;
    const params = Object.fromEntries(
      Object.entries(experiment.method.params).filter(([name]) => {
        const param = table[name];
        return param?.kind !== "number" || !param.live;
      }),
    );
    return withLiveSetting({ ...experiment, method: { ...experiment.method, params } }, "learningRate", 1);
  };
  return sameExperiment(still(a), still(b));
}
