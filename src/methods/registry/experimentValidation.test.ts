import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import { presets } from "../experiments/presets.ts";
import { checkExperiment } from "./experimentValidation.ts";

/** The default experiment with a value set at a path, as a link or a file may have it; undefined removes it. */
function withValue(path: string, value: unknown): unknown {
  const copy = JSON.parse(JSON.stringify(defaultExperiment)) as unknown;
  const keys = path.split(".");
  const last = keys.pop()!;
  const inside = keys.reduce((at, key) => (at as Record<string, unknown>)[key], copy) as object;
  if (value === undefined) Reflect.deleteProperty(inside, last);
  else Object.defineProperty(inside, last, { value, enumerable: true, configurable: true, writable: true });
  return copy;
}

const messageFor = (value: unknown): string => {
  try {
    checkExperiment(value);
    return "accepted";
  } catch (error) {
    expect(error).toBeInstanceOf(RangeError);
    return (error as Error).message;
  }
};

describe("an experiment that is refused", () => {
  it.each([
    ["seed", -4, "seed is -4; it must be a whole number from 0 to 2147483647"],
    ["seed", Infinity, "seed is Infinity; it must be"],
    ["pairs", 2.5, "pairs is 2.5; it must be a whole number from 1 to 10"],
    ["data.train", "some", 'data.train is "some"; it must be a whole number from 100 to 60000 or "all"'],
    ["data.train", 99, 'data.train is 99; it must be a whole number from 100 to 60000 or "all"'],
    ["data.dataset", "cifar", 'data.dataset is "cifar"; it must be digits, mnist, fashion or files'],
    ["student.training.heat", 3, "student.training.heat is not known; leave it out, or write steps, batchSize"],
    ["student.training", 3, "student.training is 3; it must be an object with steps, batchSize"],
    ["student.training", undefined, "student.training is missing; add it"],
    ["teacher.architecture.layers", [{ kind: "attention" }], "it must be a layer of the kind dense, conv"],
    ["teacher.architecture.layers", [3], "teacher.architecture.layers.0 is 3; it must be a layer of the kind dense"],
    ["teacher.architecture.layers", [{ kind: "dense", units: 4, activation: "relu", heads: 2 }], "leave it out"],
    ["method.id", "hintom", 'there is no method "hintom"; known are'],
    ["method.params.heat", 3, 'there is no setting "heat"; known are temperature'],
    ["controls", ["label-smoothing", "label-smoothing"], '"label-smoothing" is listed more than once; list it once'],
  ])("says of %s = %j what it may be", (path, value, message) => {
    expect(messageFor(withValue(path, value))).toContain(message);
  });

  it("has all its wrong values named, also those of its method, and beyond a few their number", () => {
    const three = {
      ...(withValue("seed", -1) as object),
      pairs: 40,
      method: { id: "hinton", params: { temperature: 0, softWeight: -2 } },
    };
    expect(messageFor(three)).toMatch(/seed is -1.*\. pairs is 40.*\. temperature is 0.*\. softWeight is -2/);
    expect(messageFor({ ...three, evaluateEvery: 0, controls: 7 })).toMatch(/2 more values are wrong$/);
  });

  it("cannot have a key that names what every object inherits, wherever it stands", () => {
    for (const key of ["__proto__", "constructor", "prototype"])
      for (const place of ["", "student.", "student.training.", "method.params.", "transferSet."]) {
        const hostile = withValue(`${place}${key}`, { polluted: 1 });
        expect(messageFor(hostile), place).toBe(`"${key}" is the name of no setting; leave it out`);
      }
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it("is refused in words however deep it is nested and however long its names are", () => {
    const deep = JSON.parse(`${"[".repeat(30_000)}${"]".repeat(30_000)}`) as unknown;
    expect(messageFor(withValue("controls", deep))).toMatch(/nested deeper than/);
    expect(messageFor(withValue("method.params", deep))).toMatch(/nested deeper than/);
    expect(messageFor(withValue("x".repeat(50_000), 1)).length).toBeLessThan(400);
  });

  it("has a message with value and remedy, and never one of the schema library's own, whatever is changed", () => {
    const paths = (value: unknown, at = ""): readonly string[] =>
      typeof value !== "object" || value === null
        ? [at]
        : [at, ...Object.entries(value).flatMap(([key, inside]) => paths(inside, at ? `${at}.${key}` : key))];
    const all = paths(defaultExperiment).filter((path) => path !== "");
    fc.assert(
      fc.property(fc.constantFrom(...all, "heat", "data.heat", "method.params.heat"), fc.jsonValue(), (path, value) => {
        const message = messageFor(withValue(path, value));
        if (message === "accepted") return;
        expect(message).not.toMatch(/Expected|Invalid|undefined|Maximum call stack/);
        expect(message).toMatch(
          /must|may be|leave it out|add it|known are|give both|keep at least|choose|move|list it|take|deep|reload/,
        );
        expect(message.length).toBeLessThan(1200);
      }),
      { numRuns: 1500 },
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe("an experiment that is accepted", () => {
  it("is every preset, as it is", () => {
    for (const { experiment } of presets) expect(checkExperiment(experiment)).toEqual(experiment);
  });
});
