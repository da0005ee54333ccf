/** Waits until a run of an experiment is shown. */

import type { StoreApi } from "zustand";
import type { Experiment } from "../../domain/experiment.ts";
import { sameButLiveSettings } from "../../session/run/liveSettings.ts";
import type { Run } from "../../session/run/runFromEvents.ts";

/** Ends the newest wait; null while there is none. */
let endWaiting: (() => void) | null = null;

/**
 * Does something once, as soon as a run of the experiment is shown; at once where it already is. A later call ends the
 * wait of an earlier one. The work may change the store.
 */
export function whenShown<State extends { readonly run: Run | null }>(
  store: Pick<StoreApi<State>, "getState" | "subscribe">,
  experiment: Experiment,
  work: (state: State) => void,
): void {
  endWaiting?.();
  endWaiting = null;
  const isShown = ({ run }: State) => run !== null && sameButLiveSettings(run.experiment, experiment);
  if (isShown(store.getState())) {
    work(store.getState());
    return;
  }
  const stop = store.subscribe((state) => {
    if (!isShown(state)) return;
    // What the work changes calls this listener again: the wait ends before it.
    stop();
    if (endWaiting === stop) endWaiting = null;
    work(state);
  });
  endWaiting = stop;
}
