import { describe, expect, it } from "vitest";
import type { TrainingEvent } from "./events.ts";
import { resumedLog } from "./resumedLog.ts";

/** The log of a straight run: two jobs of four steps, one after the other. */
function straightLog(): readonly TrainingEvent[] {
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

describe("an interrupted run", () => {
  it("has the log of a straight one once it is resumed, whatever was logged after the last checkpoint", () => {
    const whole = straightLog();
    // The second job was interrupted after its third step; its checkpoint is of step 2.
    const earlier: readonly TrainingEvent[] = [
      ...whole.slice(0, 9),
      { type: "losses", job: "plain/0", fromStep: 3, columns: ["loss"], rows: Float32Array.of(-1) },
      { type: "finished", reason: "stopped" },
    ];
    // The resumed run evaluates finished jobs once more and continues the other after step 2.
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

  it("has each event and each step's losses once, however often it was stopped", () => {
    const whole = straightLog().slice(0, 6);
    const rows = (fromStep: number, ...values: number[]): TrainingEvent => ({
      ...{ type: "losses", job: "taught/0", fromStep, columns: ["loss"] },
      rows: Float32Array.from(values),
    });
    // It was stopped after its third step, began again after the first, and was stopped once more.
    const earlier = [whole[0]!, rows(1, 1, 2, 3), whole[0]!, rows(2, 2, 3), whole[2]!, rows(4, 4)];
    const later = [whole[0]!, rows(4, 4), ...whole.slice(4)];
    const joined = resumedLog(earlier, later, { "taught/0": 3 });
    expect(joined).toEqual([whole[0], rows(1, 1, 2, 3), whole[2], rows(4, 4), ...whole.slice(4)]);
  });

  it("cuts a block of losses that reaches beyond its checkpoint", () => {
    const [stage, block] = straightLog();
    const wide = { ...block, rows: Float32Array.of(1, 2, 9) } as TrainingEvent;
    const later = [stage!, { ...block, fromStep: 3, rows: Float32Array.of(3, 4) } as TrainingEvent];
    expect(resumedLog([stage!, wide], later, { "taught/0": 2 })).toEqual([stage, block, later[1]]);
  });
});
