import { describe, expect, it } from "vitest";
import { type StudyCell, studies } from "../../methods/experiments/studies.ts";
import { commonSettings, studyFinding } from "./studyFinding.ts";

const [first] = studies[0]!.cells;
const cellAt = (row: string, column: string, against?: StudyCell["against"]): StudyCell => ({
  ...{ row, column, experiment: first!.experiment, of: { arm: "taught" } },
  ...(against ? { against } : {}),
});
const gain = (row: string, values: readonly number[] | null) => ({
  cell: cellAt(row, "a", { arm: "plain" }),
  reading: values && { values: [...values], total: 2000 },
});
const errors = (row: string, column: string, values: readonly number[]) => ({
  cell: cellAt(row, column),
  reading: { values: [...values], total: 2000 },
});

describe("what a study says", () => {
  it("is where intervals lie, of errors saved, without cells that have not been trained", () => {
    const found = studyFinding([
      gain("few", [60, 62, 64]),
      gain("some", [20, 21, 22]),
      gain("more", [-3, 1, 2]),
      gain("many", [-20, -21, -22]),
      gain("open", null),
    ]);
    expect(found).toMatchObject({ kind: "gain", read: 4, helps: 2, unclear: 1 });
    expect(found).toMatchObject({ most: { cell: { row: "few" }, saved: 62 }, hurts: [{ row: "many" }] });
  });

  it("takes one pair for no result", () => {
    expect(studyFinding([gain("few", [60])])).toMatchObject({ helps: 0, hurts: [], unclear: 1, most: null });
  });

  it("is the column of the fewest errors in each row that can be compared", () => {
    const found = studyFinding([
      errors("30", "1", [120, 122]),
      errors("30", "4", [110, 114]),
      errors("300", "4", [90, 91]),
    ]);
    expect(found).toEqual({ kind: "errors", best: [{ row: "30", column: "4", errors: 112 }] });
  });

  it("is nothing where nothing has been trained", () => {
    expect(studyFinding([gain("few", null)])).toBeNull();
    expect(studyFinding([errors("30", "1", [120])])).toBeNull();
  });

  it("names of the settings those that all cells have", () => {
    for (const study of studies) {
      const { steps, pairs } = commonSettings(study);
      for (const { experiment } of study.cells) {
        if (steps !== undefined) expect(experiment.student.training.steps).toBe(steps);
        if (pairs !== undefined) expect(experiment.pairs).toBe(pairs);
      }
    }
    expect(commonSettings(studies[0]!)).toMatchObject({
      steps: first!.experiment.student.training.steps,
      images: "all",
    });
  });
});
