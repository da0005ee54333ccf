import { describe, expect, it } from "vitest";
import { DISTILLED } from "../../domain/experiment.ts";
import { decodeLog } from "../../protocol/eventLog.ts";
import { recordedLog } from "../../testing/recordings/recordedLog.ts";
import { runAtStep, shownSteps } from "./runAtStep.ts";
import { foldRun } from "./runFromEvents.ts";
import { lastEvaluation, studentsOfArm, teacherOf, verdictOf } from "./runSelectors.ts";

const log = recordedLog("hinton");
const run = foldRun(decodeLog(log), "recorded")!;
const steps = shownSteps({ run, shownArm: DISTILLED });

describe("a run at an earlier step", () => {
  it("has of its students what they were after that step", () => {
    for (const step of steps)
      for (const student of studentsOfArm(run, DISTILLED)) {
        const then = studentsOfArm(runAtStep(run, step), DISTILLED).find(({ card }) => card.id === student.card.id);
        const expected = student.evaluations.find((one) => one.step === step)?.evaluation;
        expect(expected).toBeDefined();
        expect(lastEvaluation(then)).toBe(expected);
        expect((then?.probeLogits.gallery ?? []).filter((moment) => moment.step > step)).toEqual([]);
      }
  });

  it("has the teacher as it is, and no verdict, since no pair had finished", () => {
    const before = runAtStep(run, steps[1]!);
    expect(teacherOf(before)).toBe(teacherOf(run));
    expect(verdictOf(run)).not.toBeNull();
    expect(verdictOf(before)).toBeNull();
  });
});
