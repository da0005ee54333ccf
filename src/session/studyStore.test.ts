import { describe, expect, it, vi } from "vitest";
import { createStore } from "zustand/vanilla";
import type { Experiment } from "../domain/experiment.ts";
import { type StudyCell, studyById } from "../methods/experiments/studies.ts";
import { runWithErrors } from "../testing/trainingRuns.ts";
import { placeOf, type Readings } from "./comparisons/studyReadings.ts";
import type { Playground } from "./playgroundState.ts";
import type { Run } from "./run/runFromEvents.ts";
import { createStudyStore } from "./studyStore.ts";

const labels = studyById("labels");
const [first, second] = labels.cells as readonly [StudyCell, StudyCell];

describe("the store of studies", () => {
  function openStudies() {
    const train = vi.fn();
    const stop = vi.fn();
    const playground = createStore<Playground>(
      (set, get) =>
        ({
          experiment: first.experiment,
          run: null,
          edit: (change: (e: Experiment) => Experiment) => set({ experiment: change(get().experiment) }),
          train,
          stop,
        }) as unknown as Playground,
    );
    const saved: Record<string, Readings> = {};
    const storage = {
      saveReadings: (id: string, readings: Readings) => {
        saved[id] = readings;
      },
      loadReadings: async (id: string) => saved[id] ?? {},
    };
    const studies = createStudyStore(playground, storage);
    const end = async (status: Run["status"]) => {
      const { experiment } = playground.getState();
      const run = runWithErrors(experiment, { taught: [5, 6], plain: [9, 9] });
      playground.setState({ run: { ...run, status: "training" } });
      playground.setState({ run: { ...run, status } });
      await Promise.resolve();
    };
    return { studies, playground, train, stop, saved, end };
  }

  it("trains cell after cell by itself, and saves each reading at once", async () => {
    const { studies, playground, train, saved, end } = openStudies();
    await studies.getState().choose(labels);
    studies.getState().start();
    expect(playground.getState().experiment).toEqual(first.experiment);
    await end("completed");
    expect(Object.keys(saved.labels!)).toEqual([placeOf(first, "digits", 7)]);
    expect(playground.getState().experiment).toEqual(second.experiment);
    expect(train).toHaveBeenCalledTimes(2);
    for (let n = 1; n < labels.cells.length; n++) await end("completed");
    expect(studies.getState().running).toBe(false);
    expect(Object.keys(saved.labels!).length).toBe(labels.cells.length);
  });

  it("stops when it is stopped, or when a run fails, and loses no reading", async () => {
    const { studies, stop, saved, end } = openStudies();
    await studies.getState().choose(labels);
    studies.getState().start();
    await end("completed");
    await end("failed");
    expect(studies.getState().running).toBe(false);
    expect(Object.keys(saved.labels!).length).toBe(1);
    studies.getState().start();
    studies.getState().stop();
    expect(stop).toHaveBeenCalledTimes(1);
    await studies.getState().choose(labels);
    expect(Object.keys(studies.getState().readings).length).toBe(1);
  });
});
