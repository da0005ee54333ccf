import { describe, expect, it } from "vitest";
import { foldRun } from "../../session/run/runFromEvents.ts";
import { hintonSectionLog, partWithoutThrees as part } from "../../testing/hintonSectionLog.ts";
import { sectionFigures, sectionRows } from "../paperResults.ts";
import { readFigure, readFigures } from "./measuredFigures.ts";

const run = foldRun(hintonSectionLog(), "recorded")!;

describe("a recorded run of the section", () => {
  it("gives the errors with each choice of the bias, from logits worked out by hand", () => {
    const rows = Object.fromEntries(sectionRows.map((row) => [row.id, readFigure(run, row)]));
    expect(rows["no-3s"]).toEqual({ seed: 1, errors: 2, onDropped: 2, bias: 0 });
    // Above +1 the first 3 is recognised, above +2 the 5 is lost: at best there is one error, on a 3.
    expect(rows["no-3s-best"]).toMatchObject({ errors: 1, onDropped: 1 });
    expect(rows["no-3s-best"]!.bias).toBeGreaterThan(1);
    expect(rows["no-3s-best"]!.bias).toBeLessThan(2);
    expect(Object.keys(readFigures([{ id: part.id, run }])).sort()).toEqual(["no-3s", "no-3s-best", "no-3s-share"]);
  });

  it("gives no figure of networks that it lacks", () => {
    const sweep = sectionFigures.find(({ id }) => id === "800-8")!;
    expect(readFigure(run, sweep)).toBeNull();
  });
});
