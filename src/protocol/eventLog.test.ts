import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeLog, encodeEvent, FINE } from "./eventLog.ts";
import type { TrainingEvent } from "./events.ts";
import { resumedLog } from "./resumedLog.ts";

const logits = (values: readonly number[]): TrainingEvent => ({
  type: "testLogits",
  network: "teacher",
  logits: Float32Array.from(values),
  labels: Uint8Array.of(1, 2),
});
const back = (event: TrainingEvent) => decodeLog(encodeEvent(event))[0];

describe("a log", () => {
  it("brings back every number bit for bit, in two bytes where two are enough", () => {
    fc.assert(
      fc.property(fc.array(fc.float({ noNaN: true })), (values) => {
        expect(back(logits(values))).toEqual(logits(values));
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -32_767, max: 32_767 }), { minLength: 8 }), (steps) => {
        const fine = logits(steps.map((step) => step * FINE));
        expect(back(fine)).toEqual(fine);
        expect(encodeEvent(fine)).toContain("$i16");
      }),
    );
    expect(back(logits([-0, 256, Infinity]))).toEqual(logits([-0, 256, Infinity]));
  });
});

/** Two jobs of four steps, one after the other, as a straight run tells them. */
function straight(): readonly TrainingEvent[] {
  const columns = ["loss"];
  const of = (job: string): TrainingEvent[] => [
    { type: "stage", job, name: "labels", steps: 4 },
    { type: "losses", job, fromStep: 1, columns, rows: Float32Array.of(1, 2) },
    { type: "probed", network: job, step: 2, kind: "gallery", logits: Float32Array.of(2) },
    { type: "losses", job, fromStep: 3, columns, rows: Float32Array.of(3, 4) },
    { type: "probed", network: job, step: 4, kind: "gallery", logits: Float32Array.of(4) },
    { type: "jobFinished", job, step: 4 },
  ];
  return [...of("taught/0"), ...of("plain/0")];
}

describe("a run that was broken off", () => {
  it("tells in the end what a straight one tells, wherever it was cut and whatever was told after its checkpoint", () => {
    const whole = straight();
    // The second job was cut after its third step; its checkpoint is of step 2.
    const earlier: readonly TrainingEvent[] = [
      ...whole.slice(0, 9),
      { type: "losses", job: "plain/0", fromStep: 3, columns: ["loss"], rows: Float32Array.of(-1) },
      { type: "finished", reason: "stopped" },
    ];
    // What a run tells that goes on: finished jobs are judged once more, the other goes on after step 2.
    const later: readonly TrainingEvent[] = [
      whole[0]!,
      whole[4]!,
      whole[5]!,
      whole[6]!,
      ...whole.slice(9),
      { type: "finished", reason: "completed" },
    ];
    const joined = resumedLog(earlier, later, { "taught/0": 4, "plain/0": 2 });
    expect(joined).toEqual([...whole, later.at(-1)]);
  });

  it("cuts a block of losses that reaches beyond its checkpoint", () => {
    const [stage, block] = straight();
    const wide = { ...block, rows: Float32Array.of(1, 2, 9) } as TrainingEvent;
    const later = [stage!, { ...block, fromStep: 3, rows: Float32Array.of(3, 4) } as TrainingEvent];
    expect(resumedLog([stage!, wide], later, { "taught/0": 2 })).toEqual([stage, block, later[1]]);
  });
});
