import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hinton } from "../../methods/papers/hinton.ts";
import { registry } from "../../methods/registry/methodRegistry.ts";
import { stopsOf } from "./sliderStops.ts";

describe("a slider's stops", () => {
  it("rise, lie in the range, and hold both ends and the default, whatever the range", () => {
    const numbers = fc.tuple(
      fc.double({ min: 0, max: 100, noNaN: true }),
      fc.double({ min: 0.01, max: 1e4, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.constantFrom("alpha", "softWeight", "temperature"),
    );
    fc.assert(
      fc.property(numbers, ([min, width, share, name]) => {
        const max = min + width;
        const param = { kind: "number", default: min + share * (max - min), min, max, live: true, doc: "" } as const;
        const stops = stopsOf(name, param);
        expect(stops).toEqual([...stops].sort((a, b) => a - b));
        expect(new Set(stops).size).toBe(stops.length);
        expect([stops[0], stops.at(-1)]).toEqual([min, max]);
        expect(stops).toContain(param.default);
      }),
    );
  });

  it("of Hinton's temperature and weights are the round numbers that people try", () => {
    expect(stopsOf("temperature", hinton.params.temperature)).toEqual(expect.arrayContaining([1, 2.5, 4, 20]));
    expect(stopsOf("softWeight", hinton.params.softWeight).slice(0, 4)).toEqual([0, 0.05, 0.1, 0.2]);
  });

  it("of every method's live settings are few enough for the arrow keys", () => {
    const counts = registry.flatMap(({ params }) =>
      Object.entries(params).flatMap(([name, param]) =>
        param.kind === "number" && param.live ? [stopsOf(name, param).length] : [],
      ),
    );
    expect(Math.max(...counts)).toBeLessThanOrEqual(24);
  });
});
