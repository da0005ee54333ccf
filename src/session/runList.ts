/** The page's list of runs: it takes in every run that ends or is shown, and keeps it while the page is open. */

import { createStore, type StoreApi } from "zustand/vanilla";
import type { Experiment } from "../domain/experiment.ts";
import { type KeptRun, type KeptRuns, noRuns, withChange, withRun } from "./comparisons/keptRuns.ts";
import type { Playground } from "./playgroundState.ts";
import type { Run } from "./run/runFromEvents.ts";

/** The list and its intents. */
export interface RunList extends KeptRuns {
  /** shows a run again, with its settings; does nothing while a run goes on */
  show(kept: KeptRun): void;
  pin(number: number, pinned: boolean): void;
  /** @param name an empty one takes the name away */
  name(number: number, name: string): void;
}

/** Whether there is anything to keep of a run: it has ended, and a network of it has been evaluated. */
function isWorthKeeping(run: Run): boolean {
  return run.status !== "training" && run.networks.some(({ evaluations }) => evaluations.length > 0);
}

/** Opens the list of a playground. @param now the time in milliseconds */
export function createRunList(playground: StoreApi<Playground>, now: () => number = Date.now): StoreApi<RunList> {
  const store = createStore<RunList>((set, get) => ({
    ...noRuns,
    show: ({ run }) => playground.getState().showRun(run),
    pin: (number, pinned) => set(withChange(get(), number, { pinned })),
    name: (number, name) => set(withChange(get(), number, { name: name.trim() === "" ? null : name.trim() })),
  }));
  let began: { readonly of: Experiment; readonly at: number } | null = null;
  playground.subscribe(({ run }, before) => {
    if (run === null || run === before.run) return;
    if (run.status === "training") {
      if (began?.of !== run.experiment) began = { of: run.experiment, at: now() };
      return;
    }
    if (!isWorthKeeping(run)) return;
    const seconds = run.origin === "live" && began?.of === run.experiment ? (now() - began.at) / 1000 : null;
    store.setState(({ runs, next }) => withRun({ runs, next }, run, seconds));
  });
  return store;
}
