/** What every view may use: the playground's state, the words, and the choices that belong to the page alone. */

import { type Context, createContext, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import { create, type StoreApi, useStore } from "zustand";
import { useShallow } from "zustand/react/shallow";
import type { HintonSectionStore } from "../../hinton2015/replay/hintonSectionStore.ts";
import { en, type Messages } from "../../i18n/en.ts";
import { type Dictionary, type Language, loadDictionary, translate } from "../../i18n/methodText.ts";
import { zh } from "../../i18n/zh.ts";
import type { ProbeKind } from "../../protocol/events.ts";
import type { Playground } from "../../session/playgroundState.ts";
import type { NetworkRun } from "../../session/run/runFromEvents.ts";
import type { StudyStore } from "../../session/studyStore.ts";

/** How bars are drawn: probabilities, their logarithms, or those of the classes other than the largest. */
export type Scale = "linear" | "logarithmic" | "others";

/** Choices that change nothing but what is seen. */
export interface PageChoices {
  readonly language: Language;
  /** what methods say in that language; empty until it has been fetched */
  readonly dictionary: Dictionary;
  readonly theme: "light" | "dark";
  readonly lecture: boolean;
  readonly probeKind: ProbeKind;
  /** null until one has been chosen by hand */
  readonly probe: number | null;
  readonly scale: Scale;
  choose(change: Partial<Omit<PageChoices, "choose">>): void;
}

const asked = new URLSearchParams(globalThis.location?.search ?? "");
const prefersDark = globalThis.matchMedia?.("(prefers-color-scheme: dark)").matches ?? false;
const speaksChinese = globalThis.navigator?.language.toLowerCase().startsWith("zh") ?? false;

/** The page's own choices; the address may set them: ?lang=zh&theme=dark&mode=lecture. */
export const usePage = create<PageChoices>((set) => ({
  language: (asked.get("lang") ?? (speaksChinese ? "zh" : "en")) === "zh" ? "zh" : "en",
  dictionary: {},
  theme: (asked.get("theme") ?? (prefersDark ? "dark" : "light")) === "dark" ? "dark" : "light",
  lecture: asked.get("mode") === "lecture",
  probeKind: "gallery",
  probe: null,
  scale: "linear",
  choose: (change) => set(change),
}));

/** Keeps the methods' words in the chosen language; English stands where they cannot be fetched. */
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

/** The words of the chosen language. */
export function useWords(): Messages {
  return usePage((page) => page.language) === "zh" ? zh : en;
}

/** Puts what methods say of themselves into the chosen language. */
export function useTranslate(): (text: string) => string {
  const dictionary = usePage((page) => page.dictionary);
  return useCallback((text) => translate(text, dictionary), [dictionary]);
}

/** Reads a store that is lent to the views inside a provider. */
function useProvidedStore<State, T>(context: Context<StoreApi<State> | null>, select: (state: State) => T): T {
  const store = useContext(context);
  if (!store) throw new RangeError("a view stands outside the provider of its store");
  return useStore(store, select);
}

const PlaygroundContext = createContext<StoreApi<Playground> | null>(null);

/** Lends the playground's state to the views inside. */
export const PlaygroundProvider = PlaygroundContext.Provider;

/** Reads the playground's state; the view is drawn anew only when what it selects has changed. */
export function usePlayground<T>(select: (state: Playground) => T): T {
  return useProvidedStore(PlaygroundContext, select);
}

const StudyStoreContext = createContext<StoreApi<StudyStore> | null>(null);

/** Lends the desk of studies to the views inside. */
export const StudyStoreProvider = StudyStoreContext.Provider;

/** Reads the desk of studies; the view is drawn anew only when what it selects has changed. */
export function useStudyStore<T>(select: (state: StudyStore) => T): T {
  return useProvidedStore(StudyStoreContext, select);
}

const HintonSectionStoreContext = createContext<StoreApi<HintonSectionStore> | null>(null);

/** Lends the desk of Hinton's section to the views inside. */
export const HintonSectionStoreProvider = HintonSectionStoreContext.Provider;

/** Reads the desk of Hinton's section; the view is drawn anew only when what it selects has changed. */
export function useHintonSectionStore<T>(select: (state: HintonSectionStore) => T): T {
  return useProvidedStore(HintonSectionStoreContext, select);
}

/** A network and what the test set said of it. */
export type EvaluatedNetwork = Pick<NetworkRun, "card" | "evaluations">;

/** All networks of the shown run; another list only when one of them has been judged, and not with every loss. */
export function useEvaluatedNetworks(): readonly EvaluatedNetwork[] {
  const cards = usePlayground(useShallow(({ run }) => run?.networks.map((network) => network.card) ?? []));
  const judgements = usePlayground(useShallow(({ run }) => run?.networks.map((one) => one.evaluations) ?? []));
  return useMemo(() => cards.map((card, i) => ({ card, evaluations: judgements[i] ?? [] })), [cards, judgements]);
}

/** A value that changes at most once in some milliseconds; the newest is shown in the end. */
export function useAtMostEvery<T>(ms: number, value: T): T {
  const [shown, setShown] = useState(value);
  const last = useRef(0);
  useEffect(() => {
    const show = () => {
      last.current = performance.now();
      setShown(value);
    };
    const timer = setTimeout(show, Math.max(0, last.current + ms - performance.now()));
    return () => clearTimeout(timer);
  }, [ms, value]);
  return shown;
}

/** A share as a percentage with as many places as it deserves. */
export function percent(share: number): string {
  const value = 100 * share;
  if (value >= 10 || value === 0) return `${value.toFixed(0)} %`;
  return value >= 0.1 ? `${value.toFixed(1)} %` : "<0.1 %";
}

/** A whole number with thousands set apart; up to one decimal for means. */
export function count(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: 1 });
}
