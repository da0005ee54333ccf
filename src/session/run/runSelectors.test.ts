import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Claim, ClaimSide } from "../../methods/core/method.ts";
import { logOfPairs, runWithEvaluations } from "../../testing/trainingRuns.ts";
import { foldRun } from "./runFromEvents.ts";
import { claimVerdicts, verdictOf } from "./runSelectors.ts";

describe("the verdict of a run", () => {
  it("is that the method helps only where the whole interval lies above 0; a single pair decides nothing", () => {
    const word = (differences: readonly number[]) => verdictOf(foldRun(logOfPairs(differences), "live")!)?.word;
    expect(word([4, 5, 6])).toBe("helps");
    expect(word([-4, -5, -6])).toBe("hurts");
    expect(word([-4, 5, 1])).toBe("cannot-tell");
    expect(word([9])).toBe("one-pair");
    expect(word([])).toBeUndefined();
  });

  it("counts the pairs alone whose two students are finished", () => {
    const log = logOfPairs([4, 5, 6]);
    const last = log.findLastIndex((event) => event.type === "jobFinished");
    const stopped = foldRun([...log.slice(0, last), { type: "finished", reason: "stopped" }], "live")!;
    expect(verdictOf(stopped)).toMatchObject({ pairs: 2, mean: 4.5 });
  });
});

describe("a paper's claim", () => {
  const pairs = [0, 1, 2];
  const run = runWithEvaluations(
    Object.fromEntries(
      pairs.flatMap((pair) => [
        [
          `taught/${pair}`,
          [
            { step: 2, errors: 9 + pair },
            { step: 4, errors: 5 + pair, entropy: 0.5 + pair / 100 },
          ],
        ],
        [
          `taught/${pair}/peer 2`,
          [
            { step: 2, errors: 30 },
            { step: 4, errors: 8 + 2 * pair },
          ],
        ],
        [
          `plain/${pair}`,
          [
            { step: 2, errors: 20 + 2 * pair },
            { step: 4, errors: 4 + 2 * pair, entropy: 0.1 },
          ],
        ],
      ]),
    ),
  );
  const decided = (claim: Omit<Claim, "text">) => claimVerdicts(run, [{ text: "it is so", ...claim }])[0]!;
  const [taught, plain] = [{ arm: "taught" }, { arm: "plain" }];

  it("is decided by errors at the end, by errors at a step before, and by entropy, of which more is better", () => {
    expect(decided({ better: taught, than: plain, by: "errors" }).verdict).toMatchObject({ mean: 0, pairs: 3 });
    expect(decided({ better: taught, than: plain, by: { errorsAtStep: 1 } }).verdict).toMatchObject({
      mean: 12,
      word: "helps",
    });
    const byEntropy = decided({ better: taught, than: plain, by: "entropy" }).verdict!;
    expect([byEntropy.word, byEntropy.mean]).toEqual(["helps", expect.closeTo(0.41, 10)]);
  });

  it("may name an output that is not the one its job is evaluated by", () => {
    const member: ClaimSide = { arm: "taught", output: "peer 2" };
    expect(decided({ better: taught, than: member, by: "errors" }).verdict).toMatchObject({ mean: 4, word: "helps" });
    expect(decided({ better: member, than: taught, by: "errors" }).verdict).toMatchObject({ mean: -4, word: "hurts" });
  });

  it("about an arm that is not trained is undecided, and the arm is named", () => {
    const undecided = decided({ better: taught, than: { arm: "born-twice" }, by: "errors" });
    expect(undecided).toMatchObject({ verdict: null, missing: ["born-twice"] });
  });

  it("that compares the errors of the two arms is decided as the verdict is", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 1, maxLength: 10 }), (differences) => {
        const compared = foldRun(logOfPairs(differences), "live")!;
        const [claimed] = claimVerdicts(compared, [{ text: "", better: taught, than: plain, by: "errors" }]);
        expect(claimed!.verdict).toEqual(verdictOf(compared));
      }),
      { numRuns: 50 },
    );
  });

  it("is stated by no method of Hinton's beside the verdict", () => {
    expect(claimVerdicts(run)).toEqual([]);
  });
});
