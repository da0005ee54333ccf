/** Texts in the chosen language: the page's own, and those of methods. */

import { useCallback } from "react";
import type { Messages } from "../../i18n/en.ts";
import { translate } from "../../i18n/methodText.ts";
import { usePage } from "./pageChoices.ts";

/** The page's texts in the chosen language. */
export function useWords(): Messages {
  return usePage((page) => page.words);
}

/** A function that translates English texts of methods into the chosen language. */
export function useTranslate(): (text: string) => string {
  const dictionary = usePage((page) => page.dictionary);
  return useCallback((text) => translate(text, dictionary), [dictionary]);
}

/**
 * Attributes of an element whose texts are numbers or drawn: a browser's translation leaves them as they are. It would put
 * HTML elements in their place, which a drawing does not show.
 */
export const untranslated = { translate: "no" } as const;
