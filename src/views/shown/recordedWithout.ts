/** Recorded runs by the classes that their students never saw. */

import type { Experiment } from "../../domain/experiment.ts";
import { recordedExperiments } from "../../session/run/recordedRuns.ts";

/** The experiment with a recorded run that has the method, data set and seed of another one and drops just these classes; undefined where there is none. */
export function recordedWithout(of: Experiment, classes: readonly number[]): Experiment | undefined {
  return recordedExperiments(of).find(
    ({ method, data, transferSet: { omitClasses } }) =>
      method.id === of.method.id &&
      !data.omitClasses &&
      omitClasses.length === classes.length &&
      classes.every((c) => omitClasses.includes(c)),
  );
}
