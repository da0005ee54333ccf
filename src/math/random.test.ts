import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openStream, streamKey, uniformAt } from "./random.ts";

describe("addressed randomness", () => {
  it("gives the same stream for the same address and another for any other address", () => {
    const first = (key: number) => Array.from({ length: 8 }, openStream(key).uniform);
    fc.assert(
      fc.property(fc.integer(), fc.string(), fc.integer({ min: 0 }), (seed, who, step) => {
        expect(first(streamKey(seed, who, step))).toEqual(first(streamKey(seed, who, step)));
        expect(first(streamKey(seed, who, step))).not.toEqual(first(streamKey(seed, who, step + 1)));
        expect(first(streamKey(seed, who, step))).not.toEqual(first(streamKey(seed + 1, who, step)));
      }),
    );
  });

  it("is uniform: mean 1/2, variance 1/12, by address as by drawing", () => {
    const key = streamKey(1, "uniform");
    const stream = openStream(key);
    const n = 200_000;
    for (const draw of [(i: number) => uniformAt(key, i), () => stream.uniform()]) {
      let sum = 0;
      let squares = 0;
      for (let i = 0; i < n; i++) {
        const u = draw(i);
        sum += u;
        squares += u * u;
      }
      const mean = sum / n;
      expect(Math.abs(mean - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / n));
      expect(squares / n - mean * mean).toBeCloseTo(1 / 12, 2);
    }
  });

  it("draws normal numbers of mean 0 and variance 1", () => {
    const stream = openStream(streamKey(3, "normal"));
    const n = 100_000;
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < n; i++) {
      const x = stream.normal();
      sum += x;
      squares += x * x;
    }
    expect(Math.abs(sum / n)).toBeLessThan(0.02);
    expect(squares / n).toBeCloseTo(1, 1);
  });

  it("permutes: every number once, and every place equally often", () => {
    const places = new Array(5).fill(0);
    for (let s = 0; s < 5000; s++) {
      const order = openStream(streamKey(s, "shuffle")).permutation(5);
      expect([...order].sort()).toEqual([0, 1, 2, 3, 4]);
      places[order.indexOf(0)]++;
    }
    for (const count of places) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});
