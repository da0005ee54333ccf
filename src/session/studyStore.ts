/** Works through a study: one cell's experiment after another on the playground, each reading kept as soon as it is there. */

import { createStore, type StoreApi } from "zustand/vanilla";
import { type Study, studies, studyById } from "../methods/experiments/studies.ts";
import type { Storage } from "./browserStorage.ts";
import type { Playground } from "./playgroundState.ts";
import type { Run } from "./run/runFromEvents.ts";
import { haveSameTeacher, nextOf, type Readings, readingsOf } from "./run/studyReadings.ts";

/** The study that is looked at, what is known of it, and whether it goes on by itself. */
export interface StudyStore {
  readonly study: Study;
  readonly readings: Readings;
  readonly running: boolean;
  choose(id: string): Promise<void>;
  /** takes the next open cell, and goes on until all are read, stopped, or one fails */
  start(): void;
  stop(): void;
}

type ReadingsStorage = Pick<Storage, "saveReadings" | "loadReadings">;

/** Opens the desk over a playground, whose experiment says on which images and by which seed a study is asked. */
export function createStudyStore(playground: StoreApi<Playground>, shelf: ReadingsStorage): StoreApi<StudyStore> {
  const desk = createStore<StudyStore>((set, get) => ({
    study: studies[0]!,
    readings: {},
    running: false,
    async choose(id) {
      get().stop();
      const study = studyById(id);
      set({ study, readings: {} });
      const readings = await shelf.loadReadings(id);
      if (get().study === study) set(({ readings: fresh }) => ({ readings: { ...readings, ...fresh } }));
    },
    start() {
      const { experiment, run, edit, train } = playground.getState();
      const { study, readings } = get();
      const next = nextOf(study, readings, experiment.data.dataset, experiment.seed);
      set({ running: next !== null });
      if (!next) return;
      const teacher = run && haveSameTeacher(run.experiment, next) ? run.checkpoints.teacher?.bytes : undefined;
      edit(() => next);
      train(teacher);
    },
    stop() {
      if (!get().running) return;
      set({ running: false });
      playground.getState().stop();
    },
  }));

  let seen: Run["status"] | undefined;
  playground.subscribe(({ run }) => {
    const status = run?.status;
    const ended = seen === "training" && status !== "training";
    seen = status;
    if (!ended || !run || !desk.getState().running) return;
    if (status !== "completed") {
      desk.setState({ running: false });
      return;
    }
    const { study, readings, start } = desk.getState();
    const known = { ...readings, ...readingsOf(study, run) };
    desk.setState({ readings: known });
    shelf.saveReadings(study.id, known);
    // The run has just told its last event; the next one begins when all who listen have heard it.
    queueMicrotask(start);
  });
  return desk;
}
