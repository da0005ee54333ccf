import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { axisAroundZero, logarithmicAxis } from "./roundAxis.ts";

describe("an axis around zero", () => {
  it("has round numbers", () => {
    expect(axisAroundZero([79, 68, 62, 48.2, 91.1]).ticks).toEqual([-20, 0, 20, 40, 60, 80]);
    expect(axisAroundZero([]).ticks).toEqual([-1, 0, 1]);
  });

  it("contains zero and every value, with few numbers", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -5000, max: 5000, noNaN: true }), { maxLength: 12 }), (values) => {
        const { low, high, ticks } = axisAroundZero(values);
        expect(ticks).toContain(0);
        expect(ticks.length).toBeLessThanOrEqual(9);
        for (const value of values) expect(value > low && value < high).toBe(true);
      }),
    );
  });
});

describe("a logarithmic axis", () => {
  it("begins below the lowest line", () => {
    expect(logarithmicAxis(77, 1800).ticks).toEqual([50, 100, 200, 500, 1000, 2000]);
    expect(logarithmicAxis(50, 50).ticks).toEqual([20, 50]);
    expect(logarithmicAxis(0, 3).ticks).toEqual([1, 2, 5]);
    expect(logarithmicAxis(67, 500).ticks).toEqual([50, 100, 200, 500]);
  });
});
