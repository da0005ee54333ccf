import { describe, expect, it } from "vitest";
import { logOfPairs, runWithEvaluations } from "../../testing/trainingRuns.ts";
import { foldRun } from "../run/runFromEvents.ts";
import { armParts, errorsByPart, errorsSaved, pairedErrorsAt } from "./errorsOfPairs.ts";

describe("the errors of pairs", () => {
  it("differ pair by pair, positive where the distilled student makes fewer", () => {
    expect(errorsSaved(foldRun(logOfPairs([4, -5, 6]), "live")!)).toEqual([4, -5, 6]);
  });

  it("are read at an earlier step from the newest evaluation before it", () => {
    const run = runWithEvaluations({
      "taught/0": [
        { step: 0, errors: 90 },
        { step: 2, errors: 20 },
      ],
      "plain/0": [
        { step: 0, errors: 80 },
        { step: 2, errors: 30 },
      ],
    });
    expect(pairedErrorsAt(run, 1)).toEqual({ distilled: 90, baseline: 80, pairs: 1, total: 100 });
    expect(pairedErrorsAt(run, 2)).toMatchObject({ distilled: 20, baseline: 30 });
  });

  it("on dropped and other classes add up to all", () => {
    const run = foldRun(logOfPairs([4, 6]), "live")!;
    expect(errorsByPart(run)).toBeNull();
    const transferSet = { ...run.experiment.transferSet, omitClasses: [0] };
    const parts = errorsByPart({ ...run, experiment: { ...run.experiment, transferSet } })!;
    expect(parts).toEqual({
      distilled: { dropped: 20, others: 0 },
      baseline: { dropped: 25, others: 0 },
      totals: { dropped: 50, others: 50 },
    });
  });

  it("of one arm have intervals over pairs, on dropped classes, on the others and in all", () => {
    const run = foldRun(logOfPairs([4, 6]), "live")!;
    expect(armParts(run, "plain")).toBeNull();
    const transferSet = { ...run.experiment.transferSet, omitClasses: [0] };
    const dropping = { ...run, experiment: { ...run.experiment, transferSet } };
    const { dropped, others, all, pairs } = armParts(dropping, "plain")!;
    expect([dropped.mean, others.mean, all.mean, pairs]).toEqual([25, 0, 25, 2]);
    expect(dropped.low).toBeLessThanOrEqual(25);
    expect(armParts(dropping, "shuffled-soft-targets")).toBeNull();
  });
});
