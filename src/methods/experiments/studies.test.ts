import { describe, expect, it } from "vitest";
import { armsFor } from "../registry/arms.ts";
import { checkExperiment } from "../registry/experimentValidation.ts";
import { studies, studyById } from "./studies.ts";

describe("a study", () => {
  it("has valid experiments, one for each row and column, and shows arms that these train", () => {
    for (const { id, cells } of studies) {
      const positions = cells.map(({ row, column }) => `${row} | ${column}`);
      expect(new Set(positions).size, id).toBe(positions.length);
      for (const { experiment, of, against } of cells) {
        expect(checkExperiment(experiment)).toEqual(experiment);
        for (const { arm } of against ? [of, against] : [of]) {
          const trained = ["taught", "plain", ...experiment.controls];
          expect(trained, id).toContain(arm);
          expect(["taught", "plain", ...armsFor(experiment.method.id)]).toContain(arm);
        }
      }
    }
  });

  it("has no equal experiments in different rows", () => {
    for (const { id, cells } of studies) {
      const rows = new Map<string, string>();
      for (const { row, column, experiment } of cells) {
        const earlier = rows.get(JSON.stringify(experiment));
        if (earlier !== undefined) expect(earlier, id).toBe(row);
        rows.set(JSON.stringify(experiment), row);
        expect(column.length).toBeGreaterThan(0);
      }
    }
  });

  it("of an unknown id is refused with the known ids", () => {
    expect(() => studyById("why")).toThrow(/no study "why"; known are temperature-width/);
  });
});
