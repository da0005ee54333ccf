/** A store that notifies views of a run's news at most every `NEWS_INTERVAL`, so that they do not render with each message. */

import type { StoreApi } from "zustand/vanilla";
import { DRAWING_SHARE, LONGEST_NEWS_INTERVAL, NEWS_INTERVAL, NEWS_PAUSE } from "../protocol/pacing.ts";
import type { Playground } from "./playgroundState.ts";

type Listener = Parameters<StoreApi<Playground>["subscribe"]>[0];

/** True where two states differ in nothing but some of their values. */
function differOnlyIn(names: readonly (keyof Playground)[], state: Playground, before: Playground): boolean {
  const others = Object.keys(before) as (keyof Playground)[];
  return others.every((name) => state[name] === before[name] || names.includes(name));
}

/**
 * The same store with other notifications: where `run` alone has changed, subscribers are notified at most every
 * `NEWS_INTERVAL`, on a slow machine less often, and of the newest state in the end. Of every other change, such as the
 * end of a run, they are notified at once. A moved slider, too, is shown at once, but the run's news that came in the
 * meantime wait for `NEWS_PAUSE`, so that views draw only what the slider has moved.
 */
export function throttled(store: StoreApi<Playground>): StoreApi<Playground> {
  const listeners = new Set<Listener>();
  let shown = store.getState();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let lastTime = Number.NEGATIVE_INFINITY;
  let interval = NEWS_INTERVAL;
  const show = (state: Playground) => {
    const before = shown;
    shown = state;
    for (const listener of listeners) listener(state, before);
  };
  const notify = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    lastTime = performance.now();
    show(store.getState());
    // Views are drawn after this task: what they take is known at the next one.
    const began = lastTime;
    setTimeout(() => {
      const drawing = performance.now() - began;
      interval = Math.min(Math.max(NEWS_INTERVAL, DRAWING_SHARE * drawing), LONGEST_NEWS_INTERVAL);
    });
  };
  let pausedUntil = Number.NEGATIVE_INFINITY;
  store.subscribe((state) => {
    if (!differOnlyIn(["run", "experiment", "presetId"], state, shown)) return notify();
    const now = performance.now();
    if (!differOnlyIn(["run"], state, shown)) {
      show({ ...state, run: shown.run });
      pausedUntil = now + NEWS_PAUSE;
      if (timer !== null) clearTimeout(timer);
      timer = null;
    }
    const due = Math.min(Math.max(lastTime + interval, pausedUntil), lastTime + LONGEST_NEWS_INTERVAL);
    if (state.run !== shown.run) timer ??= setTimeout(notify, Math.max(0, due - now));
  });
  return {
    ...store,
    getState: () => shown,
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
