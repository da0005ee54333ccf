/** Trains the cells of a study one after another on the playground; each reading is saved at once. */

import { createStore, type StoreApi } from "zustand/vanilla";
import type { Study } from "../methods/experiments/studies.ts";
import { haveSameTeacher, nextOf, type Readings, readingsOf } from "./comparisons/studyReadings.ts";
import type { Playground } from "./playgroundState.ts";
import type { Run } from "./run/runFromEvents.ts";
import type { BrowserStorage } from "./storage/browserStorage.ts";

/** The chosen study, its readings, and whether its cells are being trained. */
export interface StudyStore {
  /** null until one has been chosen */
  readonly study: Study | null;
  readonly readings: Readings;
  readonly running: boolean;
  choose(study: Study): Promise<void>;
  /** trains the next cell without a reading, and goes on until there is none, one fails, or `stop` is called */
  start(): void;
  stop(): void;
}

type ReadingsStorage = Pick<BrowserStorage, "saveReadings" | "loadReadings">;

/** Opens the store of studies; the data set and the seed are those of the playground's experiment. */
export function createStudyStore(playground: StoreApi<Playground>, storage: ReadingsStorage): StoreApi<StudyStore> {
  const store = createStore<StudyStore>((set, get) => ({
    study: null,
    readings: {},
    running: false,
    async choose(study) {
      get().stop();
      set({ study, readings: {} });
      const readings = await storage.loadReadings(study.id);
      if (get().study === study) set(({ readings: newer }) => ({ readings: { ...readings, ...newer } }));
    },
    start() {
      const { experiment, run, edit, train } = playground.getState();
      const { study, readings } = get();
      const next = study && nextOf(study, readings, experiment.data.dataset, experiment.seed);
      set({ running: next !== null });
      if (!next) return;
      const teacher = run && haveSameTeacher(run.experiment, next) ? run.checkpoints.teacher?.bytes : undefined;
      edit(() => next);
      train(teacher);
      // A cell that is refused, or asked about first, is not waited for.
      if (playground.getState().phase === "idle") set({ running: false });
    },
    stop() {
      if (!get().running) return;
      set({ running: false });
      playground.getState().stop();
    },
  }));

  let previous: Run["status"] | undefined;
  playground.subscribe(({ run }) => {
    const status = run?.status;
    const ended = previous === "training" && status !== "training";
    previous = status;
    if (!ended || !run || !store.getState().running) return;
    if (status !== "completed") {
      store.setState({ running: false });
      return;
    }
    const { study, readings, start } = store.getState();
    if (!study) return;
    const all = { ...readings, ...readingsOf(study, run) };
    store.setState({ readings: all });
    storage.saveReadings(study.id, all);
    // The next run begins only after all subscribers have received the last event of this one.
    queueMicrotask(start);
  });
  return store;
}
