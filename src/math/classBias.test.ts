import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { biasBestOnTest, biasByShare, biasThresholds, errorsWithBias, shareOfDropped } from "./classBias.ts";
import { openStream, streamKey } from "./random.ts";
import { softmax } from "./softmax.ts";

const [COUNT, CLASSES] = [400, 10];
const stream = openStream(streamKey(11, "logits"));
const labels = Uint8Array.from({ length: COUNT }, (_, i) => i % CLASSES);
/** Good logits but for class 3, whose are lower by 4. */
const logits = Float32Array.from({ length: COUNT * CLASSES }, (_, k) => {
  const [i, c] = [Math.floor(k / CLASSES), k % CLASSES];
  return stream.normal() + (labels[i] === c ? 5 : 0) - (c === 3 ? 4 : 0);
});
const labelled = { logits, labels, classes: CLASSES };
const thresholds = biasThresholds(labelled, [3]);

/** The errors by definition: add the bias, take the largest, compare. */
function errorsByDefinition(dropped: readonly number[], bias: number) {
  let [errors, errorsOnDropped] = [0, 0];
  for (let i = 0; i < COUNT; i++) {
    const row = Array.from(
      logits.subarray(i * CLASSES, (i + 1) * CLASSES),
      (z, c) => z + (dropped.includes(c) ? bias : 0),
    );
    if (row.indexOf(Math.max(...row)) === labels[i]) continue;
    errors++;
    if (dropped.includes(labels[i]!)) errorsOnDropped++;
  }
  return { bias, errors, errorsOnDropped };
}

describe("a class bias", () => {
  it("gives the errors of predictions with the bias added", () => {
    const dropped = fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(dropped, fc.double({ min: -8, max: 8, noNaN: true }), (some, bias) => {
        expect(errorsWithBias(biasThresholds(labelled, some), bias)).toEqual(errorsByDefinition(some, bias));
      }),
      { numRuns: 25 },
    );
  });

  it("found without labels gives the dropped class its share, and removes most of its errors", () => {
    const bias = biasByShare(thresholds);
    expect(shareOfDropped(thresholds, bias)).toBeCloseTo(0.1, 3);
    expect(errorsWithBias(thresholds, bias).errorsOnDropped).toBeLessThan(
      errorsWithBias(thresholds, 0).errorsOnDropped / 2,
    );
  });

  it("gives the mean probability of softmax", () => {
    let sum = 0;
    for (let i = 0; i < COUNT; i++) {
      const row = Float64Array.from(logits.subarray(i * CLASSES, (i + 1) * CLASSES));
      row[3]! += 2;
      sum += softmax(row)[3]!;
    }
    expect(shareOfDropped(thresholds, 2)).toBeCloseTo(sum / COUNT, 10);
  });

  it("best on the test set is the best of all tenths, of equals the one nearest 0", () => {
    const flip = fc.oneof(
      fc.double({ min: -20, max: 20, noNaN: true }),
      fc.integer({ min: -160, max: 160 }).map((t) => t / 10),
    );
    const image = fc.record({ flip, correctness: fc.integer({ min: 0, max: 3 }) });
    fc.assert(
      fc.property(fc.array(image, { minLength: 1, maxLength: 30 }), (images) => {
        const some = {
          ...thresholds,
          flipBias: Float64Array.from(images, (one) => one.flip),
          correctness: Uint8Array.from(images, (one) => one.correctness),
          onDropped: new Uint8Array(images.length),
        };
        const order = Array.from({ length: 150 }, (_, t) => [(t + 1) / 10, -(t + 1) / 10]).flat();
        const errors = (bias: number) => errorsWithBias(some, bias).errors;
        const tried = order.reduce((best, bias) => (errors(bias) < errors(best) ? bias : best), 0);
        expect(biasBestOnTest(some)).toBe(tried);
      }),
    );
  });

  it("best on the test set is never worse than any other on the grid", () => {
    const { errors } = errorsWithBias(thresholds, biasBestOnTest(thresholds));
    for (let bias = -15; bias <= 15; bias++)
      expect(errors).toBeLessThanOrEqual(errorsWithBias(thresholds, bias).errors);
  });

  it("is refused when every class is dropped, or none", () => {
    expect(() => biasThresholds(labelled, [])).toThrow(/dropped are none/);
    expect(() => biasThresholds(labelled, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])).toThrow(/some classes dropped/);
  });
});
