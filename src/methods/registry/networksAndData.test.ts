import { describe, expect, it } from "vitest";
import { builtInDigits } from "../../data/dataSources.ts";
import { defaultExperiment as base } from "../../domain/defaultExperiment.ts";
import type { Experiment } from "../../domain/experiment.ts";
import { drawRunData } from "../../engine/job/runData.ts";
import { checkExperiment } from "./experimentValidation.ts";

const withClasses = (teacher: number, student = teacher): Experiment => ({
  ...base,
  teacher: { ...base.teacher, architecture: { ...base.teacher.architecture, classes: teacher } },
  student: { ...base.student, architecture: { ...base.student.architecture, classes: student } },
});
const omitting = (omitClasses: number[], ofTeacher: number[] = []): Experiment => ({
  ...base,
  data: { ...base.data, omitClasses: ofTeacher },
  transferSet: { ...base.transferSet, omitClasses },
});

describe("networks and data", () => {
  it.each([2, 9, 11, 64])("with %i classes for ten digits are refused with both numbers and the remedy", (classes) => {
    for (const dataset of ["digits", "mnist", "files"] as const) {
      const experiment = { ...withClasses(classes), data: { ...base.data, dataset } };
      expect(() => checkExperiment(experiment)).toThrow(`${classes} classes`);
      expect(() => checkExperiment(experiment)).toThrow("has 10; give both networks 10");
    }
  });

  it("with as many classes as the data are accepted", () => {
    expect(checkExperiment(withClasses(10))).toEqual(withClasses(10));
    expect(() => checkExperiment(withClasses(10, 9))).toThrow(RangeError);
  });

  it("are compared again with the images that were loaded", async () => {
    const { train, test } = builtInDigits(1, 100);
    const five = { ...train, classNames: ["0", "1", "2", "3", "4"] };
    const draw = (split: { train: typeof train; test: typeof test }) =>
      drawRunData(base, split, () => Promise.reject(new Error("no other data set is needed")));
    await expect(draw({ train: five, test: five })).rejects.toThrow("10 classes");
    await expect(draw({ train: { ...train, width: 32 }, test })).rejects.toThrow("32x28");
    expect((await draw({ train, test })).test).toBe(test);
  });
});

describe("dropped classes", () => {
  it("that the data do not have are refused by their number, for student and teacher", () => {
    expect(() => checkExperiment(omitting([3, 60]))).toThrow("transferSet.omitClasses names class 60");
    expect(() => checkExperiment(omitting([], [10]))).toThrow("data.omitClasses names class 10");
    expect(() => checkExperiment(omitting([60]))).toThrow("0 to 9");
  });

  it("that leave nothing to learn are refused", () => {
    const all = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
    expect(() => checkExperiment(omitting(all))).toThrow("keep at least one");
    expect(() => checkExperiment(omitting([], all))).toThrow("keep at least one");
    expect(checkExperiment(omitting(all.slice(1), [0, 1]))).toEqual(omitting(all.slice(1), [0, 1]));
  });
});
