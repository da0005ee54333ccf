/** The visitor's choices that change only what is shown: language, theme, mode, probe and scale. */

import { create } from "zustand";
import { english, type Language, loadTexts, type Texts } from "../../i18n/languages.ts";
import type { ProbeKind } from "../../protocol/events.ts";

/** How bars are drawn: probabilities, their logarithms, or those of the classes other than the largest. */
export type Scale = "linear" | "logarithmic" | "others";

/** All such choices, with what follows from the language. */
export interface PageChoices extends Texts {
  /** the texts are in the language before until this one's have been fetched */
  readonly language: Language;
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
  ...english,
  theme: (query.get("theme") ?? (prefersDark ? "dark" : "light")) === "dark" ? "dark" : "light",
  lecture: query.get("mode") === "lecture",
  probeKind: "gallery",
  probe: null,
  scale: "linear",
  choose: (change) => set(change),
}));

/** Loads the texts when the language changes; where they cannot be fetched, the texts stay as they are. */
async function followLanguage({ language }: PageChoices, before?: PageChoices): Promise<void> {
  if (language === before?.language) return;
  try {
    const texts = await loadTexts(language);
    if (usePage.getState().language === language) usePage.setState(texts);
  } catch {
    if (usePage.getState().language === language) usePage.setState({ language: before?.language ?? "en" });
  }
}

/** Settles when the texts of the page's first language are there. */
export const firstTexts = followLanguage(usePage.getState());
usePage.subscribe(followLanguage);
