/** The beats that the visitor has kept for a lecture, each as the address of a state of the lab. */

import * as v from "valibot";
import { textStorage } from "./textStorage.ts";

/** How many beats are kept. */
export const MAX_BEATS = 40;

const KEY = "beats";
const BeatsSchema = v.pipe(
  v.array(v.pipe(v.string(), v.startsWith("#v="), v.maxLength(8 * 1024))),
  v.maxLength(MAX_BEATS),
);

/** The kept beats as hashes; none where what is stored is damaged. */
export function keptBeats(): readonly string[] {
  try {
    return v.parse(BeatsSchema, JSON.parse(textStorage.get(KEY) ?? "[]"));
  } catch {
    return [];
  }
}

/** Keeps one more beat. @returns whether the browser has stored it */
export function keepBeat(hash: string): boolean {
  const beats = v.safeParse(BeatsSchema, [...keptBeats(), hash]);
  return beats.success && textStorage.set(KEY, JSON.stringify(beats.output));
}

export function forgetBeats(): void {
  textStorage.remove(KEY);
}
