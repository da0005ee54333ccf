import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sameJson, withSharedParts } from "./sameJson.ts";

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

describe("sharing of equal parts", () => {
  it("gives an equal value, whose unchanged parts are the objects of the other one", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (before, after) => {
        expect(withSharedParts(before, after)).toEqual(after);
        expect(withSharedParts(before, structuredClone(before))).toBe(before);
      }),
    );
    const before = { kept: { layers: [{ units: 3 }] }, changed: { kept: [1], rate: 1 }, gone: {} };
    const after = structuredClone({ kept: before.kept, changed: { ...before.changed, rate: 2 } });
    const shared = withSharedParts(before, after);
    expect(shared).toEqual(after);
    expect(shared.kept).toBe(before.kept);
    expect(shared.changed.kept).toBe(before.changed.kept);
  });
});
