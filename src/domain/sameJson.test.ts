import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sameJson } from "./sameJson.ts";

/** The same value with the keys of every object in reverse order. */
function withReversedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withReversedKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, part]) => [key, withReversedKeys(part)]),
  );
}

describe("equality of JSON", () => {
  it("holds for another order of keys, and for additional keys whose value is undefined", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const copy = withReversedKeys(JSON.parse(JSON.stringify(value)));
        expect(sameJson(JSON.parse(JSON.stringify(value)), copy)).toBe(true);
        expect(sameJson({ copy, absent: undefined }, { copy })).toBe(true);
      }),
    );
  });

  it("does not hold where a part differs or is missing, or an array stands for an object", () => {
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
