import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Experiment } from "../../domain/experiment.ts";
import { type StudyCell, studies, studyById } from "../../methods/experiments/studies.ts";
import { costOfExperiment } from "../../methods/registry/experimentCost.ts";
import { runWithErrors } from "../../testing/trainingRuns.ts";
import {
  haveSameTeacher,
  holdsZero,
  intervalOf,
  openExperiments,
  placeOf,
  type Readings,
  readCell,
  readingsOf,
  secondsOf,
} from "./studyReadings.ts";

const labels = studyById("labels");
const [first, second] = labels.cells as readonly [StudyCell, StudyCell];

describe("a cell of a study", () => {
  it("is read as the errors of an arm, or as errors saved pair by pair, and not before its jobs have finished", () => {
    const run = runWithErrors(first.experiment, { taught: [10, 12], plain: [15, 14] });
    expect(readCell(run, { ...first, of: { arm: "taught" } })?.values).toEqual([5, 2]);
    const { against: _, ...alone } = first;
    expect(readCell(run, alone)?.values).toEqual([10, 12]);
    expect(readCell(runWithErrors(first.experiment, { taught: [1], plain: [2] }, false), first)).toBeNull();
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
    expect(holdsZero(intervalOf({ values: [3], total: 10 }))).toBe(true);
    expect(holdsZero(intervalOf({ values: [3, -2, 1], total: 10 }))).toBe(true);
    expect(holdsZero(intervalOf({ values: [30, 31, 32], total: 100 }))).toBe(false);
  });
});

describe("a study", () => {
  it("trains each experiment once, in order, until every cell has a reading", () => {
    for (const study of studies) {
      let readings: Readings = {};
      const trained: string[] = [];
      const nextOf = (before: Experiment | null) => openExperiments(study, readings, "digits", 7, before)[0];
      for (let next = nextOf(null); next; next = nextOf(next)) {
        trained.push(JSON.stringify(next));
        const arms = ["taught", "plain", ...next.controls];
        const run = runWithErrors(next, Object.fromEntries(arms.map((arm) => [arm, [5, 6]])));
        readings = { ...readings, ...readingsOf(study, run) };
        expect(trained.length).toBeLessThanOrEqual(study.cells.length);
      }
      expect(new Set(trained).size).toBe(trained.length);
      expect(Object.keys(readings).length).toBe(study.cells.length);
    }
  });

  it("keeps readings of other data sets and seeds apart", () => {
    const run = runWithErrors({ ...first.experiment, seed: 8 }, { taught: [1, 2], plain: [3, 4] });
    const readings = readingsOf(labels, run);
    expect(Object.keys(readings)).toEqual([placeOf(first, "digits", 8)]);
    expect(openExperiments(labels, readings, "digits", 7)[0]?.seed).toBe(7);
    expect(openExperiments(labels, readings, "digits", 8)[0]).toEqual({ ...second.experiment, seed: 8 });
  });

  it("trains each of its teachers once, and estimates no more", () => {
    for (const study of studies) {
      const open = openExperiments(study, {}, "digits", 7);
      const changes = open.filter((experiment, i) => i === 0 || !haveSameTeacher(open[i - 1]!, experiment));
      const teachers = new Set(open.map(({ teacher }) => JSON.stringify(teacher)));
      expect(changes.length, study.id).toBe(teachers.size);
      const costs = open.map((experiment) => costOfExperiment(experiment, 1));
      const whole = costs.reduce((sum, { seconds }) => sum + seconds, 0);
      const shared = costs.reduce((sum, cost, i) => sum + (changes.includes(open[i]!) ? 0 : cost.teacherSeconds), 0);
      expect(secondsOf(open, null, 1)).toBeCloseTo(whole - shared, 6);
    }
  });

  it("trains a teacher again only where it would be a different one", () => {
    expect(haveSameTeacher(first.experiment, second.experiment)).toBe(true);
    expect(haveSameTeacher(first.experiment, { ...second.experiment, seed: 9 })).toBe(false);
  });
});
