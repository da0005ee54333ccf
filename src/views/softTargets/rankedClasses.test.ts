import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rankedClasses, sumOf } from "./rankedClasses.ts";

const shares = (classes: number) =>
  fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: classes, maxLength: classes }).map((raw) => {
    const total = raw.reduce((a, b) => a + b, 0);
    return raw.map((value) => value / total);
  });

describe("the classes that have a row among the bars", () => {
  it("are all of up to twelve, in their order", () => {
    for (const classes of [2, 10, 12]) {
      const answer = Array.from({ length: classes }, (_, c) => 1 / (c + 1));
      expect(rankedClasses(classes, [answer.toReversed(), null], 1)).toEqual({
        shown: Array.from({ length: classes }, (_, c) => c),
        others: [],
      });
    }
  });

  it("are ten of more, none smaller in both answers than one that is left out, but for the true class", () => {
    fc.assert(
      fc.property(shares(26), shares(26), fc.option(fc.integer({ min: 0, max: 25 })), (p, q, label) => {
        const { shown, others } = rankedClasses(26, [p, q], label ?? undefined);
        expect(shown.length).toBe(10);
        expect([...shown, ...others].sort((a, b) => a - b)).toEqual(Array.from({ length: 26 }, (_, c) => c));
        if (label !== null) expect(shown).toContain(label);
        const sizes = shown.filter((c) => c !== label).map((c) => Math.max(p[c]!, q[c]!));
        expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
        for (const c of others) expect(Math.max(p[c]!, q[c]!)).toBeLessThanOrEqual(sizes.at(-1)!);
        expect(sumOf(p, shown) + sumOf(p, others)).toBeCloseTo(1, 9);
      }),
    );
  });

  it("are those of one answer where the other is not known", () => {
    const p = Array.from({ length: 100 }, (_, c) => c);
    expect(rankedClasses(100, [p, null], undefined).shown).toEqual([99, 98, 97, 96, 95, 94, 93, 92, 91, 90]);
    expect(rankedClasses(100, [p, null], 3).shown).toEqual([99, 98, 97, 96, 95, 94, 93, 92, 91, 3]);
  });
});
