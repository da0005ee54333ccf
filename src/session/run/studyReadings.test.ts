import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { createStore } from "zustand/vanilla";
import type { Experiment } from "../../domain/experiment.ts";
import { type StudyCell, studies, studyById } from "../../methods/experiments/studies.ts";
import type { Evaluation, NetworkCard, TrainingEvent } from "../../protocol/events.ts";
import type { Playground } from "../playgroundState.ts";
import { createStudyStore } from "../studyStore.ts";
import { foldRun, type Run } from "./runFromEvents.ts";
import { haveSameTeacher, intervalOf, nextOf, placeOf, type Readings, readCell, readingsOf } from "./studyReadings.ts";

const evaluation = (errors: number): Evaluation => ({
  ...{ errors, total: 2000, classErrors: [errors], classTotals: [2000], confusion: [2000 - errors] },
  ...{ agreement: null, calibrationError: 0, entropy: 0, crossEntropy: 0 },
});

/** A finished run of an experiment in which an arm's student makes a given number of errors in each pair. */
function runOf(experiment: Experiment, errors: Readonly<Record<string, readonly number[]>>, finished = true): Run {
  const jobs = Object.entries(errors).flatMap(([arm, each]) => each.map((count, pair) => ({ arm, pair, count })));
  const networks = jobs.map(({ arm, pair }): NetworkCard => {
    return {
      id: `${arm}/${pair}`,
      name: "student",
      role: "student",
      arm,
      pair,
      seed: 1,
      architecture: "",
      parameters: 1,
    };
  });
  const backend = { name: "cpu", device: "", why: "", workers: 1 } as const;
  const events = jobs.flatMap(({ arm, pair, count }): TrainingEvent[] => [
    { type: "evaluated", network: `${arm}/${pair}`, step: 1, evaluation: evaluation(count) },
    ...(finished ? [{ type: "jobFinished", job: `${arm}/${pair}`, step: 1 } as const] : []),
  ]);
  const started = { type: "started", experiment, backend, version: "0", date: "2026-11-24", networks } as const;
  return foldRun([started, ...events, { type: "finished", reason: "completed" }], "live")!;
}

const labels = studyById("labels");
const [first, second] = labels.cells as readonly [StudyCell, StudyCell];

describe("a cell", () => {
  it("reads errors of an arm, or errors saved pair by pair, and nothing of what has not finished", () => {
    const run = runOf(first.experiment, { taught: [10, 12], plain: [15, 14] });
    expect(readCell(run, { ...first, of: { arm: "taught" } })?.values).toEqual([5, 2]);
    const { against: _, ...alone } = first;
    expect(readCell(run, alone)?.values).toEqual([10, 12]);
    expect(readCell(runOf(first.experiment, { taught: [1], plain: [2] }, false), first)).toBeNull();
    expect(readCell(run, { ...alone, of: { arm: "label-smoothing" } })).toBeNull();
  });

  it("has an interval that holds its mean, and none for a single pair", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 2, maxLength: 10 }), (values) => {
        const { mean, low, high } = intervalOf({ values, total: 2000 });
        expect(low).toBeLessThanOrEqual(mean);
        expect(high).toBeGreaterThanOrEqual(mean);
      }),
    );
    expect(intervalOf({ values: [3], total: 10 })).toEqual({ mean: 3, low: -Infinity, high: Infinity });
  });
});

describe("a study that is worked through", () => {
  it("asks each experiment once, in order, until nothing is open", () => {
    for (const study of studies) {
      let readings: Readings = {};
      const asked: string[] = [];
      for (let next = nextOf(study, readings, "digits", 7); next; next = nextOf(study, readings, "digits", 7)) {
        asked.push(JSON.stringify(next));
        const arms = ["taught", "plain", ...next.controls];
        const run = runOf(next, Object.fromEntries(arms.map((arm) => [arm, [5, 6]])));
        readings = { ...readings, ...readingsOf(study, run) };
        expect(asked.length).toBeLessThanOrEqual(study.cells.length);
      }
      expect(new Set(asked).size).toBe(asked.length);
      expect(Object.keys(readings).length).toBe(study.cells.length);
    }
  });

  it("keeps readings of other images and seeds apart", () => {
    const run = runOf({ ...first.experiment, seed: 8 }, { taught: [1, 2], plain: [3, 4] });
    const readings = readingsOf(labels, run);
    expect(Object.keys(readings)).toEqual([placeOf(first, "digits", 8)]);
    expect(nextOf(labels, readings, "digits", 7)?.seed).toBe(7);
    expect(nextOf(labels, readings, "digits", 8)).toEqual({ ...second.experiment, seed: 8 });
  });

  it("trains a teacher again only where it would be another one", () => {
    expect(haveSameTeacher(first.experiment, second.experiment)).toBe(true);
    expect(haveSameTeacher(first.experiment, { ...second.experiment, seed: 9 })).toBe(false);
  });
});

describe("the desk of studies", () => {
  function openDesk() {
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
    const kept: Record<string, Readings> = {};
    const shelf = {
      saveReadings: (id: string, readings: Readings) => {
        kept[id] = readings;
      },
      loadReadings: async (id: string) => kept[id] ?? {},
    };
    const desk = createStudyStore(playground, shelf);
    const end = async (status: Run["status"]) => {
      const { experiment } = playground.getState();
      const run = runOf(experiment, { taught: [5, 6], plain: [9, 9] });
      playground.setState({ run: { ...run, status: "training" } });
      playground.setState({ run: { ...run, status } });
      await Promise.resolve();
    };
    return { desk, playground, train, stop, kept, end };
  }

  it("goes from cell to cell by itself, and keeps each reading at once", async () => {
    const { desk, playground, train, kept, end } = openDesk();
    await desk.getState().choose("labels");
    desk.getState().start();
    expect(playground.getState().experiment).toEqual(first.experiment);
    await end("completed");
    expect(Object.keys(kept.labels!)).toEqual([placeOf(first, "digits", 7)]);
    expect(playground.getState().experiment).toEqual(second.experiment);
    expect(train).toHaveBeenCalledTimes(2);
    for (let n = 1; n < labels.cells.length; n++) await end("completed");
    expect(desk.getState().running).toBe(false);
    expect(Object.keys(kept.labels!).length).toBe(labels.cells.length);
  });

  it("stops where it is stopped, or where a run fails, and loses nothing", async () => {
    const { desk, stop, kept, end } = openDesk();
    await desk.getState().choose("labels");
    desk.getState().start();
    await end("completed");
    await end("failed");
    expect(desk.getState().running).toBe(false);
    expect(Object.keys(kept.labels!).length).toBe(1);
    desk.getState().start();
    desk.getState().stop();
    expect(stop).toHaveBeenCalledTimes(1);
    await desk.getState().choose("labels");
    expect(Object.keys(desk.getState().readings).length).toBe(1);
  });
});
