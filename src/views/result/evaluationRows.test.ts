import { describe, expect, it } from "vitest";
import { runWithEvaluations } from "../../testing/trainingRuns.ts";
import { asCsv, evaluationRows } from "./evaluationRows.ts";

describe("the table of evaluations", () => {
  const { networks } = runWithEvaluations({
    "taught/0": [
      { step: 0, errors: 90 },
      { step: 4, errors: 20 },
    ],
    "plain/0": [{ step: 2, errors: 40 }],
  });
  const rows = evaluationRows(networks);

  it("has a row for each step at which any network was evaluated", () => {
    expect(rows).toEqual([
      { step: 0, errors: [90, null] },
      { step: 2, errors: [null, 40] },
      { step: 4, errors: [20, null] },
    ]);
  });

  it("is copied as comma-separated values", () => {
    expect(asCsv(["step", "a, first", "b"], rows)).toBe('step,"a, first",b\n0,90,\n2,,40\n4,20,\n');
  });
});
