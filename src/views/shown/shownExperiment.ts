/** The experiment that views describe, and two of its properties. */

import { armsOf, type Experiment } from "../../domain/experiment.ts";
import { needsTeacher } from "../../methods/registry/arms.ts";
import { methodById } from "../../methods/registry/methodRegistry.ts";
import { usePlayground } from "../elements/storeContexts.ts";

/** The experiment of the shown run; without a run the one that is set. */
export function useShownExperiment(): Experiment {
  return usePlayground((state) => state.run?.experiment ?? state.experiment);
}

const known = new WeakMap<Experiment, boolean>();

/** Whether an experiment trains a teacher before its students. */
export function hasTeacher(experiment: Experiment): boolean {
  if (!known.has(experiment)) known.set(experiment, needsTeacher(experiment, armsOf(experiment)));
  return known.get(experiment)!;
}

/** The temperature that is set; null where the method has none. */
export function useTemperature(): number | null {
  const { id, params } = usePlayground((state) => state.experiment.method);
  const param = methodById(id).params.temperature;
  return param?.kind === "number" ? Number(params.temperature ?? param.default) : null;
}
