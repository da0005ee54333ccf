/** The gate for experiments from links, files and saved state: parsed, never trusted. */

import * as v from "valibot";
import { placeLayers } from "../../domain/architecture.ts";
import { armsOf, type Experiment, ExperimentSchema, SCHEMA_VERSION } from "../../domain/experiment.ts";
import { paramValues } from "../core/parameters.ts";
import { armsFor, stagesOf } from "./arms.ts";
import { methodById } from "./methodRegistry.ts";

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** Asks every arm for its plan: a method says there what does not fit it. */
function checkPlan(experiment: Experiment): void {
  for (const arm of armsOf(experiment)) stagesOf(arm, experiment);
}

function checkTogether(experiment: Experiment): void {
  const { teacher, student, transferSet, method, controls } = experiment;
  for (const [role, { architecture }] of [
    ["teacher", teacher],
    ["student", student],
  ] as const) {
    try {
      placeLayers(architecture);
    } catch (error) {
      throw new RangeError(
        `the ${role}'s network does not fit together: ${error instanceof Error ? error.message : ""}`,
      );
    }
  }
  const { classes } = teacher.architecture;
  if (student.architecture.classes !== classes) {
    throw new RangeError(
      `the student has ${student.architecture.classes} classes and the teacher ${classes}; give both the same number`,
    );
  }
  const left = Array.from({ length: classes }, (_, c) => c).filter((c) => !transferSet.omitClasses.includes(c));
  if (left.length === 0) throw new RangeError("every class is dropped from the transfer set; keep at least one");
  paramValues(methodById(method.id).params, method.params);
  const arms = armsFor(method.id);
  for (const arm of controls)
    if (!arms.includes(arm)) throw new RangeError(`there is no control "${arm}"; known are ${arms.join(", ")}`);
  checkPlan(experiment);
}

/**
 * Turns anything into an experiment that can be run.
 * @throws RangeError naming the place, the value found there and what may stand there
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
    const place = v.getDotPath(issue) ?? "the experiment";
    throw new RangeError(`${place} is ${shown(issue.input)}: ${issue.message}`);
  }
  checkTogether(parsed.output);
  return parsed.output;
}
