import { describe, expect, it } from "vitest";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import { BASELINE, DISTILLED } from "../../domain/experiment.ts";
import { costOfExperiment } from "../../methods/registry/experimentCost.ts";
import { studentsOf } from "./jobOrder.ts";
import { studentGroups, studentsTogether } from "./studentGroups.ts";

const experiment = { ...defaultExperiment, controls: [], pairs: 5 };
const { bytes } = costOfExperiment(experiment, 1);

describe("students that train together", () => {
  it("are the pairs of one arm, as many as the device takes and has room for", () => {
    const room = 100 * bytes;
    expect(studentsTogether(experiment, { most: 8, bytes: room })).toBe(5);
    expect(studentsTogether(experiment, { most: 2, bytes: room })).toBe(2);
    expect(studentsTogether(experiment, { most: 8, bytes: 3.5 * bytes })).toBe(3);
    expect(studentsTogether(experiment, { most: 8, bytes: bytes / 2 })).toBe(1);
  });

  it("are all of an arm before the next, none twice and none left out", () => {
    const students = studentsOf(experiment);
    const groups = studentGroups(students, 2);
    expect(groups.map((group) => group.map(({ arm, pair }) => `${arm}/${pair}`))).toEqual(
      [DISTILLED, BASELINE].flatMap((arm) => [[`${arm}/0`, `${arm}/1`], [`${arm}/2`, `${arm}/3`], [`${arm}/4`]]),
    );
  });

  it("have the order of pairs where each trains alone", () => {
    const students = studentsOf(experiment);
    expect(studentGroups(students, 1).flat()).toEqual(students);
  });
});
