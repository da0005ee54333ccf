import { describe, expect, it } from "vitest";
import { countParameters } from "../../../domain/architecture.ts";
import { defaultExperiment } from "../../../domain/defaultExperiment.ts";
import { dense } from "../../../domain/namedArchitectures.ts";
import { stagesOf } from "../../registry/arms.ts";
import { teacherAssistant, widened } from "../teacherAssistant.ts";

describe("a teacher assistant", () => {
  const experiment = teacherAssistant.preset(defaultExperiment);

  it("is wider than the student by its factor, up to the largest width", () => {
    expect(widened(dense(10, 20), 3)).toEqual(dense(30, 60));
    expect(widened(dense(4000), 3)).toEqual(dense(4096));
    expect(widened(dense(10), 1)).toEqual(dense(10));
  });

  it("lies between teacher and student in size, and is trained before it is the teacher", () => {
    const [first, second] = stagesOf("taught", experiment);
    const sizes = [...first!.networks, second!.networks[1]!].map(({ architecture }) => countParameters(architecture));
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    expect(first!.networks.map(({ name, trains }) => [name, trains])).toEqual([
      ["teacher", "none"],
      ["assistant", "all"],
    ]);
    expect(second!.networks.map(({ name, trains }) => [name, trains])).toEqual([
      ["assistant", "none"],
      ["student", "all"],
    ]);
  });

  it("leaves the student as many steps of its own in every arm", () => {
    for (const arm of ["taught", "plain", "direct"])
      expect(stagesOf(arm, experiment).at(-1)!.training.steps).toBe(experiment.student.training.steps);
  });
});
