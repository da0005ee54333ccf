import { describe, expect, it } from "vitest";
import { builtInDigits } from "../../data/dataSources.ts";
import { defaultExperiment as base } from "../../domain/defaultExperiment.ts";
import type { Experiment } from "../../domain/experiment.ts";
import { dense } from "../../domain/namedArchitectures.ts";
import { shapeOf } from "../../domain/namedDatasets.ts";
import { drawRunData } from "../../engine/job/runData.ts";
import { filesOf, shapesSplit } from "../../testing/colouredShapes.ts";
import { checkExperiment } from "./experimentValidation.ts";
import { fittedArchitecture, fittedToData } from "./fittedToData.ts";

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

describe("mean pooling on images of another size", () => {
  const layers: Experiment["student"]["architecture"]["layers"] = [
    { kind: "pool", size: 4 },
    { kind: "conv", filters: 5, kernel: 3, activation: "relu" },
    { kind: "pool", size: 7, by: "mean" },
  ];
  const shape = {
    height: 28,
    width: 28,
    channels: 1,
    classNames: Array.from({ length: 10 }, (_, i) => `${i}`),
  } as const;
  const kindsOn = (side: number) =>
    fittedArchitecture({ ...dense(), layers }, { ...shape, height: side, width: side }).layers.at(-1);

  it("stays the mean of the whole map", () => {
    expect(kindsOn(14)).toEqual({ kind: "pool", size: 7, by: "mean" });
    expect(kindsOn(10)).toEqual({ kind: "pool", size: 5, by: "mean" });
    expect(kindsOn(32)).toEqual({ kind: "pool", size: 8, by: "mean" });
    expect(kindsOn(56)).toEqual({ kind: "pool", size: 14, by: "mean" });
  });
});

describe("a visitor's files", () => {
  const split = shapesSplit({ height: 16, width: 12, channels: 3 }, 26, { train: 60, test: 30 });
  const files = filesOf(split);
  const data = { dataset: "files", train: "all", files } as const;
  const shape = shapeOf(data);
  const own: Experiment = { ...base, data };

  it("that are described have the shape and the classes of their description, without it those of digits", () => {
    expect(shape).toEqual({ height: 16, width: 12, channels: 3, classNames: files.classNames });
    expect(shapeOf({ dataset: "files" })).toBe(shapeOf({ dataset: "mnist" }));
    expect(shapeOf({ dataset: "files", files })).toBe(shape);
  });

  it("are refused for networks of another shape, with both shapes and the numbers of classes", () => {
    expect(() => checkExperiment(own)).toThrow(
      /the teacher has 10 classes, but the data set "files" has 26.*the teacher reads images of 28x28, but those of "files" are 12x16 in colour/,
    );
    const fitted = fittedToData(own, shape);
    expect(checkExperiment(fitted)).toEqual(fitted);
    const grey = { ...fitted, teacher: { ...fitted.teacher, architecture: base.teacher.architecture } };
    expect(() => checkExperiment(grey)).toThrow("the teacher reads images of 28x28");
  });

  it("are refused beside a named data set, and as networks for images of another data set", () => {
    expect(() => checkExperiment({ ...base, data: { ...base.data, files } })).toThrow('data.dataset is "digits"');
    const fitted = fittedToData(own, shape);
    const foreign = { ...fitted, transferSet: { ...fitted.transferSet, source: "mnist" as const } };
    expect(() => checkExperiment(foreign)).toThrow(
      'transferSet.source is "mnist", whose images are 28x28, but those of',
    );
    expect(fittedToData(foreign, shape).transferSet.source).toBe("training");
  });

  it("are compared with their description when they have been loaded", async () => {
    const fitted = fittedToData(own, shape);
    const none = () => Promise.reject(new Error("no other data set is needed"));
    expect((await drawRunData(fitted, split, none)).test).toBe(split.test);
    const other = shapesSplit({ height: 12, width: 16, channels: 3 }, 26, { train: 60, test: 30 });
    await expect(drawRunData(fitted, other, none)).rejects.toThrow('those of "files" are 16x12 in colour');
  });

  it("fit networks whose pooling and filters suit their size, and leave fitting networks as they are", () => {
    const layers = [
      { kind: "pool", size: 7 },
      { kind: "conv", filters: 2, kernel: 9, padding: "valid", activation: "relu" },
      { kind: "pool", size: 2 },
    ] as const;
    const deep = { ...own, student: { ...own.student, architecture: { ...dense(5), layers: [...layers] } } };
    const fitted = fittedToData(deep, shape);
    expect(fitted.student.architecture).toEqual({
      input: [16, 12, 3],
      layers: [
        { kind: "pool", size: 4 },
        { ...layers[1], kernel: 3 },
      ],
      classes: 26,
    });
    expect(fittedToData(fitted, shape)).toBe(fitted);
    expect(fittedToData(base, shapeOf(base.data))).toBe(base);
    expect(fittedToData(fittedToData(own, shape), shapeOf(base.data)).teacher).toEqual(base.teacher);
  });

  it("fit residual networks, whose shortcuts pass by the layers that are left", () => {
    const conv = { kind: "conv", filters: 3, kernel: 3, activation: "relu" } as const;
    const sum = { kind: "add", back: 3, activation: "relu", projection: true } as const;
    const layers = [conv, { kind: "pool", size: 7 } as const, conv, conv, sum];
    const small = shapesSplit({ height: 9, width: 10, channels: 1 }, 26, { train: 60, test: 30 });
    const data = { dataset: "files", train: "all", files: filesOf(small) } as const;
    const deep = { ...own, data, student: { ...own.student, architecture: { ...dense(5), layers: [...layers] } } };
    const fitted = fittedToData(deep, shapeOf(data));
    expect(fitted.student.architecture.layers).toEqual([conv, conv, conv, { ...sum, back: 2 }]);
  });

  it("with fewer classes than were dropped drop none of them", () => {
    const three = shapesSplit({ height: 8, width: 8, channels: 1 }, 3, { train: 60, test: 30 });
    const few = { dataset: "files", train: "all", files: filesOf(three), omitClasses: [1, 2] } as const;
    const dropping = { ...omitting([0, 7]), data: { ...few, omitClasses: [1, 2] } };
    const fitted = checkExperiment(fittedToData(dropping, shapeOf(few)));
    expect(fitted.transferSet.omitClasses).toEqual([]);
    expect(fitted.data.omitClasses).toEqual([1, 2]);
    expect(fittedToData({ ...dropping, data: { ...few, omitClasses: [1, 5] } }, shapeOf(few)).data).not.toHaveProperty(
      "omitClasses",
    );
  });

  it.each([
    ["a side of 7", { size: [7, 16] }, "data.files.size"],
    ["a side of 65", { size: [16, 65] }, "data.files.size"],
    ["two channels", { channels: 2 }, "data.files.channels is 2; it must be 1 or 3"],
    ["one class", { classNames: ["only"] }, "at least two names"],
    ["101 classes", { classNames: Array.from({ length: 101 }, (_, c) => `${c}`) }, "a list of at most 100"],
    ["a name that two classes have", { classNames: ["cat", "cat"] }, "no two classes may have one name"],
    ["no checksum", { checksum: "abc" }, 'data.files.checksum is "abc"; it must be a sha256'],
  ])("described with %s are refused", (_, change, message) => {
    const wrong = { ...own, data: { ...own.data, files: { ...files, ...change } } };
    expect(() => checkExperiment(wrong)).toThrow(message);
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
