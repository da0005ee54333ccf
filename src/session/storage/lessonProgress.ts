/** What the browser keeps of the lessons: which cards are done, and what was guessed. Nothing of it is sent. */

import * as v from "valibot";
import { textStorage } from "./textStorage.ts";

const KEY = "lessons";
const MAX_LESSONS = 100;
const id = v.pipe(v.string(), v.regex(/^[a-zA-Z0-9-]{1,64}$/));
const ProgressSchema = v.strictObject({
  /** ids of cards that were done, skipped ones not among them */
  done: v.pipe(v.array(id), v.maxLength(40)),
  /** the option that was chosen first on a card that asks */
  chosen: v.record(id, v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(20))),
  /** the card that was open last, from 1 */
  card: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(99)),
});
/** The progress of one lesson. */
export type LessonProgress = v.InferOutput<typeof ProgressSchema>;
const AllSchema = v.record(id, ProgressSchema);

export const noProgress: LessonProgress = { done: [], chosen: {}, card: 1 };

/** The progress of all lessons by id; none where what is stored is damaged. */
export function keptProgress(): Readonly<Record<string, LessonProgress>> {
  try {
    const all = v.parse(AllSchema, JSON.parse(textStorage.get(KEY) ?? "{}"));
    return Object.fromEntries(Object.entries(all).slice(0, MAX_LESSONS));
  } catch {
    return {};
  }
}

export function keepProgress(all: Readonly<Record<string, LessonProgress>>): void {
  textStorage.set(KEY, JSON.stringify(all));
}

export function forgetProgress(): void {
  textStorage.remove(KEY);
}
