import { describe, expect, it } from "vitest";
import { evaluateLogits } from "../../engine/evaluation/testMetrics.ts";
import { biasThresholds, errorsWithBias } from "../../math/classBias.ts";
import { openStream } from "../../math/random.ts";
import type { TrainingEvent } from "../../protocol/events.ts";
import { hintonSectionLog } from "../../testing/hintonSectionLog.ts";
import { biasedLogits, evaluationOf, withBias } from "./biasedRun.ts";
import { applyEvent, foldRun, type Run } from "./runFromEvents.ts";
import { lastEvaluation, pairedErrors, studentsOfArm, verdictOf } from "./runSelectors.ts";

/** The section's run without 3s, with evaluations that belong to its logits and logits of the followed images. */
function runWithLogits(): Run {
  const log = hintonSectionLog();
  const logits = log.find((event) => event.type === "testLogits" && event.network === "taught/0");
  if (logits?.type !== "testLogits") throw new RangeError("the log has no logits");
  const evaluation = evaluateLogits(logits.logits, logits.labels, 10, { teacherLogits: null });
  const events = log.flatMap((event): readonly TrainingEvent[] => {
    if (event.type !== "evaluated") return [event];
    const probes = { type: "probed", network: event.network, kind: "gallery", step: 10 } as const;
    return [
      { ...event, evaluation },
      { ...probes, logits: logits.logits.slice(0, 20) },
    ];
  });
  return foldRun(events, "recorded")!;
}

describe("a run with a bias", () => {
  const run = runWithLogits();
  const student = (of: Run) => studentsOfArm(of, "taught")[0]!;

  it("has everything of its student with the bias: errors, classes, confusion, the end of the curve, probes", () => {
    for (const bias of [-3, 1.5, 3]) {
      const moved = student(withBias(run, "taught", bias));
      const { testLogits: logits } = student(run);
      const thresholds = biasThresholds({ logits: logits!, labels: run.testLabels!, classes: 10 }, [3]);
      const { errors, errorsOnDropped } = errorsWithBias(thresholds, bias);
      const last = lastEvaluation(moved)!;
      expect([last.errors, last.classErrors[3]]).toEqual([errors, errorsOnDropped]);
      expect(last.confusion.reduce((a, b) => a + b, 0)).toBe(last.total);
      expect(moved.evaluations.at(-1)!.evaluation).toBe(last);
      const [before, after] = [run, withBias(run, "taught", bias)].map((one) => student(one).probeLogits.gallery![0]!);
      expect(after!.logits[3]! - before!.logits[3]!).toBeCloseTo(bias, 5);
      expect(after!.logits[4]).toBe(before!.logits[4]);
    }
  });

  it("has the metrics that the engine computes from such logits", () => {
    const random = openStream(5);
    const logits = Float32Array.from({ length: 4000 }, () => 3 * random.normal());
    const labels = Uint8Array.from({ length: 400 }, () => random.integer(10));
    const before = evaluateLogits(logits, labels, 10, { teacherLogits: null });
    const moved = biasedLogits(logits, 10, [2, 3], 1.25);
    const after = evaluateLogits(moved, labels, 10, { teacherLogits: null });
    const own = evaluationOf(moved, labels, before);
    expect(own.errors).toBe(after.errors);
    expect([own.confusion, own.classErrors]).toEqual([after.confusion, after.classErrors]);
    for (const name of ["entropy", "crossEntropy", "calibrationError"] as const)
      expect(own[name]).toBeCloseTo(after[name], 10);
  });

  it("compares no network whose logits are not known as if it had the bias", () => {
    expect(pairedErrors(withBias(run, "taught", 1.5))).toMatchObject({ distilled: 1, baseline: 2, pairs: 1 });
    expect(verdictOf(withBias(run, "taught", 1.5))).toMatchObject({ mean: 1, pairs: 1, of: 1, word: "one-pair" });
    expect(withBias(run, "plain", 1.5).bias?.networks.size).toBe(0);
    expect(pairedErrors(withBias(run, "plain", 1.5))).toBeNull();
  });

  it("is the run itself without a bias, and follows the run as it goes on", () => {
    expect(withBias(run, "taught", 0)).toBe(run);
    const paced = applyEvent(run, { type: "finished", reason: "completed" }, "live")!;
    expect(student(withBias(paced, "taught", 2))).toBe(student(withBias(run, "taught", 2)));
  });
});
