import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { entropy, klFromLogits } from "./divergence.ts";
import { softmax } from "./softmax.ts";

const row = fc.array(fc.double({ min: -40, max: 40, noNaN: true }), { minLength: 10, maxLength: 10 });
const temperature = fc.double({ min: 0.05, max: 100, noNaN: true });

describe("KL divergence", () => {
  it("is never negative and vanishes only between equal rows", () => {
    fc.assert(
      fc.property(row, row, temperature, (v, z, t) => {
        expect(klFromLogits(v, z, t)).toBeGreaterThan(-1e-9);
        expect(Math.abs(klFromLogits(v, v, t))).toBeLessThan(1e-12);
      }),
    );
  });

  it("has the gradient (q - p) / T, which tends to (z - v) / (C T²) for zero-mean logits", () => {
    const v = [2, -1, 0.5, -1.5];
    const z = [0.3, 0.7, -1.2, 0.2];
    const t = 50;
    const p = softmax(v, t);
    const q = softmax(z, t);
    for (let k = 0; k < 4; k++) {
      const up = z.with(k, z[k]! + 1e-4);
      const down = z.with(k, z[k]! - 1e-4);
      const numeric = (klFromLogits(v, up, t) - klFromLogits(v, down, t)) / 2e-4;
      expect(numeric).toBeCloseTo((q[k]! - p[k]!) / t, 8);
      expect((numeric * 4 * t * t) / (z[k]! - v[k]!)).toBeCloseTo(1, 1);
    }
  });
});

describe("entropy", () => {
  it("lies between 0 and log(classes)", () => {
    fc.assert(
      fc.property(row, temperature, (v, t) => {
        const h = entropy(softmax(v, t));
        expect(h).toBeGreaterThanOrEqual(0);
        expect(h).toBeLessThanOrEqual(Math.log(10) + 1e-12);
      }),
    );
    expect(entropy([1, 0, 0])).toBe(0);
  });
});
