/** Keeps views from being drawn anew with every message of a run: news of training can wait, whatever else cannot. */

import type { StoreApi } from "zustand/vanilla";
import { NEWS_INTERVAL } from "../protocol/pacing.ts";
import type { Playground } from "./playgroundState.ts";

type Told = Parameters<StoreApi<Playground>["subscribe"]>[0];

/** True where the two states differ in nothing but what has been learnt of the run. */
function onlyNews(state: Playground, before: Playground): boolean {
  return Object.entries(before).every(([name, value]) => name === "run" || value === state[name as keyof Playground]);
}

/**
 * The same store, whose subscribers hear of a run that goes on at most once in `NEWS_INTERVAL` ms, always of the newest state in
 * the end; of everything else, such as a moved slider or the run's end, at once.
 */
export function throttled(store: StoreApi<Playground>): StoreApi<Playground> {
  const listeners = new Set<Told>();
  let told = store.getState();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let last = Number.NEGATIVE_INFINITY;
  const tell = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    last = performance.now();
    const [state, before] = [store.getState(), told];
    told = state;
    for (const listener of listeners) listener(state, before);
  };
  store.subscribe((state) => {
    if (!onlyNews(state, told)) return tell();
    timer ??= setTimeout(tell, Math.max(0, last + NEWS_INTERVAL - performance.now()));
  });
  return {
    ...store,
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
