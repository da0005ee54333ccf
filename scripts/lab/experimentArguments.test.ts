import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { presets } from "../../src/methods/experiments/presets.ts";
import { type Changes, labExperiment, namedExperiment } from "./experimentArguments.ts";

const nothing: Changes = { settings: [] };
const experimentWith = (name: string, changes: Changes) =>
  labExperiment(
    namedExperiment(name, () => "{"),
    changes,
  );

describe("the command line's experiment", () => {
  it("is every preset by its id, unchanged", () => {
    for (const { id, experiment } of presets) expect(experimentWith(id, nothing)).toEqual(experiment);
  });

  it("takes a seed, pairs, a folder and single values by path", () => {
    const settings = ["method.params.temperature=8", "student.training.optimizer=momentum"];
    const made = experimentWith("hinton", { ...nothing, seed: 5, pairs: 2, data: "somewhere", settings });
    expect(made).toMatchObject({ seed: 5, pairs: 2, data: { dataset: "mnist" } });
    expect(made.method.params.temperature).toBe(8);
    expect(made.student.training.optimizer).toBe("momentum");
  });

  it("is on the data set that is named, and a folder is MNIST's unless the experiment is on Fashion-MNIST", () => {
    const datasetOf = (data: string, ...settings: string[]) =>
      experimentWith("hinton", { data, settings }).data.dataset;
    for (const named of ["digits", "mnist", "fashion"]) expect(datasetOf(named)).toBe(named);
    expect(datasetOf("some/folder")).toBe("mnist");
    expect(datasetOf("some/folder", "data.dataset=fashion")).toBe("fashion");
    const onFashion = experimentWith("hinton", { data: "fashion", settings: [] });
    expect(labExperiment(onFashion, { data: "some/folder", settings: [] }).data.dataset).toBe("fashion");
    expect(() => datasetOf("mnist", "data.dataset=fashion")).toThrow(/data.dataset is given more than once/);
  });

  it("is refused with the wrong value and what it may be", () => {
    const wrong =
      (name: string, ...settings: string[]) =>
      () =>
        experimentWith(name, { ...nothing, settings });
    expect(wrong("hintom")).toThrow(/no preset "hintom"; known are hinton/);
    expect(wrong("hinton", "seed")).toThrow(/write path=value/);
    expect(wrong("hinton", "teacher.heat=3")).toThrow(/teacher.heat is not known; leave it out, or write architecture/);
    expect(wrong("hinton", "teachr.training=3")).toThrow(/no "teachr"; known here are schema, seed/);
    expect(wrong("hinton", "seed.x=3")).toThrow(/there is nothing inside 7; end the path before "x"/);
    expect(wrong("hinton", "seed=3", "seed=4")).toThrow(/seed is given more than once; give it once/);
    expect(wrong("hinton", "pairs=40")).toThrow(/pairs is 40/);
    expect(wrong("hinton", "method.params.temperature=0")).toThrow(/between 0.05 and 100/);
    expect(wrong("own.json")).toThrow(/own.json cannot be read as JSON/);
  });

  it("may have a setting that the preset leaves at its default", () => {
    expect(
      experimentWith("hinton", { settings: ["teacher.training.smoothing=0.1", "data.omitClasses=[3]"] }),
    ).toMatchObject({
      teacher: { training: { smoothing: 0.1 } },
      data: { omitClasses: [3] },
    });
  });

  it("cannot be reached through what every object or list inherits", () => {
    for (const path of ["__proto__", "constructor", "toString", "method.params.__proto__", "method.params.constructor"])
      for (const rest of ["", ".polluted", ".prototype.polluted"])
        expect(() => experimentWith("hinton", { settings: [`${path}${rest}=1`] }), path + rest).toThrow(RangeError);
    for (const path of ["length", "5", "-1", "map", "constructor"])
      expect(() => experimentWith("hinton", { settings: [`teacher.architecture.layers.${path}=0`] }), path).toThrow(
        /there is no/,
      );
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it("is either one that can be run or refused in words, whatever is set", () => {
    const key = fc.constantFrom(
      "seed",
      "pairs",
      "data",
      "teacher",
      "training",
      "steps",
      "method",
      "params",
      "0",
      "length",
    );
    const path = fc.array(fc.oneof(key, fc.string({ maxLength: 8 })), { minLength: 1, maxLength: 5 });
    const value = fc.oneof(fc.json(), fc.string({ maxLength: 20 }), fc.double().map(String));
    fc.assert(
      fc.property(fc.array(fc.tuple(path, value), { maxLength: 3 }), (changes) => {
        try {
          experimentWith("hinton", { settings: changes.map(([keys, text]) => `${keys.join(".")}=${text}`) });
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
          expect((error as Error).message).not.toMatch(/Expected|undefined|Invalid|call stack/);
        }
      }),
      { numRuns: 800 },
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it("is read from a file that has each key once", () => {
    const read = (text: string) => namedExperiment("own.json", () => text);
    expect(() => read('{"seed":1,"pairs":2,"seed":3}')).toThrow(/own.json.*"seed" stands there twice; leave one/);
    expect(read('{"a":{"seed":1},"b":{"seed":2},"c":"\\"seed\\":","d":["seed","seed"]}')).toBeTruthy();
    const missing = () => namedExperiment("own.json", () => readFileSync("no/such/file.json", "utf8"));
    expect(missing).toThrow(/own.json cannot be read \(ENOENT\); name a JSON file or one of --list/);
  });
});
