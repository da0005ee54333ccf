import { describe, expect, it } from "vitest";
import { armsFor } from "../registry/arms.ts";
import { checkExperiment } from "../registry/experimentValidation.ts";
import { studies, studyById } from "./studies.ts";

describe("a study", () => {
  it("has cells that can be run, each in its own place, and readers that its runs train", () => {
    for (const { id, cells } of studies) {
      const places = cells.map(({ row, column }) => `${row} | ${column}`);
      expect(new Set(places).size, id).toBe(places.length);
      for (const { experiment, of, against } of cells) {
        expect(checkExperiment(experiment)).toEqual(experiment);
        for (const entrant of against ? [of, against] : [of]) {
          const trained = ["taught", "plain", ...experiment.controls];
          expect(trained, id).toContain(entrant.arm);
          expect(["taught", "plain", ...armsFor(experiment.method.id)]).toContain(entrant.arm);
        }
      }
    }
  });

  it("asks of experiments that differ only where its axes say: rows in a column, or columns in a row, are not equal", () => {
    for (const { id, cells } of studies) {
      const rows = new Map<string, string>();
      for (const { row, column, experiment } of cells) {
        const known = rows.get(JSON.stringify(experiment));
        if (known !== undefined) expect(known, id).toBe(row);
        rows.set(JSON.stringify(experiment), row);
        expect(column.length).toBeGreaterThan(0);
      }
    }
  });

  it("that nobody knows is refused with the known ones", () => {
    expect(() => studyById("why")).toThrow(/no study "why"; known are temperature-width/);
  });
});
