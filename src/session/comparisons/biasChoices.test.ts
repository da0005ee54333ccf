import { describe, expect, it } from "vitest";
import { decodeLog } from "../../protocol/eventLog.ts";
import { hintonSectionLog } from "../../testing/hintonSectionLog.ts";
import { recordedLog } from "../../testing/recordings/recordedLog.ts";
import { foldRun } from "../run/runFromEvents.ts";
import { lastEvaluation, studentsOfArm } from "../run/runSelectors.ts";
import { biasChoices, biasChoicesOfArm, biasOfPairs } from "./biasChoices.ts";

/** Two pairs without 3s: the answers of the first are worked out by hand, those of the second have 3s higher by 1. */
function runOfTwoPairs() {
  const run = foldRun(
    hintonSectionLog().map((event) => {
      if (event.type !== "evaluated") return event;
      const classTotals = Array.from({ length: 10 }, (_, c) => (c === 3 ? 2 : c === 5 || c === 8 ? 1 : 0));
      return { ...event, evaluation: { ...event.evaluation, classTotals } };
    }),
    "recorded",
  )!;
  const first = run.networks.find(({ card }) => card.id === "taught/0")!;
  const second = {
    ...first,
    card: { ...first.card, id: "taught/1", pair: 1 },
    job: "taught/1",
    testLogits: first.testLogits!.map((value, i) => (i % 10 === 3 ? value + 1 : value)),
  };
  return { ...run, networks: [...run.networks, second] };
}

describe("a bias over pairs", () => {
  const run = runOfTwoPairs();
  const pairs = biasOfPairs(run, "taught");

  it("has each pair's errors on dropped classes, on the others, and their sum", () => {
    expect(pairs.map(({ pair, of }) => [pair, of])).toEqual([
      [0, { dropped: 2, others: 2, all: 4 }],
      [1, { dropped: 2, others: 2, all: 4 }],
    ]);
    // The first 3 is lower than the 5 by 1, and the 5 is above the 3 by 2; one bias of 1 more is the second pair.
    expect(pairs[0]!.errorsAt(0)).toEqual({ dropped: 2, others: 0, all: 2 });
    expect(pairs[0]!.errorsAt(1.5)).toEqual({ dropped: 1, others: 0, all: 1 });
    expect(pairs[0]!.errorsAt(3)).toEqual({ dropped: 1, others: 1, all: 2 });
    for (const bias of [-2, 0, 0.4, 1.5, 3, 8]) expect(pairs[1]!.errorsAt(bias)).toEqual(pairs[0]!.errorsAt(bias + 1));
  });

  it("has the bias of the fewest errors in all for each pair", () => {
    expect(pairs.map(({ choices, errorsAt }) => [choices.best, errorsAt(choices.best).all])).toEqual([
      [1.1, 1],
      [0.1, 1],
    ]);
    const [first] = run.networks.filter(({ card }) => card.id === "taught/0");
    expect(pairs[0]!.choices).toEqual(biasChoices(run, first));
  });

  it("has one bias for all pairs, with which no tenth leaves fewer errors in all", () => {
    for (const id of ["drop-3s", "only-7s-8s"]) {
      const recorded = foldRun(decodeLog(recordedLog(id)), "recorded")!;
      const read = biasOfPairs(recorded, "taught");
      const errorsAt = (bias: number) => read.reduce((sum, one) => sum + one.errorsAt(bias).all, 0);
      const { best, share } = biasChoicesOfArm(recorded, "taught")!;
      const tenths = Array.from({ length: 301 }, (_, i) => errorsAt((i - 150) / 10));
      expect(errorsAt(best)).toBe(Math.min(...tenths));
      const ofPairs = read.map(({ choices }) => choices.share);
      expect(share).toBeGreaterThanOrEqual(Math.min(...ofPairs));
      expect(share).toBeLessThanOrEqual(Math.max(...ofPairs));
    }
    expect(biasChoicesOfArm(run, "plain")).toBeNull();
  });

  it("leaves out students whose answers to the whole test set are not known", () => {
    expect(biasOfPairs(run, "plain")).toEqual([]);
    expect(biasOfPairs({ ...run, testLabels: new Uint8Array(9) }, "taught")).toEqual([]);
  });

  it("is known for every pair of the recorded runs without a digit, and without a bias has their evaluations", () => {
    for (const id of ["drop-3s", "drop-9s", "drop-3s-shuffled", "only-7s-8s"]) {
      const recorded = foldRun(decodeLog(recordedLog(id)), "recorded")!;
      const evaluated = studentsOfArm(recorded, "taught").map((student) => lastEvaluation(student)!.errors);
      const read = biasOfPairs(recorded, "taught");
      expect(
        read.map(({ errorsAt }) => errorsAt(0).all),
        id,
      ).toEqual(evaluated);
      for (const { choices, errorsAt } of read)
        expect(errorsAt(choices.best).all).toBeLessThanOrEqual(Math.min(errorsAt(0).all, errorsAt(choices.share).all));
    }
  });
});
