/** Names of a data set's classes in the visitor's language. */

import type { DatasetId } from "../../domain/experiment.ts";
import type { Messages } from "../../i18n/en.ts";
import { useWords } from "../elements/translation.ts";

/** The name of a class: its number for digits, "Trouser" for Fashion-MNIST. @param c its index */
export function classNameIn(words: Messages, dataset: DatasetId, c: number): string {
  return (dataset === "fashion" ? words.clothing[c] : undefined) ?? `${c}`;
}

/** Names the classes of a data set. */
export interface ClassNames {
  (c: number): string;
  /** whether they are words, which need more room than a digit */
  readonly areWords: boolean;
}

/** The names of a data set's classes. */
export function useClassNames(dataset: DatasetId): ClassNames {
  const words = useWords();
  return Object.assign((c: number) => classNameIn(words, dataset, c), { areWords: dataset === "fashion" });
}
