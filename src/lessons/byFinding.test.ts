import { describe, expect, it } from "vitest";
import { byFinding, errorsSaved, outcomeOf } from "./byFinding.ts";

const [more, fewer, unclear] = [
  { mean: -20, low: -40, high: -3 },
  { mean: 36, low: 11, high: 61 },
  { mean: -3, low: -12, high: 6 },
];

describe("what is said of a finding", () => {
  it("is chosen by the word of the table and of a verdict alike", () => {
    expect(outcomeOf({ word: "helps" })).toBe("reproduced");
    expect(outcomeOf({ word: "reversed" })).toBe("reversed");
    expect(outcomeOf({ word: "one-pair" })).toBe("inconclusive");
    expect(byFinding({ word: "hurts" }, { reproduced: 0, reversed: 1, inconclusive: 2 })).toBe(1);
  });

  it("tells the direction that the interval decides", () => {
    expect(errorsSaved.en({ word: "reproduced", ...fewer })).toBe("36 [11, 61] fewer errors");
    expect(errorsSaved.en({ word: "hurts", ...more })).toBe("20 [3, 40] more errors");
    expect(errorsSaved.en({ word: "inconclusive", ...unclear })).toBe(
      "3 [−6, 12] more errors, which cannot be told from none",
    );
    expect(errorsSaved.zh({ word: "reversed", ...more })).toBe("多错 20 [3, 40] 张");
  });
});
