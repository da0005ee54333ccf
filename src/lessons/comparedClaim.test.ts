import { describe, expect, it } from "vitest";
import { siteRecordings } from "../../scripts/build/lessonFigures.ts";
import { BASELINE } from "../domain/experiment.ts";
import { withFinding } from "../testing/lessons/alteredRecordings.ts";
import { claimAgainst, claimAgainstIfAny, errorGuess, errorsFound } from "./comparedClaim.ts";

const recordings = siteRecordings();
const claimBy = (word: "reproduced" | "reversed" | "inconclusive", mean: number, low: number, high: number) =>
  claimAgainst(withFinding("fitnets", { word, mean, low, high })(recordings), "fitnets", BASELINE);

describe("a claim that is found by what it compares", () => {
  it("is measured by the table and by the recorded run", () => {
    const { table, run, step } = claimAgainst(recordings, "net2net", BASELINE, "errorsAtStep");
    expect(table.pairs).toBeGreaterThan(1);
    expect(run.pairs).toBe(recordings.run("net2net").experiment.pairs);
    expect(step).toBeGreaterThan(0);
  });

  it("is the recorded run's own, with its pairs and seed, where the table has not measured it with the run's settings", () => {
    const unmeasured = { ...recordings, papers: [] };
    const { table, run } = claimAgainst(unmeasured, "net2net", BASELINE, "errorsAtStep");
    const { seed, pairs } = recordings.run("net2net").experiment;
    expect(table).toMatchObject({ seeds: [seed], pairs, mean: run.mean, low: run.low, high: run.high });
    expect(errorsFound.en({ table, run, step: null })).toContain(`(${pairs} pairs)`);
  });

  it("need not be made by every method", () => {
    expect(claimAgainstIfAny(recordings, "hinton", "shuffled-soft-targets")).toBeNull();
    expect(() => claimAgainst(recordings, "hinton", "shuffled-soft-targets")).toThrow("hinton makes no claim");
  });

  it("has the guess that the table makes true, and one reply to each", () => {
    const [more, unclear] = [claimBy("reversed", -20, -30, -10), claimBy("inconclusive", 2, -5, 9)];
    expect(errorGuess.en.options[errorGuess.right(more)]).toBe("More errors");
    expect(errorGuess.en.replies(unclear)).toEqual([
      "The runs say otherwise.",
      "As you thought.",
      "The runs say otherwise.",
    ]);
  });

  it("names the run's own figure where it has another word", () => {
    const { table } = claimAgainst(recordings, "fitnets", BASELINE);
    const same = { table, run: { ...table, word: "helps" as const, pairs: 3 }, step: null };
    const other = { ...same, run: { mean: -9, low: -12, high: -6, word: "hurts" as const, pairs: 3 } };
    expect(errorsFound.en({ ...same, table: { ...table, word: "reproduced" } })).not.toContain("shown here");
    const apart = { ...other, table: { ...table, word: "reproduced" as const, low: 2, high: 40 } };
    expect(errorsFound.en(apart)).toMatch(
      /the 3 pairs shown here, of another seed and so of other images, say 9 \[6, 12\] more errors, and an interval over pairs of one seed leaves out how far seeds differ$/,
    );
    expect(errorsFound.en({ ...apart, table: { ...apart.table, low: -8 } })).toMatch(/say 9 \[6, 12\] more errors$/);
    const far = { ...same, run: { ...same.run, mean: table.high + 20, low: table.high + 5, high: table.high + 35 } };
    expect(errorsFound.en({ ...far, table: { ...table, word: "reproduced" } })).toContain("shown here");
    expect(errorsFound.zh(apart)).toContain(
      "3 对用的是另一个种子，图像也不同：多错 9 [6, 12] 张，而同一种子各对的区间不含种子之间的差别",
    );
  });
});
