import { describe, expect, it } from "vitest";
import digitsSummary from "../../../public/replay/digits/summary.json" with { type: "json" };
import mnistSummary from "../../../public/replay/mnist/summary.json" with { type: "json" };
import { foldRun } from "../../session/run/runFromEvents.ts";
import { hintonSectionLog, partWithoutThrees as part } from "../../testing/hintonSectionLog.ts";
import { sectionExperiments } from "../experiments.ts";
import { sectionFigures, sectionRows } from "../paperResults.ts";
import { readFigure, readFigures } from "./measuredFigures.ts";
import { readExperiment } from "./sectionSummary.ts";

const run = foldRun(hintonSectionLog(), "recorded")!;

describe("a recorded run of the section", () => {
  it("gives the errors with each choice of the bias, from logits worked out by hand", () => {
    const rows = Object.fromEntries(sectionRows.map((row) => [row.id, readFigure(run, row)]));
    expect(rows["no-3s"]).toEqual({ seed: 1, errors: 2, onDropped: 2, bias: 0 });
    // Above +1 the first 3 is recognised, above +2 the 5 is lost: at best there is one error, on a 3.
    expect(rows["no-3s-best"]).toMatchObject({ errors: 1, onDropped: 1 });
    expect(rows["no-3s-best"]!.bias).toBeGreaterThan(1);
    expect(rows["no-3s-best"]!.bias).toBeLessThan(2);
    expect(Object.keys(readFigures([{ id: part.id, run }])).sort()).toEqual([
      "no-3s",
      "no-3s-best",
      "no-3s-plain",
      "no-3s-share",
    ]);
  });

  it("is one of several seeds, over which its result is decided", () => {
    const at = (errors: readonly number[]) => errors.map((value, i) => ({ seed: i + 1, errors: value }));
    const figures = { teacher: at([66, 68, 70]), soft: at([70, 75, 80]), plain: at([150, 152, 160]) };
    const result = readExperiment(figures, "hinton-2015")!;
    expect(result).toMatchObject({ distilled: 75, baseline: 154, teacher: 68, seeds: [1, 2, 3] });
    expect(result.verdict).toMatchObject({ word: "helps", pairs: 3, of: 3, mean: 79 });
    expect(readExperiment({ ...figures, plain: at([150]) }, "hinton-2015")!.verdict.word).toBe("one-pair");
    expect(readExperiment(figures, "hinton-2015-no-3s")).toBeNull();
  });

  it("of each experiment has its distilled and its baseline student among the recorded figures", () => {
    for (const { id } of sectionExperiments)
      for (const summary of [mnistSummary, digitsSummary]) {
        const result = readExperiment(summary.figures, id)!;
        expect(result.seeds, id).toEqual([1, 2, 3]);
        expect(result.verdict.word, id).not.toBe("one-pair");
        expect(result.teacher, id).toBeGreaterThan(0);
      }
  });

  it("gives no figure of networks that it lacks", () => {
    const sweep = sectionFigures.find(({ id }) => id === "800-8")!;
    expect(readFigure(run, sweep)).toBeNull();
  });
});
