/** The languages of the page. English is loaded with it; others are fetched when they are chosen. */

import { en, type Messages } from "./en.ts";
import type { Dictionary } from "./methodText.ts";

export type Language = "en" | "zh";

/** All texts in one language: the page's own, and those of the methods. */
export interface Texts {
  readonly words: Messages;
  /** empty for English, in which methods are written */
  readonly dictionary: Dictionary;
}

export const english: Texts = { words: en, dictionary: {} };

/** Fetches a language's texts. @throws TypeError where they cannot be fetched */
export async function loadTexts(language: Language): Promise<Texts> {
  if (language === "en") return english;
  const [{ zh }, { methodTextZh }] = await Promise.all([import("./zh.ts"), import("./methodText.zh.ts")]);
  return { words: zh, dictionary: methodTextZh };
}
