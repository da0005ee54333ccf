import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultExperiment } from "../domain/defaultExperiment.ts";
import { dense } from "../domain/namedArchitectures.ts";
import { parseChoices, remember, shapeOf } from "./measuredBackends.ts";

describe("remembered backends", () => {
  it("belong to networks, batch, optimiser, method and pairs, and to no slider, seed or number of steps", () => {
    const { student } = defaultExperiment;
    const still = [
      { ...defaultExperiment, seed: 99 },
      { ...defaultExperiment, method: { ...defaultExperiment.method, params: { temperature: 9 } } },
      { ...defaultExperiment, student: { ...student, training: { ...student.training, steps: 7 } } },
    ];
    for (const experiment of still) expect(shapeOf(experiment)).toBe(shapeOf(defaultExperiment));
    const others = [
      { ...defaultExperiment, pairs: 9 },
      { ...defaultExperiment, student: { ...student, architecture: dense(3) } },
      { ...defaultExperiment, student: { ...student, training: { ...student.training, batchSize: 7 } } },
    ];
    expect(new Set([defaultExperiment, ...others].map(shapeOf)).size).toBe(4);
  });

  it("come back as they were kept, the newest fifty of them", () => {
    let choices = {};
    for (let pairs = 1; pairs <= 60; pairs++) choices = remember(choices, { ...defaultExperiment, pairs }, "webgpu");
    choices = remember(choices, { ...defaultExperiment, pairs: 30 }, "wasm");
    const back = parseChoices(JSON.stringify(choices));
    expect(back).toEqual(choices);
    expect(Object.keys(back)).toHaveLength(50);
    expect(back[shapeOf({ ...defaultExperiment, pairs: 30 })]).toBe("wasm");
    expect(back[shapeOf({ ...defaultExperiment, pairs: 10 })]).toBeUndefined();
  });

  it("are never trusted: anything that is not a name of a backend is left out, and nothing throws", () => {
    expect(parseChoices('{"a":"webgpu","b":"rocket","c":7,"d":"cpu"}')).toEqual({ a: "webgpu" });
    for (const text of [undefined, 7, "", "null", "[]", '["wasm"]', "{"]) expect(parseChoices(text)).toEqual({});
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const name of Object.values(parseChoices(JSON.stringify(value)))) expect(typeof name).toBe("string");
      }),
    );
  });
});
