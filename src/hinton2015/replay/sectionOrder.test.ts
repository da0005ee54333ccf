import { describe, expect, it } from "vitest";
import { figuresOfSeed, readOrder, readTemperatures, seedsOf } from "./sectionOrder.ts";
import type { SectionSummary } from "./sectionSummary.ts";

const at = (...errors: number[]) => errors.map((value, i) => ({ seed: i + 4, errors: value }));
const inOrder = { teacher: at(80, 82), soft: at(99, 97), plain: at(140, 122), "no-3s": at(159, 187) };

describe("the paper's order", () => {
  it("is found again where the means stand in it", () => {
    expect(readOrder(inOrder)).toEqual({ figures: 4, exchanged: [], untold: 0 });
  });

  it("is not where one mean stands elsewhere, which is named", () => {
    const { exchanged } = readOrder({ ...inOrder, soft: at(150, 150) });
    expect(exchanged.map((pair) => pair.map(({ id }) => id))).toEqual([["soft", "plain"]]);
  });

  it("counts the exchanged pairs that no interval over seeds tells apart", () => {
    expect(readOrder({ ...inOrder, soft: at(150, 152) }).untold).toBe(1);
    expect(readOrder({ teacher: at(80, 81), soft: at(161, 162), plain: at(140, 141) }).untold).toBe(0);
  });

  it("is not where two means are equal", () => {
    expect(readOrder({ teacher: at(90), soft: at(90) }).exchanged).toHaveLength(1);
  });

  it("is judged without rows that are not measured, or of which the paper says nothing", () => {
    expect(readOrder({ teacher: at(80), "few-soft": at(10), soft: [] })).toEqual({
      figures: 1,
      exchanged: [],
      untold: 0,
    });
  });

  it("may hold in the mean and not with one seed", () => {
    const figures = { ...inOrder, "no-3s-best": at(129, 126) };
    expect(readOrder(figures).exchanged).toEqual([]);
    expect(readOrder(figuresOfSeed(figures, 5)).exchanged).toHaveLength(1);
    expect(readOrder(figuresOfSeed(figures, 4)).exchanged).toEqual([]);
  });
});

it("seeds are those of the recorded runs", () => {
  const run = { experiment: "hinton-2015", date: "", seconds: 1 };
  const runs: SectionSummary["runs"] = [11, 4, 11].map((seed) => ({ ...run, seed }));
  expect(seedsOf({ runs })).toEqual([4, 11]);
});

describe("the best temperature of a width", () => {
  it("is that of the fewest errors, with those that differ from it by chance", () => {
    const figures = { "30-2": at(280, 290, 285), "30-4": at(284, 288, 290), "30-40": at(390, 402, 396) };
    expect(readTemperatures(figures)).toEqual([{ width: 30, temperature: 2, alike: [4] }]);
  });

  it("has none beside it with one seed", () => {
    expect(readTemperatures({ "800-20": at(110), "800-40": at(111) })).toEqual([
      { width: 800, temperature: 20, alike: [] },
    ]);
  });
});
