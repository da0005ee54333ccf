import { describe, expect, it } from "vitest";
import { meanAnswers, mostAlike } from "./meanAnswers.ts";

describe("mean answers", () => {
  const logits = Float32Array.of(2, 0, 4, 0, 0, 1);
  const labels = Uint8Array.of(0, 0, 1);

  it("are averaged over the images of each true class", () => {
    const [first, second] = meanAnswers(logits, labels, 2, 2);
    const p = (z: number) => 1 / (1 + Math.exp(-z / 2));
    expect(first![0]).toBeCloseTo((p(2) + p(4)) / 2, 12);
    expect(second![1]).toBeCloseTo(p(1), 12);
  });

  it("are nearer to each other the warmer they are", () => {
    const [cold] = meanAnswers(logits, labels, 2, 1);
    const [warm] = meanAnswers(logits, labels, 2, 20);
    expect(warm![1]).toBeGreaterThan(cold![1]!);
  });

  it("name the wrong class that is found most alike", () => {
    expect(
      mostAlike([
        [0.9, 0.1],
        [0.3, 0.7],
      ]),
    ).toEqual({ trueClass: 1, answer: 0, share: 0.3 });
  });
});
