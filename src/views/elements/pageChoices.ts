/** The visitor's choices that change only what is shown: language, theme, mode, probe and scale. */

import { create } from "zustand";
import type { Experiment } from "../../domain/experiment.ts";
import { english, type Language, loadTexts, type Texts } from "../../i18n/languages.ts";
import type { ControlMask, Hidden } from "../../places/controls.ts";
import { firstChoices } from "../../places/firstChoices.ts";
import type { Detail, Scale } from "../../places/labView.ts";
import type { ProbeKind } from "../../protocol/events.ts";

/** All such choices, with what follows from the language. */
export interface PageChoices extends Texts {
  /** the texts are in the language before until this one's have been fetched */
  readonly language: Language;
  /** the texts could not be fetched: they stay in the language before */
  readonly lacksTexts: boolean;
  readonly theme: "light" | "dark";
  readonly lecture: boolean;
  /** the beat of the lecture that is shown, from 1; null outside of its beats */
  readonly beat: number | null;
  readonly probeKind: ProbeKind;
  /** index of the chosen probe; null until the visitor has chosen one */
  readonly probe: number | null;
  /** what was shown when the pad was opened, and stays so until something has been drawn and answered */
  readonly drawnOver: { readonly kind: ProbeKind; readonly probe: number | null };
  readonly scale: Scale;
  /** the bias that is added to the dropped classes of a run, which its experiment tells; null where none was set */
  readonly bias: { readonly of: Experiment; readonly value: number } | null;
  /** the detail that is open; null while the whole lab is shown */
  readonly detail: Detail | null;
  /** whether the sheet of all settings is open */
  readonly settings: boolean;
  /** the step at which everything is shown; null: at the newest evaluation */
  readonly step: number | null;
  /** the class that every view marks, while the pointer or the focus is on it in one of them */
  readonly marked: number | null;
  /** the controls that a lesson locks or hides; null: all are free */
  readonly mask: ControlMask | null;
  /** whose answers a lesson hides until they have been guessed */
  readonly hides: Hidden;
  choose(change: Partial<Omit<PageChoices, "choose" | "fetchTexts">>): void;
  /** fetches the language's texts, again where that has failed */
  fetchTexts(): Promise<void>;
}

const query = new URLSearchParams(globalThis.location?.search ?? "");

/** The choices; the address may set the first ones: ?lang=zh&theme=dark&mode=lecture. */
export const usePage = create<PageChoices>((set, get) => ({
  ...firstChoices(),
  ...english,
  lacksTexts: false,
  lecture: query.get("mode") === "lecture",
  beat: null,
  probeKind: "gallery",
  probe: null,
  drawnOver: { kind: "gallery", probe: null },
  scale: "linear",
  bias: null,
  detail: null,
  settings: false,
  step: null,
  marked: null,
  mask: null,
  hides: "none",
  choose: (change) => set(change),
  async fetchTexts() {
    const { language } = get();
    const isCurrent = () => get().language === language;
    try {
      const texts = await loadTexts(language);
      if (isCurrent()) set({ ...texts, lacksTexts: false });
    } catch {
      if (isCurrent()) set({ lacksTexts: true });
    }
  },
}));

/** Settles when the texts of the page's first language are there, or could not be fetched. */
export const firstTexts = usePage.getState().fetchTexts();
usePage.subscribe(({ language, fetchTexts }, before) => {
  if (language !== before.language) fetchTexts();
});
