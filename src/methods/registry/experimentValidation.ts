/** Validation of experiments from links, files and saved state. */

import * as v from "valibot";
import { inferShapes } from "../../domain/architecture.ts";
import { errorText } from "../../domain/errorText.ts";
import { armsOf, type Experiment, ExperimentSchema, SCHEMA_VERSION } from "../../domain/experiment.ts";
import { shapeOf } from "../../domain/namedDatasets.ts";
import { faultsOf } from "../../domain/schemaParts.ts";
import { noLayers, usesTeacherWeights } from "../core/averagedNetworks.ts";
import { paramFaults } from "../core/parameters.ts";
import { armsFor, stagesOf } from "./arms.ts";
import { givenFaults } from "./givenTeachers.ts";
import { methodById, registry } from "./methodRegistry.ts";
import { dataFaults } from "./networksAndData.ts";

/** Makes the stages of every arm, which throws where the experiment's networks do not suit the method. */
function checkStages(experiment: Experiment): void {
  const networks = armsOf(experiment).flatMap((arm) => stagesOf(arm, experiment).flatMap((stage) => stage.networks));
  if (experiment.teacher.average && networks.some(usesTeacherWeights)) noLayers();
}

/** The text of the error that `check` throws, as a list; empty where it throws none. */
function errorOf(check: () => unknown, before = ""): string[] {
  try {
    check();
    return [];
  } catch (error) {
    return [before + errorText(error)];
  }
}

/** Finds what the schema cannot: values that depend on one another. */
function inconsistencies(experiment: Experiment): readonly string[] {
  const { teacher, student, method, controls } = experiment;
  const faults = Object.entries({ teacher, student }).flatMap(([role, { architecture }]) =>
    errorOf(() => inferShapes(architecture), `the ${role}'s network does not fit together: `),
  );
  const { classes } = teacher.architecture;
  if (student.architecture.classes !== classes)
    faults.push(
      `the student has ${student.architecture.classes} classes and the teacher ${classes}; give both the same number`,
    );
  faults.push(...givenFaults(teacher));
  faults.push(...dataFaults(experiment, shapeOf(experiment.data)));
  const arms = registry.some(({ id }) => id === method.id) ? armsFor(method.id) : controls;
  for (const arm of new Set(controls)) {
    if (!arms.includes(arm)) faults.push(`there is no control "${arm}"; known are ${arms.join(", ")}`);
    else if (controls.filter((one) => one === arm).length > 1)
      faults.push(`the control "${arm}" is listed more than once; list it once`);
  }
  return faults;
}

/** What is wrong with the method of a value that may be an experiment: an unknown id, or settings out of their ranges. */
function methodFaults(value: unknown): string[] {
  const parsed = v.safeParse(v.looseObject({ method: ExperimentSchema.entries.method }), value);
  // A method that does not even have the shape of one is among the faults that the schema finds.
  if (!parsed.success) return [];
  const { id, params } = parsed.output.method;
  const method = registry.find((one) => one.id === id);
  return method ? [...paramFaults(method.params, params)] : errorOf(() => methodById(id));
}

/** Largest depth of nested objects and lists; an experiment has five. */
const MAX_DEPTH = 16;
/** Keys that name what every object inherits. */
const INHERITED: readonly string[] = ["__proto__", "constructor", "prototype"];

/** What no schema should have to read: keys that name what every object inherits, and bottomless nesting. */
function faultOfShape(value: unknown): string | null {
  const open: { readonly part: unknown; readonly depth: number }[] = [{ part: value, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { part, depth } = next;
    if (typeof part !== "object" || part === null) continue;
    if (depth > MAX_DEPTH)
      return `the experiment is nested deeper than ${MAX_DEPTH} levels; take one that Share has made`;
    const key = Object.keys(part).find((one) => INHERITED.includes(one));
    if (key !== undefined) return `"${key}" is the name of no setting; leave it out`;
    for (const inside of Object.values(part)) open.push({ part: inside, depth: depth + 1 });
  }
  return null;
}

/** How many faults a message names; of the others it says how many there are. */
const NAMED_FAULTS = 4;

function refusal(faults: readonly string[]): RangeError {
  const more = faults.length - NAMED_FAULTS;
  const rest = more > 0 ? [`${more} more ${more === 1 ? "value is" : "values are"} wrong`] : [];
  return new RangeError([...faults.slice(0, NAMED_FAULTS), ...rest].join(". "));
}

/**
 * Parses a value as an experiment that can be run.
 * @throws RangeError naming every property that is wrong, up to a few, its value and what would be valid
 */
export function checkExperiment(value: unknown): Experiment {
  const version = typeof value === "object" && value !== null && "schema" in value ? value.schema : undefined;
  if (typeof version === "number" && version > SCHEMA_VERSION) {
    throw new RangeError(
      `this experiment has version ${version}, and this playground knows ${SCHEMA_VERSION}; reload the page to get the newer playground`,
    );
  }
  const shape = faultOfShape(value);
  if (shape !== null) throw new RangeError(shape);
  const parsed = v.safeParse(ExperimentSchema, value);
  const faults = methodFaults(value);
  if (!parsed.success) throw refusal([...faultsOf(parsed.issues), ...faults]);
  faults.push(...inconsistencies(parsed.output));
  if (faults.length > 0) throw refusal(faults);
  checkStages(parsed.output);
  return parsed.output;
}

/**
 * An experiment in which nothing but one of the method's numbers has changed. A live setting changes no network, no stage
 * and no data, so that an experiment that could be run can still be, where the number is in its range. It is checked with
 * every move of a slider.
 * @throws RangeError naming the setting, its value and what it may be
 */
export function checkMethodSettings(experiment: Experiment): Experiment {
  const faults = methodFaults(experiment);
  if (faults.length > 0) throw refusal(faults);
  return experiment;
}
