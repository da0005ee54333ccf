/** The visitor's choices that change only what is shown: language, theme, mode, probe and scale. */

import { create } from "zustand";
import { type Dictionary, type Language, loadDictionary } from "../../i18n/methodText.ts";
import type { ProbeKind } from "../../protocol/events.ts";

/** How bars are drawn: probabilities, their logarithms, or those of the classes other than the largest. */
export type Scale = "linear" | "logarithmic" | "others";

/** All such choices, with what follows from the language. */
export interface PageChoices {
  readonly language: Language;
  /** texts of the methods in that language, by the English text; empty until it has been fetched */
  readonly dictionary: Dictionary;
  readonly theme: "light" | "dark";
  readonly lecture: boolean;
  readonly probeKind: ProbeKind;
  /** index of the chosen probe; null until the visitor has chosen one */
  readonly probe: number | null;
  readonly scale: Scale;
  choose(change: Partial<Omit<PageChoices, "choose">>): void;
}

const query = new URLSearchParams(globalThis.location?.search ?? "");
const prefersDark = globalThis.matchMedia?.("(prefers-color-scheme: dark)").matches ?? false;
const prefersChinese = globalThis.navigator?.language.toLowerCase().startsWith("zh") ?? false;

/** The choices; the address may set the first ones: ?lang=zh&theme=dark&mode=lecture. */
export const usePage = create<PageChoices>((set) => ({
  language: (query.get("lang") ?? (prefersChinese ? "zh" : "en")) === "zh" ? "zh" : "en",
  dictionary: {},
  theme: (query.get("theme") ?? (prefersDark ? "dark" : "light")) === "dark" ? "dark" : "light",
  lecture: query.get("mode") === "lecture",
  probeKind: "gallery",
  probe: null,
  scale: "linear",
  choose: (change) => set(change),
}));

/** Loads the dictionary when the language changes; where it cannot be fetched, the texts stay English. */
function followLanguage({ language }: PageChoices, before?: PageChoices): void {
  if (language === before?.language) return;
  loadDictionary(language).then(
    (dictionary) => {
      if (usePage.getState().language === language) usePage.setState({ dictionary });
    },
    () => {},
  );
}

followLanguage(usePage.getState());
usePage.subscribe(followLanguage);
