import { expect, it } from "vitest";
import { axisEnd } from "./classAxis.ts";

it("the axis of errors ends at the largest number, or at the largest but one where that is far beyond", () => {
  expect(axisEnd([4, 26, 198, 12])).toBe(26);
  expect(axisEnd([4, 26, 28])).toBe(28);
  expect(axisEnd([0, 7, 0])).toBe(7);
  expect(axisEnd([])).toBe(1);
});
