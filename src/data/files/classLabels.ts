/** Labels as classes: from arrays of any layout or from words to the numbers 0, 1, 2, ... with a name each. */

import { MAX_CLASSES } from "../../domain/dataset.ts";
import { DataError } from "../dataError.ts";
import type { NamesByLabel } from "./formats/classNamesFile.ts";
import type { DataNote } from "./formats/dataNotes.ts";
import { type NumberArray, shapeText } from "./formats/numberArray.ts";

const MIN_CLASSES = 2;
/** Longest name of a class, in characters. */
const MAX_NAME = 64;

/** Labels of one file, as they are written there. */
export interface RawLabels {
  readonly path: string;
  readonly values: readonly (number | string)[];
  /** they are the classes' names, whether or not they are written as numbers: those of folders */
  readonly areNames?: true;
}

/** Whether an array may be labels: one number an image, a row with a single 1, or a few columns as in QMNIST. */
export function mayBeLabels({ shape }: NumberArray): boolean {
  return shape.length === 1 || (shape.length === 2 && shape[1]! <= MAX_CLASSES);
}

function isOneHot({ values, shape }: NumberArray): boolean {
  const [count = 0, columns = 0] = shape;
  if (columns < 2) return false;
  for (let i = 0; i < count; i++) {
    let ones = 0;
    for (let column = 0; column < columns; column++) {
      const value = values[i * columns + column]!;
      if (value !== 0 && value !== 1) return false;
      ones += value;
    }
    if (ones !== 1) return false;
  }
  return true;
}

/**
 * The labels of an array.
 * @throws DataError "label-range" for a label that is no whole number
 */
export function labelsOfArray(path: string, array: NumberArray): { labels: RawLabels; notes: readonly DataNote[] } {
  const { values, shape } = array;
  const [count = 0, columns = 1] = shape;
  if (shape.length > 2)
    throw new DataError("label-range", `${path} is ${shapeText(shape)}; labels are one number an image: save them so`);
  const labels: number[] = [];
  const hasMarks = shape.length === 2 && isOneHot(array);
  for (let i = 0; i < count; i++) {
    const row = values.subarray(i * columns, (i + 1) * columns);
    const label = hasMarks ? row.indexOf(1) : row[0]!;
    if (!Number.isInteger(label))
      throw new DataError("label-range", `label ${i + 1} of ${path} is ${label}; labels are whole numbers: mend it`);
    labels.push(label);
  }
  const notes: readonly DataNote[] = hasMarks
    ? [{ kind: "one-hot", path }]
    : columns > 1
      ? [{ kind: "first-column", path, columns }]
      : [];
  return { labels: { path, values: labels }, notes };
}

/** Labels as class numbers, and the classes' names. */
export interface Classes {
  readonly names: readonly string[];
  /** of each part, in the order of the parts */
  readonly labels: readonly Uint8Array[];
  readonly notes: readonly DataNote[];
  /** whether the given names are the classes' */
  readonly usesNames: boolean;
}

const shortened = (name: string) => name.slice(0, MAX_NAME);

const isNumeral = (text: string) => /^\d{1,15}$/.test(text);

function refuse(part: RawLabels, place: number, what: string): DataError {
  return new DataError("label-range", `label ${place + 1} of ${part.path} is ${what}`);
}

function checkNumbers(parts: readonly RawLabels[]): readonly (readonly number[])[] {
  return parts.map((part) =>
    part.values.map((value, place) => {
      const label = Number(value);
      if (Number.isSafeInteger(label) && label >= 0) return label;
      throw refuse(part, place, `${value}; labels are whole numbers from 0: number the classes so`);
    }),
  );
}

/** The different labels in order: numbers by value, words as their readers sort them. */
function differentOf(parts: readonly RawLabels[]): { readonly isWords: boolean; readonly values: readonly string[] } {
  const all = new Set(parts.flatMap(({ values }) => [...new Set(values)].map(String)));
  const isWords =
    parts.some(({ areNames }) => areNames) || [...all].some((value) => !isNumeral(value) && !/^-?\d+$/.test(value));
  const compare = new Intl.Collator("en", { numeric: true }).compare;
  return { isWords, values: [...all].sort(compare) };
}

function checkCount(count: number, parts: readonly RawLabels[]): void {
  const path = parts[0]!.path;
  if (count > MAX_CLASSES)
    throw new DataError(
      "label-range",
      `${path} has ${count} different labels; at most ${MAX_CLASSES} classes are read: merge some, or choose the file with the labels`,
    );
  if (count < MIN_CLASSES)
    throw new DataError(
      "label-range",
      `all labels of ${path} are the same; two classes at least are needed to tell apart: add images of another`,
    );
}

/**
 * Numbers the classes of all parts alike. Labels that are whole numbers from 0 or from 1 keep their order, gaps among
 * them; other numbers and words are numbered by their order.
 * @param given names by label; null where there are none
 * @throws DataError "label-range" for fewer than 2 or more than 100 classes
 */
export function classesOf(parts: readonly RawLabels[], given: NamesByLabel | null): Classes {
  const { isWords, values } = differentOf(parts);
  checkCount(values.length, parts);
  if (isWords) {
    const place = new Map(values.map((value, label) => [value, label]));
    const labels = parts.map((part) => Uint8Array.from(part.values, (value) => place.get(String(value))!));
    return { names: values.map(shortened), labels, notes: [], usesNames: false };
  }
  const numbers = checkNumbers(parts);
  const different = values.map(Number);
  const [least, most] = [different[0]!, different.at(-1)!];
  const named = given && different.every((label) => given.has(label)) ? given : null;
  const known = named ? [...named.keys()].sort((a, b) => a - b) : null;
  const begin = known ? Math.min(least, known[0]!) : least === 1 ? 1 : 0;
  const end = known ? Math.max(most, known.at(-1)!) : most;
  const isClose = end - begin < MAX_CLASSES && (known === null || known.length === end - begin + 1);
  const order = isClose
    ? Array.from({ length: end - begin + 1 }, (_, label) => label + begin)
    : (known ?? different).slice(0);
  if (order.length > MAX_CLASSES) return classesOf(parts, null);
  const place = new Map(order.map((label, index) => [label, index]));
  const notes: DataNote[] = [];
  if (!isClose) notes.push({ kind: "labels-renumbered", values: order.length });
  else if (begin === 1) notes.push({ kind: "labels-from-1" });
  return {
    names: order.map((label) => shortened(named?.get(label) ?? `${label}`)),
    labels: numbers.map((part) => Uint8Array.from(part, (label) => place.get(label)!)),
    notes,
    usesNames: named !== null,
  };
}
