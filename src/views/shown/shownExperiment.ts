/** The experiment that views describe, and two of its properties. */

import { armsOf, DISTILLED, type Experiment } from "../../domain/experiment.ts";
import { needsTeacher, stagesOf } from "../../methods/registry/arms.ts";
import { methodById } from "../../methods/registry/methodRegistry.ts";
import { usePlayground } from "../elements/storeContexts.ts";

/** The experiment of the shown run; without a run the one that is set. */
export function useShownExperiment(): Experiment {
  return usePlayground((state) => state.run?.experiment ?? state.experiment);
}

/** Computes something of an experiment once: selectors ask for it with every notification of the store. */
export function ofExperiment<T>(compute: (experiment: Experiment) => T): (experiment: Experiment) => T {
  const known = new WeakMap<Experiment, { readonly value: T }>();
  return (experiment) => {
    const found = known.get(experiment) ?? { value: compute(experiment) };
    known.set(experiment, found);
    return found.value;
  };
}

/** Whether an experiment trains a teacher before its students. */
export const hasTeacher = ofExperiment((experiment) => needsTeacher(experiment, armsOf(experiment)));

/** Whether a stage of the distilled student sees the teacher's training images. */
export const seesTrainingImages = ofExperiment((experiment) =>
  stagesOf(DISTILLED, experiment).some(
    ({ images, networks }) =>
      images === "training" && networks.some(({ role, trains }) => role === "student" && trains !== "none"),
  ),
);

/** The temperature that is set; null where the method has none. */
export function useTemperature(): number | null {
  const { id, params } = usePlayground((state) => state.experiment.method);
  const param = methodById(id).params.temperature;
  return param?.kind === "number" ? Number(params.temperature ?? param.default) : null;
}
