/** Words of what is fetched after the lab's first view, in the language of the page's words. Only fetched parts import this. */

import { laterWords } from "../../i18n/laterWords.ts";
import { usePage } from "./pageChoices.ts";

export function useLaterWords(): (typeof laterWords)["en"] {
  return laterWords[usePage((page) => page.words.tag)];
}
