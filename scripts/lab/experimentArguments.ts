/** Reads the command line's experiment: a preset's id or a JSON file, with single values set by path. */

import { errorText } from "../../src/domain/errorText.ts";
import type { Experiment, FilesDescription } from "../../src/domain/experiment.ts";
import { shapeOf } from "../../src/domain/namedDatasets.ts";
import { parseJson } from "../../src/domain/parseJson.ts";
import { presetById } from "../../src/methods/experiments/presets.ts";
import { checkExperiment } from "../../src/methods/registry/experimentValidation.ts";
import { fittedToData } from "../../src/methods/registry/fittedToData.ts";

/** The data sets that --data may name; anything else is a folder. */
export const DATA_NAMES = ["digits", "mnist", "fashion"] as const;
type DataName = (typeof DATA_NAMES)[number];

/** What --data says: the data set that it names, or a folder with the four files of one. */
export function readDataOption(data: string | undefined): {
  readonly named: DataName | null;
  readonly folder: string | null;
} {
  const named = DATA_NAMES.find((name) => name === data) ?? null;
  return { named, folder: named === null ? (data ?? null) : null };
}

/** What the command line may change of an experiment. */
export interface Changes {
  readonly seed?: number | undefined;
  readonly pairs?: number | undefined;
  /** one of DATA_NAMES, or a folder with four files; undefined leaves the data set as it is */
  readonly data?: string | undefined;
  /** "path=value" each, value as JSON or a plain word */
  readonly settings: readonly string[];
}

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Sets one value inside plain JSON: "method.params.temperature=8". */
function withValue(target: unknown, path: readonly string[], value: unknown, whole: string): unknown {
  const [head, ...rest] = path;
  if (head === undefined) return value;
  if (typeof target !== "object" || target === null)
    throw new RangeError(
      `--set ${whole}: there is nothing inside ${JSON.stringify(target)}; end the path before "${head}"`,
    );
  const isKnown = Array.isArray(target)
    ? /^\d+$/.test(head) && Number(head) < target.length
    : Object.hasOwn(target, head);
  // A setting may be absent where it has its default. The schema knows those, and refuses others.
  const isAdded = rest.length === 0 && !Array.isArray(target) && !(head in target);
  if (!isKnown && !isAdded)
    throw new RangeError(
      `--set ${whole}: there is no "${head}"; known here are ${Object.keys(target).join(", ") || "none"}`,
    );
  const copy: Record<string, unknown> | unknown[] = Array.isArray(target) ? [...target] : { ...target };
  const inside = (copy as Record<string, unknown>)[head];
  (copy as Record<string, unknown>)[head] = withValue(inside, rest, value, whole);
  return copy;
}

/**
 * Finds an experiment by a preset's id or the path of a JSON file.
 * @throws RangeError for an unknown id, or naming the file that is no JSON
 */
export function namedExperiment(name: string, readFile: (path: string) => string): unknown {
  if (!name.endsWith(".json")) return presetById(name).experiment;
  const reason = (error: unknown) => (error as NodeJS.ErrnoException).code ?? errorText(error);
  let text: string;
  try {
    text = readFile(name);
  } catch (error) {
    throw new RangeError(`${name} cannot be read (${reason(error)}); name a JSON file or one of --list`);
  }
  try {
    return parseJson(text);
  } catch (error) {
    throw new RangeError(`${name} cannot be read as JSON (${reason(error)}); mend it, or name one of --list`);
  }
}

/** Whether an experiment is on Fashion-MNIST, by itself or by the command line's settings. */
export function isOnFashion(base: unknown, settings: readonly string[]): boolean {
  const { data } = (base ?? {}) as { readonly data?: { readonly dataset?: unknown } };
  return data?.dataset === "fashion" || settings.includes("data.dataset=fashion");
}

/**
 * An experiment on files of one's own: its networks read the images of these, and no setting is lost that suits them.
 * @throws RangeError naming what is wrong with the experiment
 */
export function onOwnFiles(base: unknown, files: FilesDescription): Experiment {
  const { data, ...rest } = checkExperiment(base);
  const own = { ...rest, data: { ...data, dataset: "files" as const, files } };
  return checkExperiment(fittedToData(own, shapeOf(own.data)));
}

/**
 * An experiment with the command line's changes.
 * @throws RangeError naming the value that is wrong and what it may be
 */
export function labExperiment(base: unknown, changes: Changes): Experiment {
  let value = base;
  const changed = new Set<string>();
  const change = (path: string, to: unknown, whole: string) => {
    if (changed.has(path)) throw new RangeError(`--set ${whole}: ${path} is given more than once; give it once`);
    changed.add(path);
    value = withValue(value, path.split("."), to, whole);
  };
  const set = (path: string, to: unknown) => change(path, to, `${path}=${to}`);
  const { named, folder } = readDataOption(changes.data);
  if (named !== null) set("data.dataset", named);
  // A folder is one of MNIST's files, unless the experiment is on Fashion-MNIST.
  else if (folder !== null && !isOnFashion(base, changes.settings)) set("data.dataset", "mnist");
  if (changes.seed !== undefined) set("seed", changes.seed);
  if (changes.pairs !== undefined) set("pairs", changes.pairs);
  for (const setting of changes.settings) {
    const at = setting.indexOf("=");
    if (at < 1) throw new RangeError(`--set ${setting}: write path=value, such as method.params.temperature=8`);
    change(setting.slice(0, at), parseValue(setting.slice(at + 1)), setting);
  }
  return checkExperiment(value);
}
