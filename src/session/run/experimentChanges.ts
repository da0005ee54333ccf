/** The settings in which two experiments differ. */

import type { Experiment } from "../../domain/experiment.ts";
import { sameJson } from "../../domain/sameJson.ts";
import { paramValues } from "../../methods/core/parameters.ts";
import { methodById } from "../../methods/registry/methodRegistry.ts";

/** One setting with its values in two experiments. */
export interface ChangedSetting {
  /** its place in the experiment: ["method", "params", "temperature"] */
  readonly path: readonly string[];
  /** undefined where the setting is absent */
  readonly from: unknown;
  readonly to: unknown;
}

/** Parts that are one setting each. */
const WHOLE: readonly string[] = ["architecture", "files"];

/** The settings of an experiment that are compared as a whole. Those of a method have their defaults filled in. */
function settingsOf(experiment: Experiment): readonly (readonly [readonly string[], unknown])[] {
  const { schema, method, ...rest } = experiment;
  const params = paramValues(methodById(method.id).params, method.params);
  const parts = (value: unknown, path: readonly string[]): readonly (readonly [readonly string[], unknown])[] =>
    typeof value === "object" && value !== null && !Array.isArray(value) && !WHOLE.includes(path.at(-1) ?? "")
      ? Object.entries(value).flatMap(([key, part]) => parts(part, [...path, key]))
      : [[path, value]];
  return [[["method", "id"], method.id], ...parts(rest, []), ...parts(params, ["method", "params"])];
}

/** The settings in which two experiments differ; of two methods only that they differ, not how their settings do. */
export function experimentChanges(from: Experiment, to: Experiment): readonly ChangedSetting[] {
  const isOfMethod = (path: readonly string[]) => path[0] === "method" && path[1] === "params";
  const compared = (experiment: Experiment) =>
    settingsOf(experiment).filter(([path]) => from.method.id === to.method.id || !isOfMethod(path));
  const before = new Map(compared(from).map(([path, value]) => [path.join("."), { path, value }]));
  const after = new Map(compared(to).map(([path, value]) => [path.join("."), { path, value }]));
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key): readonly ChangedSetting[] => {
    const [a, b] = [before.get(key), after.get(key)];
    // Absent and empty lists mean the same: no class is left out.
    const isEmpty = (value: unknown) => value === undefined || (Array.isArray(value) && value.length === 0);
    if (sameJson(a?.value, b?.value) || (isEmpty(a?.value) && isEmpty(b?.value))) return [];
    return [{ path: (a ?? b)!.path, from: a?.value, to: b?.value }];
  });
}

/** Whether a setting may be moved while a run goes on. */
function isLive({ path }: ChangedSetting, method: Experiment["method"]): boolean {
  if (path.join(".") === "student.training.learningRate") return true;
  const param = path[0] === "method" ? methodById(method.id).params[path[2] ?? ""] : undefined;
  return param?.kind === "number" && param.live;
}

/**
 * Whether a change makes a run's result one of another experiment than the one that is set. That of the temperature does
 * not: its slider shows the same logits in another way, and says where the student was trained.
 * @param method the one that is set
 * @param goesOn whether the run trains, so that it follows live settings
 */
export function isStale(change: ChangedSetting, method: Experiment["method"], goesOn: boolean): boolean {
  return change.path.join(".") !== "method.params.temperature" && !(goesOn && isLive(change, method));
}

/**
 * The changes by which a run's result is one of another experiment; with them the temperature's, with which the next run
 * trains. None where only the temperature was moved.
 */
export function staleChanges(
  changes: readonly ChangedSetting[],
  method: Experiment["method"],
  goesOn: boolean,
): readonly ChangedSetting[] {
  if (!changes.some((change) => isStale(change, method, goesOn))) return [];
  return changes.filter((change) => !(goesOn && isLive(change, method)));
}

/** The experiment with one setting at another value; undefined leaves the setting out. Its parts are checked by `edit`. */
export function withSetting(experiment: Experiment, path: readonly string[], value: unknown): Experiment {
  const changed = (part: unknown, [key, ...rest]: readonly string[]): unknown => {
    if (key === undefined) return value;
    const { [key]: before, ...others } = (part ?? {}) as Readonly<Record<string, unknown>>;
    const after = changed(before, rest);
    return after === undefined ? others : { ...others, [key]: after };
  };
  return changed(experiment, path) as Experiment;
}
