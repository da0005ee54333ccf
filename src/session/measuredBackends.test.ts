import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultExperiment } from "../domain/defaultExperiment.ts";
import { dense } from "../domain/namedArchitectures.ts";
import { experimentShape, parseMeasuredBackends, rememberBackend } from "./measuredBackends.ts";

describe("remembered backends", () => {
  it("belong to networks, batch, optimiser, method and pairs, and to no slider, seed or number of steps", () => {
    const { student } = defaultExperiment;
    const still = [
      { ...defaultExperiment, seed: 99 },
      { ...defaultExperiment, method: { ...defaultExperiment.method, params: { temperature: 9 } } },
      { ...defaultExperiment, student: { ...student, training: { ...student.training, steps: 7 } } },
    ];
    for (const experiment of still) expect(experimentShape(experiment)).toBe(experimentShape(defaultExperiment));
    const others = [
      { ...defaultExperiment, pairs: 9 },
      { ...defaultExperiment, student: { ...student, architecture: dense(3) } },
      { ...defaultExperiment, student: { ...student, training: { ...student.training, batchSize: 7 } } },
    ];
    expect(new Set([defaultExperiment, ...others].map(experimentShape)).size).toBe(4);
  });

  it("come back as they were kept, the newest fifty of them", () => {
    let choices = {};
    for (let pairs = 1; pairs <= 60; pairs++)
      choices = rememberBackend(choices, { ...defaultExperiment, pairs }, "webgpu");
    choices = rememberBackend(choices, { ...defaultExperiment, pairs: 30 }, "wasm");
    const back = parseMeasuredBackends(JSON.stringify(choices));
    expect(back).toEqual(choices);
    expect(Object.keys(back)).toHaveLength(50);
    expect(back[experimentShape({ ...defaultExperiment, pairs: 30 })]).toBe("wasm");
    expect(back[experimentShape({ ...defaultExperiment, pairs: 10 })]).toBeUndefined();
  });

  it("are never trusted: anything that is not a name of a backend is left out, and nothing throws", () => {
    expect(parseMeasuredBackends('{"a":"webgpu","b":"rocket","c":7,"d":"cpu"}')).toEqual({ a: "webgpu" });
    for (const text of [undefined, 7, "", "null", "[]", '["wasm"]', "{"])
      expect(parseMeasuredBackends(text)).toEqual({});
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const name of Object.values(parseMeasuredBackends(JSON.stringify(value))))
          expect(typeof name).toBe("string");
      }),
    );
  });
});
