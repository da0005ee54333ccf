import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultExperiment } from "../../../src/domain/defaultExperiment.ts";
import { CommandError } from "../../commandLine/commandLine.ts";
import { itemsOfPart, readPart } from "./partOfWork.ts";

/** Runs of some seeds, experiment by experiment, as the section has them: each seed has one teacher. */
const runsOf = (experiments: number, seeds: number) =>
  Array.from({ length: experiments * seeds }, (_, i) => ({
    seed: i % seeds,
    experiment: { ...defaultExperiment, seed: i % seeds, evaluateEvery: 1 + Math.floor(i / seeds) },
  }));
type Item = ReturnType<typeof runsOf>[number];

const partsOf = (items: readonly Item[], of: number) =>
  Array.from({ length: of }, (_, i) => {
    try {
      return itemsOfPart(items, { index: i + 1, of });
    } catch (error) {
      if (error instanceof CommandError) return [];
      throw error;
    }
  });

describe("the parts of a sweep", () => {
  it("have each run exactly once, in its order", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 20 }),
        (n, seeds, of) => {
          const items = runsOf(n, seeds);
          const parts = partsOf(items, of);
          expect(items.map((item) => parts.filter((part) => part.includes(item)).length)).toEqual(items.map(() => 1));
          for (const part of parts) expect(items.filter((item) => part.includes(item))).toEqual(part);
        },
      ),
    );
  });

  it("keep the runs of one teacher together where there are enough teachers", () => {
    for (const of of [1, 2, 3]) {
      const seedsByPart = partsOf(runsOf(8, 3), of).map((part) => new Set(part.map(({ seed }) => seed)));
      expect(seedsByPart.reduce((sum, seeds) => sum + seeds.size, 0)).toBe(3);
    }
  });

  it("with more parts than teachers have runs of one teacher each, evenly", () => {
    const parts = partsOf(runsOf(8, 2), 4);
    for (const part of parts) expect([part.length, new Set(part.map(({ seed }) => seed)).size]).toEqual([4, 1]);
  });

  it("have the same experiment once, where settings make two of them one", () => {
    const items = runsOf(4, 1).flatMap((item) => [item, { ...item }]);
    const evaluated = partsOf(items, 2).map((part) => part.map(({ experiment }) => experiment.evaluateEvery));
    expect(evaluated).toEqual([
      [1, 1, 3, 3],
      [2, 2, 4, 4],
    ]);
  });

  it("of which one has nothing to do is refused with the number of runs", () => {
    expect(() => itemsOfPart(runsOf(2, 1), { index: 3, of: 3 })).toThrow(
      "--part 3/3 has nothing to do: there are 2 runs; take fewer parts",
    );
  });

  it("are written I/N", () => {
    expect(readPart("2/8")).toEqual({ index: 2, of: 8 });
    for (const wrong of ["", "0/2", "3/2", "1", "1/0", "1/2/3", "a/b", "-1/2", "1/1001"])
      expect(() => readPart(wrong)).toThrow(/--part is ".*", but must be I\/N/);
  });
});
