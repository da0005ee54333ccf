/** Checks that teachers that are given fit one another and their experiment. */

import { describeArchitecture, inferShapes } from "../../domain/architecture.ts";
import { errorText } from "../../domain/errorText.ts";
import type { TeacherNetwork } from "../../domain/experiment.ts";
import { sameJson } from "../../domain/sameJson.ts";

/** What does not fit of the given teachers, each with what would; empty where none are given. */
export function givenFaults({ architecture, given, average }: TeacherNetwork): readonly string[] {
  if (!given) return average ? ["teacher.average is for several given teachers; leave it out"] : [];
  const [first, ...others] = given;
  if (!first) return ["teacher.given is empty; leave it out, and the run trains its teacher"];
  const faults: string[] = [];
  if (!sameJson(first.architecture, architecture))
    faults.push(
      `the given teacher "${first.name}" has the layers ${describeArchitecture(first.architecture)}, and the experiment ${describeArchitecture(architecture)}; take over its layers, or leave teacher.given out to train one of yours`,
    );
  for (const { name, architecture: own } of others) {
    if (own.classes !== architecture.classes || !sameJson(own.input, architecture.input))
      faults.push(`the given teachers "${first.name}" and "${name}" have other classes or images; average equal ones`);
    try {
      inferShapes(own);
    } catch (error) {
      faults.push(`the network of "${name}" does not fit together: ${errorText(error)}`);
    }
  }
  if (others.length > 0 && !average)
    faults.push(
      'several teachers are given; say by teacher.average whether their "probabilities" or "logits" are averaged',
    );
  if (others.length === 0 && average) faults.push("teacher.average is for several given teachers; leave it out");
  return faults;
}
