/** Texts of the methods in the visitor's language. The source texts are English; other languages are dictionaries. */

import type { Messages } from "./en.ts";

/** The texts of a language by the English ones. */
export type Dictionary = Readonly<Record<string, string>>;

const NUMBERS = /\d+(?:[.,]\d+)*/g;

/** A text with # for each of its numbers: "generation 3" is "generation #". */
export function patternOf(text: string): string {
  return text.replace(NUMBERS, "#");
}

/** The entry of a text itself, or of its pattern, in which its numbers replace each # in their order. */
function entryOf(text: string, dictionary: Dictionary): string | undefined {
  const numbers = text.match(NUMBERS) ?? [];
  let next = 0;
  return dictionary[text] ?? dictionary[patternOf(text)]?.replaceAll("#", () => numbers[next++] ?? "");
}

/**
 * A method's sentence or word in a language, or a list of them with commas between; the English itself where the
 * dictionary has none.
 */
export function translate(text: string, dictionary: Dictionary): string {
  const whole = entryOf(text, dictionary);
  if (whole !== undefined) return whole;
  const parts = text.split(", ").map((part) => entryOf(part, dictionary));
  return parts.every((part) => part !== undefined) ? parts.join("、") : text;
}

/** A name from code as a label: "hintWeight" is "Hint weight", "no-t-squared" is "No t squared". */
export function humanised(name: string): string {
  const spaced = name.replaceAll("-", " ").replace(/(?<=[a-z0-9])(?=[A-Z])/g, " ");
  const words = spaced.split(" ").map((word) => (/^[A-Z][a-z]/.test(word) ? word.toLowerCase() : word));
  const label = words.join(" ");
  return label.charAt(0).toUpperCase() + label.slice(1);
}

/** The label of a method's setting on the page. */
export function paramLabel(name: string, words: Messages, dictionary: Dictionary): string {
  return words.params[name] ?? translate(humanised(name), dictionary);
}

/** The label of one choice of a setting on the page. */
export function choiceLabel(param: string, choice: string, words: Messages, dictionary: Dictionary): string {
  return words.choices[param]?.[choice] ?? translate(humanised(choice), dictionary);
}
