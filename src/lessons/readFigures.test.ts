import { describe, expect, it } from "vitest";
import { siteRecordings } from "../../scripts/build/lessonFigures.ts";
import { BASELINE, DISTILLED } from "../domain/experiment.ts";
import { armsCompared, runFigures, runsCompared } from "./runFigures.ts";
import { comparedBySeed, errorsOf, paperErrors } from "./sectionFigures.ts";

const { run, section } = siteRecordings();
const oneSeed = {
  ...section,
  figures: { soft: section.figures.soft!.slice(0, 1), plain: section.figures.plain!.slice(0, 1) },
};

describe("the figures of Hinton's section", () => {
  it("are means and differences over its seeds", () => {
    const { mean, bySeed } = comparedBySeed(section, "soft", "plain");
    expect(mean).toBeCloseTo(errorsOf(section, "plain").mean - errorsOf(section, "soft").mean, 9);
    expect(bySeed).toHaveLength(section.figures.soft!.length);
    expect(paperErrors("soft")).toBe(74);
  });

  it("are not read where no interval can be given, or the paper has none", () => {
    expect(() => errorsOf(oneSeed, "soft")).toThrow(/two seeds/);
    expect(() => comparedBySeed(oneSeed, "soft", "plain")).toThrow(/two seeds/);
    expect(() => paperErrors("shuffled")).toThrow(/no errors of "shuffled"/);
  });
});

describe("the arms of a run", () => {
  it("are compared over its pairs, as the verdict of the run is", () => {
    const { mean, low, high, word } = armsCompared(run("few-labels"), DISTILLED, BASELINE);
    expect({ mean, low, high }).toEqual(runFigures(run("few-labels")).saved);
    expect(word).toBe(runFigures(run("few-labels")).word);
    expect(() => armsCompared(run("hinton"), DISTILLED, "label-smoothing")).toThrow(/label-smoothing/);
  });

  it("are compared between two runs of one seed, pair by pair", () => {
    const [high, mistaken] = [run("temperature-8"), run("no-t-squared-8")];
    const { mean, word } = runsCompared(high, mistaken, DISTILLED);
    expect(mean).toBeCloseTo(runFigures(mistaken).taught - runFigures(high).taught, 9);
    expect(runsCompared(mistaken, high, DISTILLED).mean).toBeCloseTo(-mean, 9);
    expect(word).not.toBe("one-pair");
    const otherSeed = { ...mistaken, experiment: { ...mistaken.experiment, seed: 8 } };
    expect(() => runsCompared(high, otherSeed, DISTILLED)).toThrow(/no two pairs in common/);
  });
});
