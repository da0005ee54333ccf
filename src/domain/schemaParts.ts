/** The parts that schemas of experiments are made of. Their messages say what a value may be. */

import * as v from "valibot";

/** Names and values as they stand in a message: "a, b or c". */
export function alternatives(names: readonly (string | number)[]): string {
  const shown = names.map(String);
  return shown.length < 2 ? shown.join() : `${shown.slice(0, -1).join(", ")} or ${shown.at(-1)}`;
}

/** A whole number from `min` to `max`. @param or what else is allowed in this place, for the message */
export const wholeNumber = (min: number, max: number, or = "") => {
  const allowed = `it must be a whole number from ${min} to ${max}${or}`;
  return v.pipe(v.number(allowed), v.integer(allowed), v.minValue(min, allowed), v.maxValue(max, allowed));
};

/** A finite number from `min` to `max`. */
export const numberBetween = (min: number, max: number) => {
  const allowed = `it must be a number from ${min} to ${max}`;
  return v.pipe(v.number(allowed), v.finite(allowed), v.minValue(min, allowed), v.maxValue(max, allowed));
};

/** A whole number from `min` to `max`, or "all". */
export const wholeNumberOrAll = (min: number, max: number) => {
  const count = wholeNumber(min, max, ' or "all"');
  return v.union([count, v.literal("all")], `it must be a whole number from ${min} to ${max} or "all"`);
};

/** One of some words or numbers. */
export const oneOf = <const Options extends readonly (string | number)[]>(options: Options) =>
  v.picklist(options, `it must be ${alternatives(options)}`);

/** True or false. */
export const trueOrFalse = v.boolean("it must be true or false");

/** A text of at most `max` characters. */
export const text = (max: number) => {
  const allowed = `it must be a text of at most ${max} characters`;
  return v.pipe(v.string(allowed), v.maxLength(max, allowed));
};

/** A list of at most `max` values. */
export const list = <Item extends v.GenericSchema>(item: Item, max: number) => {
  const allowed = `it must be a list of at most ${max}`;
  return v.pipe(v.array(item, allowed), v.maxLength(max, allowed));
};

/** An object with exactly these fields. */
export const fields = <const Entries extends v.ObjectEntries>(entries: Entries) => {
  const known = alternatives(Object.keys(entries));
  return v.strictObject(entries, ({ expected, path }) => {
    if (expected === "never") return `leave it out, or write ${known}`;
    return path?.at(-1)?.origin === "key" ? "add it" : `it must be an object with ${known}`;
  });
};

function shortened(long: string): string {
  return long.length > 60 ? `${long.slice(0, 57)}...` : long;
}

/** A value as it is shown in messages: JSON of at most 60 characters. */
function shown(value: unknown): string {
  return shortened(typeof value === "number" ? `${value}` : (JSON.stringify(value) ?? String(value)));
}

/** What is wrong with one value, by its path: the value and what it may be. */
function faultOf(issue: v.BaseIssue<unknown>): string {
  const path = shortened(v.getDotPath(issue) ?? "the experiment");
  if (issue.expected === "never") return `${path} is not known; ${issue.message}`;
  if (issue.input === undefined) return `${path} is missing; ${issue.message}`;
  return `${path} is ${shown(issue.input)}; ${issue.message}`;
}

/**
 * What is wrong with a value that a schema refused.
 * @returns one sentence part for each wrong place, in the schema's order
 */
export function faultsOf(issues: readonly v.BaseIssue<unknown>[]): readonly string[] {
  const byPath = new Map<string, string>();
  for (const issue of issues) {
    const path = v.getDotPath(issue) ?? "";
    if (!byPath.has(path)) byPath.set(path, faultOf(issue));
  }
  return [...byPath.values()];
}
