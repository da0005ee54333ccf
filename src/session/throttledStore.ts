/** A store that notifies views of a run's news at most every `NEWS_INTERVAL`, so that they do not render with each message. */

import type { StoreApi } from "zustand/vanilla";
import { NEWS_INTERVAL } from "../protocol/pacing.ts";
import type { Playground } from "./playgroundState.ts";

type Listener = Parameters<StoreApi<Playground>["subscribe"]>[0];

/** True where two states differ in `run` alone. */
function differInRunAlone(state: Playground, before: Playground): boolean {
  return Object.entries(before).every(([name, value]) => name === "run" || value === state[name as keyof Playground]);
}

/**
 * The same store with other notifications: where `run` alone has changed, subscribers are notified at most every
 * `NEWS_INTERVAL`, and of the newest state in the end. Of every other change, such as a moved slider or the end of a run,
 * they are notified at once.
 */
export function throttled(store: StoreApi<Playground>): StoreApi<Playground> {
  const listeners = new Set<Listener>();
  let notified = store.getState();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let lastTime = Number.NEGATIVE_INFINITY;
  const notify = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    lastTime = performance.now();
    const [state, before] = [store.getState(), notified];
    notified = state;
    for (const listener of listeners) listener(state, before);
  };
  store.subscribe((state) => {
    if (!differInRunAlone(state, notified)) return notify();
    timer ??= setTimeout(notify, Math.max(0, lastTime + NEWS_INTERVAL - performance.now()));
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
