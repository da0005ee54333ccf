/** Names of a data set's classes in the visitor's language. */

import { areDigits, classNamesOf, type DataChoice } from "../../domain/namedDatasets.ts";
import type { Messages } from "../../i18n/en.ts";
import { useWords } from "../elements/translation.ts";

/** The name of a class: its number for digits, "Trouser" for Fashion-MNIST, as files call it. @param c its index */
export function classNameIn(words: Messages, data: DataChoice, c: number): string {
  return (data.dataset === "fashion" ? words.clothing : classNamesOf(data))[c] ?? `${c}`;
}

/** Letters of a name that have room beside a bar or a row. */
const LETTERS = 16;

/** A name as it stands where there is room for so many letters. */
export function shortName(name: string): string {
  return name.length > LETTERS ? `${name.slice(0, LETTERS - 1)}…` : name;
}

/** Names the classes of a data set. */
export interface ClassNames {
  (c: number): string;
  /** whether they are words, which need more room than a digit */
  readonly areWords: boolean;
}

/** The names of an experiment's classes. */
export function useClassNames(data: DataChoice): ClassNames {
  const words = useWords();
  return Object.assign((c: number) => classNameIn(words, data, c), { areWords: !areDigits(data) });
}
