import { describe, expect, it } from "vitest";
import { defaultExperiment as base } from "../../domain/defaultExperiment.ts";
import { logOfPairs } from "../../testing/trainingRuns.ts";
import { slowerTraining } from "./lowerLearningRate.ts";
import { foldRun } from "./runFromEvents.ts";

describe("where training has diverged", () => {
  const run = foldRun(logOfPairs([1]), "live")!;
  const withTeacher = (finished: boolean) => ({
    ...run,
    networks: [{ ...run.networks[0]!, job: "teacher", finished }],
    checkpoints: { teacher: { step: 5, bytes: Uint8Array.of(7) } },
  });
  const at = (learningRate: number) => ({
    ...base,
    student: { ...base.student, training: { ...base.student.training, learningRate } },
  });

  it("before the teacher was done, it is the teacher that trains more slowly, from its beginning", () => {
    const { experiment, rate, teacher } = slowerTraining(withTeacher(false), base);
    expect(rate).toBeCloseTo(base.teacher.training.learningRate / 10, 12);
    expect(experiment.teacher.training.learningRate).toBe(rate);
    expect(experiment.student).toEqual(base.student);
    expect(teacher).toBeUndefined();
  });

  it("after it, the students do, and the teacher is not trained again", () => {
    const { experiment, rate, teacher } = slowerTraining(withTeacher(true), at(0.3));
    expect(rate).toBe(0.03);
    expect(experiment).toEqual(at(0.03));
    expect(teacher).toEqual(Uint8Array.of(7));
  });

  it("the rate stays one that an experiment may have", () => {
    expect(slowerTraining(withTeacher(true), at(2e-6)).rate).toBe(1e-6);
  });
});
