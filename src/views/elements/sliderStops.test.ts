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
      fc.constantFrom("linear" as const, "logarithmic" as const, "weight" as const, "temperature" as const),
    );
    fc.assert(
      fc.property(numbers, ([lowest, width, share, scale]) => {
        const min = scale === "logarithmic" ? lowest + 0.01 : lowest;
        const max = min + width;
        const middle = min + share * (max - min);
        const param = { kind: "number", scale, default: middle, min, max, live: true, doc: "" } as const;
        const stops = stopsOf(param);
        expect(stops).toEqual([...stops].sort((a, b) => a - b));
        expect(new Set(stops).size).toBe(stops.length);
        expect([stops[0], stops.at(-1)]).toEqual([min, max]);
        expect(stops).toContain(param.default);
      }),
    );
  });

  it("of Hinton's temperature and weights are the round numbers that people try", () => {
    expect(stopsOf(hinton.params.temperature)).toEqual(expect.arrayContaining([1, 2.5, 4, 20]));
    expect(stopsOf(hinton.params.softWeight).slice(0, 4)).toEqual([0, 0.05, 0.1, 0.2]);
  });

  it("of every method's live settings are few enough for the arrow keys", () => {
    const counts = registry.flatMap(({ params }) =>
      Object.values(params).flatMap((param) => (param.kind === "number" && param.live ? [stopsOf(param).length] : [])),
    );
    expect(Math.max(...counts)).toBeLessThanOrEqual(24);
  });

  it("are not spread evenly over a range of positive numbers that spans a factor of 50 or more", () => {
    for (const { id, params } of registry)
      for (const [name, param] of Object.entries(params)) {
        if (param.kind !== "number") continue;
        if (param.min > 0 && param.max / param.min >= 50)
          expect(["temperature", "logarithmic"], `${id} ${name}`).toContain(param.scale);
        if (param.scale === "logarithmic") expect(param.min, `${id} ${name}`).toBeGreaterThan(0);
        if (param.scale === "weight") expect(param.min, `${id} ${name}`).toBe(0);
      }
  });
});
