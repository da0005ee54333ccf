import { describe, expect, it } from "vitest";
import { windowsAlong } from "./windows.ts";

describe("windows along an axis", () => {
  it("with padding are as many as strides begin in it, with one zero more behind where their number is odd", () => {
    expect(windowsAlong(28, 3, 2, "same")).toEqual({ count: 14, before: 0, after: 1 });
    expect(windowsAlong(28, 3, 1, "same")).toEqual({ count: 28, before: 1, after: 1 });
    expect(windowsAlong(28, 2, 1, "same")).toEqual({ count: 28, before: 0, after: 1 });
    expect(windowsAlong(7, 1, 2, "same")).toEqual({ count: 4, before: 0, after: 0 });
  });

  it("without padding are those that fit whole", () => {
    expect(windowsAlong(28, 3, 2, "valid").count).toBe(13);
    expect(windowsAlong(28, 5, 1, "valid").count).toBe(24);
    expect(windowsAlong(4, 5, 1, "valid").count).toBeLessThan(1);
  });
});
