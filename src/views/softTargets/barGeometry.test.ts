import { describe, expect, it } from "vitest";
import { barValues, gutterOf, placeBar } from "./barGeometry.ts";

const p = [0.9, 0.06, 0.036, 0.004];

describe("the values of bars", () => {
  it("are probabilities on an axis from 0 to 100 %, without a number under 0.5 %", () => {
    expect(barValues(p, "linear", 0).map(({ part }) => part)).toEqual(p);
    expect(barValues(p, "linear", 0).map(({ number }) => number)).toEqual(["90\u00a0%", "6\u00a0%", "4\u00a0%", null]);
  });

  it("are whole orders of magnitude at equal distances on the logarithmic axis, each with its number", () => {
    const values = barValues([1, 0.1, 0.01, 1e-9], "logarithmic", 0);
    [1, 0.8, 0.6, 0].forEach((part, c) => {
      expect(values[c]!.part).toBeCloseTo(part);
    });
    expect(values.every(({ number }) => number !== null)).toBe(true);
  });

  it("are the others scaled to 100 % without the teacher's first answer", () => {
    const [first, ...others] = barValues(p, "others", 0);
    expect(first).toEqual({ part: 0, number: null });
    expect(others.reduce((sum, { part }) => sum + part, 0)).toBeCloseTo(1);
  });
});

describe("the number of a bar", () => {
  const axis = 200;
  it("stands behind the bar, and behind an outline that reaches further", () => {
    expect(placeBar({ part: 0.5, number: "50\u00a0%" }, 0, axis, 12).number!.at).toBe(106);
    expect(placeBar({ part: 0.5, number: "50\u00a0%" }, 140, axis, 12).number!.at).toBe(146);
  });

  it("stands in the bar where it would leave the axis, and behind the bar where only the outline leaves it no room", () => {
    const long = placeBar({ part: 0.98, number: "98\u00a0%" }, 0, axis, 12).number!;
    expect(long.isInside).toBe(true);
    expect(long.at + 4 * 12 * 0.61).toBeLessThan(0.98 * axis);
    expect(placeBar({ part: 0.3, number: "30\u00a0%" }, 195, axis, 12).number).toMatchObject({
      ...{ at: 66, isInside: false },
    });
  });

  it("never leaves the axis, and no line goes through it", () => {
    for (let part = 0; part <= 1; part += 0.01)
      for (const reach of [0, 50, 199])
        for (const width of [60, 120, 300]) {
          const { number, line } = placeBar({ part, number: "100\u00a0%" }, (reach / 200) * width, width, 12);
          const end = number!.at + 5 * 12 * 0.61;
          expect(number!.at).toBeGreaterThan(0);
          expect(end).toBeLessThanOrEqual(width);
          if (!number!.isInside) expect(line[0]).toBeGreaterThanOrEqual(Math.min(width, end));
          expect(line[0]).toBeLessThanOrEqual(line[1]);
        }
  });
});

describe("the gutter of names", () => {
  it("has room for words and for Chinese characters", () => {
    expect(gutterOf(["0", "9"], 15, 48)).toBe(48);
    expect(gutterOf(["Bag", "T-shirt/top"], 13, 48)).toBeGreaterThan(80);
    expect(gutterOf(["连衣裙"], 13, 34)).toBeGreaterThan(3 * 13);
  });
});
