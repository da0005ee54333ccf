import { describe, expect, it } from "vitest";
import { klFromLogits } from "./divergence.ts";
import { softGradient, softPush } from "./softGradient.ts";

const [v, z] = [
  [4, -1, 2.5, 0],
  [0.5, 1, -2, 0.25],
];

describe("the gradient of the soft targets' loss at the logits", () => {
  it.each([1, 4, 20])("is the slope of the divergence at T = %d", (temperature) => {
    const gradient = softGradient(v, z, temperature);
    for (const c of z.keys()) {
      const moved = (by: number) => klFromLogits(v, z.with(c, z[c]! + by), temperature);
      expect(gradient[c]).toBeCloseTo((moved(1e-4) - moved(-1e-4)) / 2e-4, 7);
    }
    expect(gradient.reduce((a, b) => a + b, 0)).toBeCloseTo(0, 12);
  });

  it("falls to a quarter where a high temperature is doubled", () => {
    expect(softPush(v, z, 200) / softPush(v, z, 100)).toBeCloseTo(0.25, 2);
  });
});
