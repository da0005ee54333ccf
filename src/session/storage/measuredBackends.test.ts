import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import { dense } from "../../domain/namedArchitectures.ts";
import { experimentShape, parseMeasuredBackends, rememberBackend } from "./measuredBackends.ts";

describe("remembered backends", () => {
  it("belong to networks, batch, optimiser, method and number of students, and to no slider, seed or number of steps", () => {
    const { student } = defaultExperiment;
    const sameShape = [
      { ...defaultExperiment, seed: 99 },
      { ...defaultExperiment, method: { ...defaultExperiment.method, params: { temperature: 9 } } },
      { ...defaultExperiment, student: { ...student, training: { ...student.training, steps: 7 } } },
    ];
    for (const experiment of sameShape) expect(experimentShape(experiment)).toBe(experimentShape(defaultExperiment));
    const others = [
      { ...defaultExperiment, pairs: 9 },
      { ...defaultExperiment, controls: ["label-smoothing"] },
      { ...defaultExperiment, student: { ...student, architecture: dense(3) } },
      { ...defaultExperiment, student: { ...student, training: { ...student.training, batchSize: 7 } } },
    ];
    expect(new Set([defaultExperiment, ...others].map(experimentShape)).size).toBe(5);
  });

  it("are parsed as they were written, the newest fifty of them", () => {
    let remembered = {};
    for (let pairs = 1; pairs <= 60; pairs++)
      remembered = rememberBackend(remembered, { ...defaultExperiment, pairs }, "webgpu");
    remembered = rememberBackend(remembered, { ...defaultExperiment, pairs: 30 }, "wasm");
    const parsed = parseMeasuredBackends(JSON.stringify(remembered));
    expect(parsed).toEqual(remembered);
    expect(Object.keys(parsed)).toHaveLength(50);
    expect(parsed[experimentShape({ ...defaultExperiment, pairs: 30 })]).toBe("wasm");
    expect(parsed[experimentShape({ ...defaultExperiment, pairs: 10 })]).toBeUndefined();
  });

  it("leave out anything that is not the name of a backend, and never throw", () => {
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
