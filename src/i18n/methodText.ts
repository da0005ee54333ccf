/** What methods say of themselves, in the visitor's language. They speak English; other languages are dictionaries. */

import type { Messages } from "./en.ts";
import { methodTextZh } from "./methodText.zh.ts";

export type Language = "en" | "zh";

const dictionaries: Readonly<Record<Language, Readonly<Record<string, string>>>> = { en: {}, zh: methodTextZh };

/** A method's sentence or word in a language; the English itself where the dictionary has none. */
export function translate(text: string, language: Language): string {
  return dictionaries[language][text] ?? text;
}

/** A name from code as a label: "hintWeight" is "Hint weight", "no-t-squared" is "No t squared". */
export function humanised(name: string): string {
  const spaced = name.replaceAll("-", " ").replace(/(?<=[a-z0-9])(?=[A-Z])/g, " ");
  const words = spaced.split(" ").map((word) => (/^[A-Z][a-z]/.test(word) ? word.toLowerCase() : word));
  const label = words.join(" ");
  return label.charAt(0).toUpperCase() + label.slice(1);
}

/** How a setting of a method is called on the page. */
export function paramLabel(name: string, words: Messages, language: Language): string {
  return words.params[name] ?? translate(humanised(name), language);
}

/** How one choice of a setting is called on the page. */
export function choiceLabel(param: string, choice: string, words: Messages, language: Language): string {
  return words.choices[param]?.[choice] ?? translate(humanised(choice), language);
}
