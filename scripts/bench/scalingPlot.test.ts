import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawScaling, placeOnScale } from "./scalingPlot.ts";

describe("the plot of how cost grows", () => {
  it("puts the same distance between a value and its double everywhere", () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 400, noNaN: true }), (value) => {
        const step = placeOnScale(2 * value, 1, 1024) - placeOnScale(value, 1, 1024);
        expect(step).toBeCloseTo(0.1, 10);
      }),
    );
  });

  it("draws every measured point inside its chart, and none that was left out", () => {
    const points = [30, 300, 2400].map((value, i) => ({
      ...{ axis: "width", value, title: `${value}` },
      engine: 4000 / value,
      tfjs: i < 2 ? 100 / value : null,
    }));
    const svg = drawScaling(points, "measured < here & now");
    const circles = [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)];
    expect(circles).toHaveLength(3 + 2 + 4);
    for (const [, x, y] of circles) {
      expect(Number(x)).toBeGreaterThan(40);
      expect(Number(x)).toBeLessThan(300);
      expect(Number(y)).toBeGreaterThanOrEqual(12);
      expect(Number(y)).toBeLessThanOrEqual(180);
    }
    expect(svg).toContain("measured &lt; here &amp; now");
  });
});
