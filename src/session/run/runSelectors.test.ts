import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Claim, ClaimSide } from "../../methods/core/method.ts";
import type { TrainingEvent } from "../../protocol/events.ts";
import { evaluationWith, logOfPairs, runWithEvaluations } from "../../testing/trainingRuns.ts";
import { applyEvent, foldRun } from "./runFromEvents.ts";
import { claimVerdicts, pairedErrors, verdictOf } from "./runSelectors.ts";

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

describe("the large numbers", () => {
  const events = logOfPairs([4, 5, 6]);
  /** The run after all events but those of some networks. */
  const without = (...left: readonly string[]) => {
    const isOf = (event: TrainingEvent) =>
      left.includes("network" in event ? event.network : "job" in event ? (event.job ?? "") : "");
    const ended = left.length > 0 ? events.slice(0, -1) : events;
    return foldRun(
      ended.filter((event) => !isOf(event)),
      "live",
    )!;
  };

  it("compare only pairs whose two students have finished, whatever has been evaluated before", () => {
    expect(pairedErrors(without())).toEqual({ distilled: 20, baseline: 25, pairs: 3, total: 100 });
    expect(pairedErrors(without("plain/2"))).toEqual({ distilled: 20, baseline: 24.5, pairs: 2, total: 100 });
    const evaluated = without("plain/1", "plain/2", "taught/2");
    const early = { type: "evaluated", network: "plain/1", step: 1, evaluation: evaluationWith(99) } as const;
    expect(pairedErrors(applyEvent(evaluated, early, "live")!)).toMatchObject({
      distilled: 20,
      baseline: 24,
      pairs: 1,
    });
    expect(pairedErrors(without("plain/0", "plain/1", "plain/2"))).toBeNull();
  });

  it("have no word before all pairs of the run have finished", () => {
    expect(verdictOf(without())).toMatchObject({ word: "helps", pairs: 3, of: 3 });
    expect(verdictOf(without("plain/2"))).toMatchObject({ word: "unfinished", pairs: 2, of: 3, mean: 4.5 });
    expect(verdictOf(without("plain/1", "plain/2"))).toMatchObject({ word: "unfinished", pairs: 1, of: 3 });
    const stopped = applyEvent(without("plain/2"), { type: "finished", reason: "stopped" }, "live")!;
    expect(verdictOf(stopped)?.word).toBe("unfinished");
  });

  it("and claims about errors at an earlier step wait for both students, too", () => {
    const claim: Claim = { text: "", better: { arm: "taught" }, than: { arm: "plain" }, by: { errorsAtStep: 1 } };
    const training = foldRun(
      events.filter(({ type }) => type !== "jobFinished" && type !== "finished"),
      "live",
    )!;
    expect(claimVerdicts(training, [claim])[0]!.verdict).toBeNull();
    expect(claimVerdicts(without("taught/0"), [claim])[0]!.verdict).toMatchObject({ word: "unfinished", pairs: 2 });
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
