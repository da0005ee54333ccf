import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sameJson } from "./sameJson.ts";

/** The same value with the keys of every object the other way round. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, part]) => [key, turned(part)]),
  );
}

describe("equality of JSON", () => {
  it("holds for a value written in another order of keys, and with keys that are undefined", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const copy = turned(JSON.parse(JSON.stringify(value)));
        expect(sameJson(JSON.parse(JSON.stringify(value)), copy)).toBe(true);
        expect(sameJson({ copy, absent: undefined }, { copy })).toBe(true);
      }),
    );
  });

  it("fails wherever one part is another, one is missing, or an array stands for an object", () => {
    const pairs: readonly (readonly [unknown, unknown])[] = [
      [{ a: 1 }, { a: 2 }],
      [{ a: 1 }, { b: 1 }],
      [{ a: 1 }, { a: 1, b: 2 }],
      [
        [1, 2],
        [2, 1],
      ],
      [[], {}],
      [null, {}],
      [{ a: { b: [1, { c: null }] } }, { a: { b: [1, { c: 0 }] } }],
      ["1", 1],
    ];
    for (const [a, b] of pairs) expect([sameJson(a, b), sameJson(b, a)]).toEqual([false, false]);
  });
});
