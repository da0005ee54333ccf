import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { logSoftmax, softmax } from "./softmax.ts";

const logits = fc.array(fc.double({ min: -80, max: 80, noNaN: true }), { minLength: 2, maxLength: 12 });
const temperature = fc.double({ min: 0.05, max: 100, noNaN: true });

describe("soft targets", () => {
  it("sum to 1 for temperatures from 0.05 to 100 and logits of ±80", () => {
    fc.assert(
      fc.property(logits, temperature, (z, t) => {
        const sum = softmax(z, t).reduce((a, b) => a + b, 0);
        expect(Math.abs(sum - 1)).toBeLessThan(1e-12);
      }),
    );
  });

  it("do not change when the same number is added to every logit", () => {
    fc.assert(
      fc.property(logits, temperature, fc.double({ min: -50, max: 50, noNaN: true }), (z, t, shift) => {
        const moved = softmax(
          z.map((v) => v + shift),
          t,
        );
        softmax(z, t).forEach((p, k) => {
          expect(Math.abs(p - moved[k]!)).toBeLessThan(1e-9);
        });
      }),
    );
  });

  it("keep the order of the classes at every temperature", () => {
    fc.assert(
      fc.property(logits, temperature, (z, t) => {
        const log = logSoftmax(z, t);
        for (let i = 1; i < z.length; i++) if (z[i]! > z[i - 1]!) expect(log[i]!).toBeGreaterThanOrEqual(log[i - 1]!);
      }),
    );
  });

  it("tend to uniform as the temperature grows", () => {
    softmax([3, -2, 7, 0], 1e6).forEach((p) => {
      expect(p).toBeCloseTo(0.25, 5);
    });
  });

  it("are refused for a temperature that is not a positive number, which the message names", () => {
    expect(() => softmax([1, 2], 0)).toThrow(/positive finite number, got 0/);
    expect(() => softmax([1, 2], Number.NaN)).toThrow(/got NaN/);
  });
});
