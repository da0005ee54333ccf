import { describe, expect, it } from "vitest";
import { deviation, mean, pairedInterval, verdictWord } from "./statistics.ts";

describe("a paired interval", () => {
  it("is that of a textbook example: differences of 1, 2, 3", () => {
    // mean 2, standard deviation 1, t(2) = 4.303: 2 +- 4.303 / sqrt(3)
    const { mean: centre, low, high } = pairedInterval([1, 2, 3]);
    expect(centre).toBe(2);
    expect(high - centre).toBeCloseTo(4.303 / Math.sqrt(3), 10);
    expect(centre - low).toBeCloseTo(high - centre, 10);
  });

  it("of one pair is infinite, so that a single seed decides nothing", () => {
    const interval = pairedInterval([500]);
    expect([interval.low, interval.high]).toEqual([-Infinity, Infinity]);
    expect(verdictWord(interval, 1)).toBe("one-pair");
  });

  it("is refused for more pairs than there are quantiles for", () => {
    expect(() => pairedInterval(new Array<number>(21).fill(1))).toThrow(/21 pairs cannot be judged/);
  });

  it("changes sign with its differences, and so does what it decides", () => {
    const differences = [3, 4, 5, 4];
    const [plus, minus] = [pairedInterval(differences), pairedInterval(differences.map((d) => -d))];
    expect(minus.low).toBeCloseTo(-plus.high, 12);
    expect([verdictWord(plus, 4), verdictWord(minus, 4)]).toEqual(["helps", "hurts"]);
    expect([mean(differences), deviation(differences)]).toEqual([4, Math.sqrt(2 / 3)]);
  });
});
