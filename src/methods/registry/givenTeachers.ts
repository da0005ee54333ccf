/** Checks that teachers that are given fit one another and their experiment. */

import { describeArchitecture, inferShapes } from "../../domain/architecture.ts";
import { errorText } from "../../domain/errorText.ts";
import type { TeacherNetwork } from "../../domain/experiment.ts";
import { sameJson } from "../../domain/sameJson.ts";

/** What does not fit of the given teachers, each with what would; empty where none are given. */
export function givenFaults({ architecture, given, average }: TeacherNetwork): readonly string[] {
  const faults: string[] = [];
  if ((given?.length ?? 1) > 1 !== (average !== undefined))
    faults.push('teacher.average is for several given teachers, which need it: "probabilities" or "logits"');
  if (!given) return faults;
  const [first, ...others] = given;
  if (!first) return [...faults, "teacher.given is empty; leave it out"];
  if (!sameJson(first.architecture, architecture))
    faults.push(
      `the given teacher "${first.name}" has the layers ${describeArchitecture(first.architecture)}, and the experiment ${describeArchitecture(architecture)}; take its layers, or leave teacher.given out to train yours`,
    );
  for (const { name, architecture: own } of others) {
    if (own.classes !== architecture.classes || !sameJson(own.input, architecture.input))
      faults.push(`the given teacher "${name}" has other classes or images than "${first.name}"; average equal ones`);
    try {
      inferShapes(own);
    } catch (error) {
      faults.push(`the network of "${name}" does not fit together: ${errorText(error)}`);
    }
  }
  return faults;
}
