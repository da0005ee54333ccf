import { describe, expect, it } from "vitest";
import { siteRecordings } from "../../scripts/build/lessonFigures.ts";
import { DISTILLED } from "../domain/experiment.ts";
import { withErrors } from "../testing/lessons/alteredRecordings.ts";
import { meanErrors } from "./meanErrors.ts";
import { runFigures } from "./runFigures.ts";

const recordings = siteRecordings();

describe("mean errors over the pairs of a run", () => {
  it("are those of the arm's student, or of an output by its name", () => {
    const run = recordings.run("one");
    expect(meanErrors(run, { arm: DISTILLED })).toBe(runFigures(run).taught);
    expect(meanErrors(run, { arm: DISTILLED, output: "gated ensemble" })).not.toBe(runFigures(run).taught);
    const worse = withErrors("one", DISTILLED, 7)(recordings).run("one");
    expect(meanErrors(worse, { arm: DISTILLED })).toBeCloseTo(runFigures(run).taught + 7, 9);
  });

  it("name what is missing", () => {
    expect(() => meanErrors(recordings.run("one"), { arm: DISTILLED, output: "branch 9" })).toThrow(
      'no errors of branch 9 of the arm "taught"',
    );
  });
});
