import { expect, it } from "vitest";
import { errorAxis } from "./classAxis.ts";

it("the axis of errors ends at the largest number, or at the largest but one where that is far beyond", () => {
  expect(errorAxis([4, 26, 198, 12]).end).toBe(26);
  expect(errorAxis([4, 26, 28])).toEqual({ end: 28, share: 1 });
  expect(errorAxis([0, 7, 0])).toEqual({ end: 7, share: 1 });
  expect(errorAxis([])).toEqual({ end: 1, share: 1 });
});

it("a bar that goes on beyond the axis is drawn longer than any that ends on it", () => {
  expect(errorAxis([4, 26, 198, 12]).share).toBeLessThan(0.86);
});
