import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { axisAroundZero, logAxis } from "./axes.ts";

describe("a logarithmic axis", () => {
  it("names 1, 2 and 5 times the powers of ten between its ends", () => {
    expect(logAxis([67, 4730]).ticks).toEqual([100, 200, 500, 1000, 2000, 5000]);
    expect(logAxis([30, 1629]).ticks).toEqual([50, 100, 200, 500, 1000]);
  });

  it("has equal distances for equal factors", () => {
    const { share } = logAxis([50, 5000]);
    expect(share(500) - share(50)).toBeCloseTo(share(5000) - share(500));
  });

  it("keeps every value between its ends and in order", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.1, max: 1e5, noNaN: true }), { minLength: 2 }), (values) => {
        const { share } = logAxis(values);
        const shares = values.toSorted((a, b) => a - b).map(share);
        for (const one of shares) expect(one >= 0 && one <= 1).toBe(true);
        expect(shares).toEqual(shares.toSorted((a, b) => a - b));
      }),
    );
  });
});

describe("an axis around zero", () => {
  it("leaves the few largest beyond its end", () => {
    const { share, ticks } = axisAroundZero([
      [14, 58],
      [-30, -5],
      [8, 31],
      [24, 67],
      [1242, 2310],
    ]);
    expect(share(1242)).toBe(1);
    expect(share(67)).toBeLessThan(1);
    expect(share(-30)).toBeGreaterThan(0);
    expect(ticks).toEqual([0, 50]);
  });

  it("holds zero where all differences lie on one side", () => {
    expect(axisAroundZero([[10, 20]]).share(0)).toBeGreaterThan(0);
    expect(axisAroundZero([[-20, -10]]).share(0)).toBeLessThan(1);
  });
});
