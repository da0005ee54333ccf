import { describe, expect, it } from "vitest";
import type { Evaluation, TrainingEvent } from "../../src/protocol/events.ts";
import { undisturbedLog } from "./undisturbedLog.ts";

const EVERY = 4;
const evaluation: Evaluation = {
  ...{ errors: 1, total: 2, classErrors: [1, 0], classTotals: [1, 1], confusion: [1, 0, 0, 1] },
  ...{ agreement: null, calibrationError: 0, entropy: 0, crossEntropy: 0 },
};
const stage: TrainingEvent = { type: "stage", job: "teacher", name: "teacher", steps: 10 };
const evaluated = (step: number): TrainingEvent => ({ type: "evaluated", network: "teacher", step, evaluation });
/** Losses from one step to another, each its step. */
const losses = (from: number, to: number): TrainingEvent => {
  const rows = Float32Array.from({ length: to - from + 1 }, (_, i) => from + i);
  return { type: "losses", job: "teacher", fromStep: from, columns: ["total"], rows };
};
const finished: TrainingEvent = { type: "jobFinished", job: "teacher", step: 10 };
const ended: TrainingEvent = { type: "finished", reason: "completed" };

const undisturbed = [
  ...[stage, evaluated(0), losses(1, 4), evaluated(4), losses(5, 8), evaluated(8)],
  ...[losses(9, 10), evaluated(10), finished, ended],
];
/** The last loss of each block, which is what a recording keeps. */
const lastLosses = (events: readonly TrainingEvent[]) =>
  events.map((event) => (event.type === "losses" ? { ...event, fromStep: 0, rows: event.rows.slice(-1) } : event));

describe("the log of a run that was stopped and went on", () => {
  it("is left as it is where nothing was stopped", () => {
    expect(undisturbedLog(undisturbed, EVERY)).toEqual(undisturbed);
  });

  it("has each block's last losses and each report once, where it was stopped between evaluations", () => {
    const stopped = [
      ...[stage, evaluated(0), losses(1, 4), evaluated(4), losses(5, 7)],
      // It went on from a checkpoint at step 5, and again from one at step 6.
      ...[stage, losses(6, 6), stage, losses(7, 8), evaluated(8)],
      ...[losses(9, 10), evaluated(10), finished, stage, evaluated(10), finished, ended],
    ];
    expect(lastLosses(undisturbedLog(stopped, EVERY))).toEqual(lastLosses(undisturbed));
  });
});
