/** Which students of a run train together on a device that runs replicates: those of one arm, which differ in their seeds. */

import type { Experiment } from "../../domain/experiment.ts";
import { costOfExperiment } from "../../methods/registry/experimentCost.ts";
import type { JobOrder } from "./jobOrder.ts";

/** How many students a device trains together. */
export interface TogetherLimits {
  /** how many fill it where their networks are small */
  readonly most: number;
  /** bytes of the largest buffer, in which the weights of all of them lie one after the other */
  readonly bytes: number;
}

/** The students of a run that train together at most: all pairs of an arm, where the device has room for them. */
export function studentsTogether(experiment: Experiment, { most, bytes }: TogetherLimits): number {
  const fitting = Math.floor(bytes / costOfExperiment(experiment, 1).bytes);
  return Math.max(1, Math.min(most, fitting, experiment.pairs));
}

type Student = NonNullable<JobOrder["student"]>;

/**
 * Divides students into groups that train together.
 * @param together the most students of a group; 1 leaves them in their order
 */
export function studentGroups(students: readonly Student[], together: number): readonly (readonly Student[])[] {
  if (together === 1) return students.map((student) => [student]);
  const arms = [...new Set(students.map(({ arm }) => arm))];
  return arms.flatMap((arm) => {
    const ofArm = students.filter((student) => student.arm === arm);
    const groups = Math.ceil(ofArm.length / together);
    return Array.from({ length: groups }, (_, group) => ofArm.slice(group * together, (group + 1) * together));
  });
}
