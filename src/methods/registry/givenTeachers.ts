/** Checks that teachers that are given fit one another and their experiment. */

import { inferShapes } from "../../domain/architecture.ts";
import { describeArchitecture } from "../../domain/architectureName.ts";
import { errorText } from "../../domain/errorText.ts";
import type { GivenNetwork, TeacherNetwork } from "../../domain/experiment.ts";
import { sameJson } from "../../domain/sameJson.ts";

/** What does not fit of the given teachers, each with what would; empty where none are given. */
export function givenFaults({ architecture, given, average }: TeacherNetwork): readonly string[] {
  const faults: string[] = [];
  if ((given?.length ?? 1) > 1 !== (average !== undefined))
    faults.push('teacher.average is for several given teachers, which need it: "probabilities" or "logits"');
  const faultOf = ({ name, architecture: own }: GivenNetwork, isFirst: boolean) => {
    const fits = isFirst
      ? sameJson(own, architecture)
      : own.classes === architecture.classes && sameJson(own.input, architecture.input);
    try {
      inferShapes(own);
    } catch (error) {
      return [`the network of "${name}" does not fit together: ${errorText(error)}`];
    }
    if (fits) return [];
    const [has, needs] = [own, architecture].map(describeArchitecture);
    return [
      `the given teacher "${name}" has the layers ${has}, and the experiment's teacher ${needs}; give both the same ${isFirst ? "layers" : "images and classes"}, or leave teacher.given out`,
    ];
  };
  return [...faults, ...(given ?? []).flatMap((one, i) => faultOf(one, i === 0))];
}
