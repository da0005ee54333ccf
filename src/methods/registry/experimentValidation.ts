/** Validation of experiments from links, files and saved state. */

import * as v from "valibot";
import { inferShapes } from "../../domain/architecture.ts";
import { errorText } from "../../domain/errorText.ts";
import { armsOf, type Experiment, ExperimentSchema, SCHEMA_VERSION } from "../../domain/experiment.ts";
import { paramValues } from "../core/parameters.ts";
import { armsFor, stagesOf } from "./arms.ts";
import { methodById } from "./methodRegistry.ts";

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** Makes the stages of every arm, which throws where the experiment's networks do not suit the method. */
function checkStages(experiment: Experiment): void {
  for (const arm of armsOf(experiment)) stagesOf(arm, experiment);
}

/** Checks what the schema cannot: values that depend on one another and on the method. */
function checkConsistency(experiment: Experiment): void {
  const { teacher, student, transferSet, method, controls } = experiment;
  for (const [role, { architecture }] of [
    ["teacher", teacher],
    ["student", student],
  ] as const) {
    try {
      inferShapes(architecture);
    } catch (error) {
      throw new RangeError(`the ${role}'s network does not fit together: ${errorText(error)}`);
    }
  }
  const { classes } = teacher.architecture;
  if (student.architecture.classes !== classes) {
    throw new RangeError(
      `the student has ${student.architecture.classes} classes and the teacher ${classes}; give both the same number`,
    );
  }
  const remaining = Array.from({ length: classes }, (_, c) => c).filter((c) => !transferSet.omitClasses.includes(c));
  if (remaining.length === 0) throw new RangeError("every class is dropped from the transfer set; keep at least one");
  paramValues(methodById(method.id).params, method.params);
  const arms = armsFor(method.id);
  for (const arm of controls)
    if (!arms.includes(arm)) throw new RangeError(`there is no control "${arm}"; known are ${arms.join(", ")}`);
  checkStages(experiment);
}

/**
 * Parses a value as an experiment that can be run.
 * @throws RangeError naming the property, its value and what would be valid
 */
export function checkExperiment(value: unknown): Experiment {
  const version = typeof value === "object" && value !== null && "schema" in value ? value.schema : undefined;
  if (typeof version === "number" && version > SCHEMA_VERSION) {
    throw new RangeError(
      `this experiment has version ${version}, and this playground knows ${SCHEMA_VERSION}; reload the page to get the newer playground`,
    );
  }
  const parsed = v.safeParse(ExperimentSchema, value);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const path = v.getDotPath(issue) ?? "the experiment";
    throw new RangeError(`${path} is ${shown(issue.input)}: ${issue.message}`);
  }
  checkConsistency(parsed.output);
  return parsed.output;
}
