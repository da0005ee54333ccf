import { describe, expect, it } from "vitest";
import { momentAt } from "./moments.ts";

const moments = [0, 50, 100].map((step) => ({ step, logits: new Float32Array(1) }));

describe("the evaluation that is shown", () => {
  it("is the newest one, or the newest until a step", () => {
    const shown = [null, 0, 49, 50, 99, 1000].map((step) => momentAt(moments, step)?.step);
    expect(shown).toEqual([100, 0, 0, 50, 50, 100]);
  });

  it("is the first one where all are later, and none where there is none", () => {
    expect(momentAt(moments.slice(1), 20)?.step).toBe(50);
    expect(momentAt([], 20)).toBeUndefined();
    expect(momentAt(undefined, null)).toBeUndefined();
  });
});
