/** Changed settings in words: "temperature 4 → 8". */

import { describeArchitecture } from "../../domain/architectureName.ts";
import type { Experiment, GivenNetwork } from "../../domain/experiment.ts";
import type { DataChoice } from "../../domain/namedDatasets.ts";
import type { Messages } from "../../i18n/en.ts";
import { choiceLabel, type Dictionary, paramLabel, translate } from "../../i18n/methodText.ts";
import { percent, withMinus } from "../../i18n/numberFormats.ts";
import { methodById } from "../../methods/registry/methodRegistry.ts";
import type { ChangedSetting } from "../../session/run/experimentChanges.ts";
import { classNameIn } from "./classNames.ts";

/** Labels by the place of a setting in the experiment; those of training hold for teacher and student. */
function labelOf(path: readonly string[], words: Messages, dictionary: Dictionary): string {
  const { changes } = words;
  const [part, field, name] = path;
  if (part === "method") return field === "id" ? words.method : paramLabel(name ?? "", words, dictionary);
  const own: Readonly<Record<string, string>> = {
    seed: words.seed,
    pairs: words.pairs,
    controls: words.controls,
    evaluateEvery: changes.evaluateEvery,
    "data.dataset": words.dataset,
    "data.files": words.datasets.files ?? "",
    "data.train": words.trainCount,
    "data.heldOut": words.heldOut,
    "data.omitClasses": changes.omitTeacher,
    "teacher.architecture": words.teacher,
    "student.architecture": words.student,
    "teacher.training.steps": words.teacherSteps,
    "teacher.given": changes.givenTeacher,
    "teacher.average": changes.givenTeacher,
    "student.training.steps": words.steps,
    "transferSet.source": words.source,
    "transferSet.size": words.transferSize,
    "transferSet.omitClasses": words.dropClasses,
    "transferSet.labelled": words.labelled,
    "transferSet.noisyLabels": words.noisyLabels,
  };
  const training: Readonly<Record<string, string>> = {
    batchSize: words.batchSize,
    optimizer: words.optimizer,
    learningRate: words.learningRate,
    schedule: words.schedule,
    maxNorm: words.maxNorm,
    weightDecay: words.weightDecay,
    jitter: words.changes.jitter,
    smoothing: changes.smoothing,
  };
  const known = own[path.join(".")];
  if (known !== undefined) return known;
  const label = training[name ?? ""] ?? path.join(" ");
  return part === "teacher" ? changes.of.teacher(label) : changes.of.student(label);
}

/** Files in short: "a1b2c3d4, 16×16×3, 26". */
function describeFiles({ checksum, size, channels, classNames }: NonNullable<DataChoice["files"]>): string {
  return `${checksum.slice(0, 8)}, ${[size[1], size[0], ...(channels === 3 ? [3] : [])].join("×")}, ${classNames.length}`;
}

/** What values are named with. */
interface ValueWords {
  readonly words: Messages;
  readonly dictionary: Dictionary;
  readonly armName: (arm: string) => string;
  /** the data of the run and of the experiment that is set */
  readonly datasets: readonly [from: DataChoice, to: DataChoice];
}

function valueInWords(
  path: readonly string[],
  value: unknown,
  data: DataChoice,
  { words, dictionary, armName }: ValueWords,
): string {
  const key = path.join(".");
  if (value === undefined) return words.changes.none;
  if (key === "teacher.given") return (value as readonly GivenNetwork[]).map(({ name }) => name).join(" + ");
  if (key === "data.files") return describeFiles(value as NonNullable<DataChoice["files"]>);
  if (Array.isArray(value)) {
    const names = value.map((one) => (key === "controls" ? armName(String(one)) : classNameIn(words, data, one)));
    return names.length === 0 ? words.changes.none : names.join(", ");
  }
  if (path.at(-1) === "architecture") return describeArchitecture(value as Experiment["teacher"]["architecture"]);
  if (typeof value === "boolean") return value ? words.changes.yes : words.changes.no;
  if (key === "transferSet.noisyLabels" && typeof value === "number") return percent(value);
  const text = String(value);
  if (key === "method.id") return translate(methodById(text).name, dictionary);
  if (path[0] === "method" && typeof value === "string") return choiceLabel(path[2] ?? "", text, words, dictionary);
  if (key === "data.dataset") return words.datasets[text] ?? text;
  if (key === "transferSet.source") return words.sources[text] ?? text;
  if (path.at(-1) === "optimizer") return words.optimizers[text] ?? text;
  if (path.at(-1) === "schedule") return words.schedules[text] ?? text;
  if (text === "all") return words.all;
  return typeof value === "number" ? withMinus(value.toLocaleString("en-US", { maximumSignificantDigits: 4 })) : text;
}

/** A setting's name, and the words for one of its values. @param data of the experiment that has the value */
export function settingInWords(path: readonly string[], values: ValueWords) {
  return {
    label: labelOf(path, values.words, values.dictionary),
    valueOf: (value: unknown, data: DataChoice) => valueInWords(path, value, data, values),
  };
}

/** One change in words. */
export function changeInWords({ path, from, to }: ChangedSetting, values: ValueWords): string {
  const { words, dictionary, datasets } = values;
  const [before, after] = [valueInWords(path, from, datasets[0], values), valueInWords(path, to, datasets[1], values)];
  // Two networks may have the same widths and differ in dropout alone.
  const layers = before === after ? ` (${words.changes.layers})` : "";
  return words.changes.change(labelOf(path, words, dictionary), before, `${after}${layers}`);
}
