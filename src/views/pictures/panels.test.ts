import { describe, expect, it } from "vitest";
import { momentAt } from "../../session/run/moments.ts";
import {
  commonExtent,
  correlationOf,
  extentOf,
  formatNumber,
  formatRange,
  listedNames,
  numberedBars,
  numberRows,
  orderedByFirst,
  panelsFor,
  withDifference,
} from "./panels.ts";

const counting = (length: number) => Float32Array.from({ length }, (_, i) => i);

describe("a picture's panels", () => {
  it("are taken for one image; a histogram and the picture of a single image are taken whole", () => {
    const panel = { label: "map", shape: [3, 2, 2, 1], values: counting(12) };
    const [own] = panelsFor({ kind: "maps", panels: [panel] }, 1);
    expect([own!.shape, [...own!.values]]).toEqual([
      [2, 2, 1],
      [4, 5, 6, 7],
    ]);
    expect([...panelsFor({ kind: "maps", panels: [panel] }, 9)[0]!.values]).toEqual([8, 9, 10, 11]);
    const single = { label: "bars", shape: [1, 4], values: counting(4) };
    expect([...panelsFor({ kind: "bars", panels: [single] }, 7)[0]!.values]).toEqual([0, 1, 2, 3]);
    const counted = { label: "weights", shape: [4], values: counting(4), range: [-1, 1] as const };
    expect(panelsFor({ kind: "histogram", panels: [counted] }, 2)).toEqual([counted]);
  });

  it("of units are in the order of the first panel, the largest first", () => {
    const panel = (label: string, ...values: readonly number[]) => ({
      label,
      shape: [2, 2, 1],
      values: Float32Array.from(values),
    });
    const [teacher, student] = orderedByFirst([panel("teacher", 1, 4, 0, 2), panel("student", 10, 40, 0, 20)]);
    expect([...teacher!.values]).toEqual([4, 2, 1, 0]);
    expect([...student!.values]).toEqual([40, 20, 10, 0]);
  });

  it("have a difference where there are two maps of one shape", () => {
    const panel = (...values: readonly number[]) => ({ label: "", shape: [1, 2], values: Float32Array.from(values) });
    expect([...withDifference("maps", [panel(1, 2), panel(4, 1)])[2]!.values]).toEqual([3, -1]);
    expect(withDifference("bars", [panel(1, 2), panel(4, 1)])).toHaveLength(2);
    expect(withDifference("matrices", [panel(1, 2), panel(4, 1), panel(3, 1)])).toHaveLength(3);
  });

  it("are listed number by number: every value once, at its row and column", () => {
    const matrix = numberRows({ label: "", shape: [2, 3], values: counting(6) });
    expect(matrix.map(({ values }) => values)).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
    const maps = numberRows({ label: "", shape: [2, 2, 2], values: counting(8) });
    expect(maps.map(({ name, values }) => [name, ...values])).toEqual([
      ["1.1", 0, 2],
      ["1.2", 4, 6],
      ["2.1", 1, 3],
      ["2.2", 5, 7],
    ]);
    expect(numberRows({ label: "", shape: [4], values: counting(4) })).toHaveLength(1);
  });

  it("of one picture share a scale that contains 0", () => {
    const panel = (...values: number[]) => ({ label: "", shape: [values.length], values: Float32Array.from(values) });
    expect(commonExtent([panel(2, 3), panel(5)])).toEqual([0, 5]);
    expect(commonExtent([panel(-2, -1), panel(-4)])).toEqual([-4, 0]);
    expect(extentOf(new Float32Array(0))).toEqual([0, 0]);
  });

  it("write numbers with at most three digits", () => {
    expect([0, 0.12345, 1234.5, -0.00001].map(formatNumber)).toEqual(["0", "0.123", "1.2e+3", "−1.0e-5"]);
  });

  it("are shown as they were at a step: the newest up to it, else the first one known", () => {
    const moments = [200, 400].map((step) => ({
      ...{ type: "pictured" as const, job: "taught/0", picture: "hint", title: "", kind: "maps" as const, panels: [] },
      step,
    }));
    expect([null, 100, 200, 399, 900].map((step) => momentAt(moments, step)?.step)).toEqual([400, 200, 200, 200, 400]);
    expect(momentAt([], 5)).toBeUndefined();
  });

  it("are alike by the correlation of their values", () => {
    const of = (...values: number[]) => Float32Array.from(values);
    expect(correlationOf(of(1, 2, 3), of(2, 4, 6))).toBeCloseTo(1, 9);
    expect(correlationOf(of(1, 2, 3), of(3, 2, 1))).toBeCloseTo(-1, 9);
    expect(correlationOf(of(1, 1), of(2, 3))).toBeNull();
  });

  it("have names and numbers on bars that leave room for them", () => {
    const panel = (label: string, length: number) => ({ label, shape: [length], values: counting(length) });
    expect(listedNames(panel("student, branch 2", 2))).toEqual(["student", "branch 2"]);
    expect(listedNames(panel("student", 2))).toBeNull();
    expect([...numberedBars([10, 12, 60, 99], [90, 88, 40, 1]).keys()].sort()).toEqual([0, 2]);
    // There is room above the number of the longest bar for that of the second longest, but not of a third.
    expect([...numberedBars([60, 64, 66, 90], [40, 36, 34, 10])]).toEqual([
      [0, 0],
      [1, 18],
      [3, 0],
    ]);
    expect([...numberedBars([60, 64], [40, 36], 1, false)]).toEqual([[0, 0]]);
    expect(formatRange([0.00016, 0.24])).toEqual(["0", "0.24"]);
  });
});
