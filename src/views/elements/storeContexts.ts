/** React contexts of the stores that views read: the playground, its list of runs, and Hinton's section. */

import { type Context, createContext, useContext } from "react";
import { type StoreApi, useStore } from "zustand";
import type { HintonSectionStore } from "../../hinton2015/replay/hintonSectionStore.ts";
import type { PageEnvironment } from "../../session/pageEnvironment.ts";
import type { Playground } from "../../session/playgroundState.ts";
import type { RunList } from "../../session/runList.ts";

/** Reads the store of a context; the component is rendered again only when the selected value changes. */
function useProvidedStore<State, T>(context: Context<StoreApi<State> | null>, select: (state: State) => T): T {
  const store = useContext(context);
  if (!store) throw new RangeError("a view stands outside the provider of its store");
  return useStore(store, select);
}

const PlaygroundContext = createContext<StoreApi<Playground> | null>(null);

/** Provides the playground's store to the views inside. */
export const PlaygroundProvider = PlaygroundContext.Provider;

/** Reads the playground's state. */
export function usePlayground<T>(select: (state: Playground) => T): T {
  return useProvidedStore(PlaygroundContext, select);
}

/** The playground's store itself, for what is read only when something is pressed. */
export function usePlaygroundStore(): StoreApi<Playground> {
  const store = useContext(PlaygroundContext);
  if (!store) throw new RangeError("a view stands outside the provider of its store");
  return store;
}

const RunListContext = createContext<StoreApi<RunList> | null>(null);

/** Provides the list of runs to the views inside. */
export const RunListProvider = RunListContext.Provider;

/** Reads the list of runs. */
export function useRunList<T>(select: (state: RunList) => T): T {
  return useProvidedStore(RunListContext, select);
}

const PageContext = createContext<PageEnvironment | null>(null);

/** Provides what the stores need of the browser to those that views open later. */
export const PageProvider = PageContext.Provider;

/** What a store needs of the browser. */
export function usePageEnvironment(): PageEnvironment {
  const page = useContext(PageContext);
  if (!page) throw new RangeError("a view stands outside the provider of the page's environment");
  return page;
}

const HintonSectionStoreContext = createContext<StoreApi<HintonSectionStore> | null>(null);

/** Provides the store of Hinton's section to the views inside. */
export const HintonSectionStoreProvider = HintonSectionStoreContext.Provider;

/** Reads the state of Hinton's section. */
export function useHintonSectionStore<T>(select: (state: HintonSectionStore) => T): T {
  return useProvidedStore(HintonSectionStoreContext, select);
}
