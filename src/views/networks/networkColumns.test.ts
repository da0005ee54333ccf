import { describe, expect, it } from "vitest";
import { dense, withDropout } from "../../domain/namedArchitectures.ts";
import { columnsOf, shortcutsOf, unitsOf } from "./networkColumns.ts";

const size = { width: 74, height: 56 };

describe("a network as columns", () => {
  it("has a column for the image, for each layer and for the logits, and none for dropout", () => {
    expect(unitsOf(dense(300, 300))).toEqual([784, 300, 300, 10]);
    expect(unitsOf(withDropout(0.1, 0.3, 600, 600))).toEqual([784, 600, 600, 10]);
    const layers = [
      { kind: "conv", filters: 8, kernel: 3, activation: "relu" },
      { kind: "pool", size: 2 },
    ] as const;
    expect(unitsOf({ ...dense(), layers: [...layers] })).toEqual([784, 28 * 28 * 8, 14 * 14 * 8, 10]);
  });

  it("has lines from the column of what is added to that of its sum", () => {
    const conv = { kind: "conv", filters: 8, kernel: 3, activation: "relu" } as const;
    const add = (back: number) => ({ kind: "add", back, activation: "relu" }) as const;
    const layers = [conv, conv, { kind: "dropout", rate: 0.2 } as const, conv, add(3)];
    expect(shortcutsOf({ ...dense(), layers })).toEqual([[1, 4]]);
    expect(shortcutsOf({ ...dense(), layers: [{ ...conv, filters: 1 }, add(1)] })).toEqual([[0, 2]]);
  });

  it("is as high as its units, on one scale, and no column less than 6 px", () => {
    const heights = columnsOf([784, 392, 10], 784, size).map(({ height }) => height);
    expect(heights).toEqual([56, 28, 6]);
  });

  it("stays in its width, with as many layers as may be", () => {
    for (const layers of [1, 2, 26]) {
      const columns = columnsOf(new Array<number>(layers).fill(100), 784, size);
      const end = columns.at(-1)!;
      expect(end.x + end.width).toBeLessThanOrEqual(size.width + 1e-9);
      columns.slice(1).forEach((column, i) => {
        expect(column.x).toBeGreaterThan(columns[i]!.x + columns[i]!.width);
      });
    }
  });
});
