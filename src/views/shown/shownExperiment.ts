/** The experiment that views describe, and two of its properties. */

import { useMemo } from "react";
import { armsOf, type Experiment } from "../../domain/experiment.ts";
import { needsTeacher } from "../../methods/registry/arms.ts";
import { methodById } from "../../methods/registry/methodRegistry.ts";
import { usePlayground } from "../elements/storeContexts.ts";

/** The experiment of the shown run; without a run the one that is set. */
export function useShownExperiment(): Experiment {
  return usePlayground((state) => state.run?.experiment ?? state.experiment);
}

/** Whether an experiment trains a teacher before its students. */
export function useHasTeacher(experiment: Experiment): boolean {
  return useMemo(() => needsTeacher(experiment, armsOf(experiment)), [experiment]);
}

/** The temperature that is set; null where the method has none. */
export function useTemperature(): number | null {
  const { id, params } = usePlayground((state) => state.experiment.method);
  const param = methodById(id).params.temperature;
  return param?.kind === "number" ? Number(params.temperature ?? param.default) : null;
}
