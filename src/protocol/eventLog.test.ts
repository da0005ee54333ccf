import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeLog, encodeEvent, FINE_STEP } from "./eventLog.ts";
import type { TrainingEvent } from "./events.ts";

const logits = (values: readonly number[]): TrainingEvent => ({
  type: "testLogits",
  network: "teacher",
  logits: Float32Array.from(values),
  labels: Uint8Array.of(1, 2),
});
const restored = (event: TrainingEvent) => decodeLog(encodeEvent(event))[0];

describe("a log", () => {
  it("restores every number bit for bit, and writes two bytes where two are enough", () => {
    fc.assert(
      fc.property(fc.array(fc.float({ noNaN: true })), (values) => {
        expect(restored(logits(values))).toEqual(logits(values));
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -32_767, max: 32_767 }), { minLength: 8 }), (multiples) => {
        const fine = logits(multiples.map((multiple) => multiple * FINE_STEP));
        expect(restored(fine)).toEqual(fine);
        expect(encodeEvent(fine)).toContain("$i16");
      }),
    );
    expect(restored(logits([-0, 256, Infinity]))).toEqual(logits([-0, 256, Infinity]));
  });
});
