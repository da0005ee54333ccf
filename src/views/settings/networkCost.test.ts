import { describe, expect, it } from "vitest";
import { fewFigures } from "./networkCost.ts";

describe("a large number in few figures", () => {
  it("is in thousands or millions", () => {
    const texts = [837_610, 1_240_000, 999_700, 8_540, 8_010, 650].map((n) => fewFigures(n).replace("\u00a0", " "));
    expect(texts).toEqual(["838 k", "1.2 M", "1.0 M", "8.5 k", "8 k", "650"]);
  });
});
