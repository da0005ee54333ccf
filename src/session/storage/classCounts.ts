/** Guesses of a class on the cards of lessons, kept for as long as the browser's tab is open. Nothing of it is sent. */

import * as v from "valibot";

const KEY = "distillation-playground class-counts";
/** The most guesses that one option can have. */
export const MAX_COUNT = 999;
const id = v.pipe(v.string(), v.regex(/^[a-zA-Z0-9-]{1,64}$/));
const CountsSchema = v.strictObject({
  /** by card: how many chose each option */
  counts: v.record(
    id,
    v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_COUNT))), v.maxLength(9)),
  ),
  /** ids of cards on which what was hidden has been shown */
  revealed: v.pipe(v.array(id), v.maxLength(40)),
});
/** What is kept of one lesson. */
export type ClassCounts = v.InferOutput<typeof CountsSchema>;
const AllSchema = v.record(id, CountsSchema);

export const noCounts: ClassCounts = { counts: {}, revealed: [] };

/** What is kept of all lessons by id; none where what is stored is damaged, or the browser refuses. */
export function keptCounts(): Readonly<Record<string, ClassCounts>> {
  try {
    return v.parse(AllSchema, JSON.parse(globalThis.sessionStorage.getItem(KEY) ?? "{}"));
  } catch {
    return {};
  }
}

/** Where the browser refuses, the counts are lost when the page is loaded anew. */
export function keepCounts(all: Readonly<Record<string, ClassCounts>>): void {
  try {
    globalThis.sessionStorage.setItem(KEY, JSON.stringify(all));
  } catch {
    // The slide shows them all the same.
  }
}
