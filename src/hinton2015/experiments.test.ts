import { describe, expect, it } from "vitest";
import { armsOf } from "../domain/experiment.ts";
import { checkExperiment } from "../methods/registry/experimentValidation.ts";
import { onDigits, partOf, sectionExperiments, sectionParts, withFewerSteps } from "./experiments.ts";
import {
  liveExperiment,
  recordedArm,
  sectionComparisons,
  sectionFigures,
  sectionRows,
  temperatureWidthCells,
} from "./paperResults.ts";

const parts = [...sectionParts("mnist", [1, 7]), ...sectionParts("digits", [1])];

describe("Hinton's section", () => {
  it("consists of valid experiments that are unchanged by a link", () => {
    for (const { experiment } of parts) {
      const restored = checkExperiment(JSON.parse(JSON.stringify(experiment)));
      expect(JSON.stringify(restored)).toBe(JSON.stringify(experiment));
      expect(partOf(restored)?.experiment).toEqual(experiment);
    }
  });

  it("has one teacher for each seed and data set", () => {
    for (const some of [sectionParts("mnist", [1]), sectionParts("digits", [1])])
      expect(
        new Set(some.map(({ experiment: { seed, data, teacher } }) => JSON.stringify([seed, data, teacher]))).size,
      ).toBe(1);
  });

  it("takes every figure from a network that its experiment trains, and gives each its own id", () => {
    for (const { experiment: id, of } of sectionFigures) {
      const { experiment } = sectionExperiments.find((one) => one.id === id)!;
      expect(["teacher", ...armsOf(experiment)]).toContain(of);
    }
    expect(new Set(sectionFigures.map(({ id }) => id)).size).toBe(sectionFigures.length);
    expect(temperatureWidthCells.length).toBe(27);
    const known = sectionFigures.map(({ id }) => id);
    for (const { better, than } of sectionComparisons) expect(known).toEqual(expect.arrayContaining([better, than]));
  });

  it("has the paper's figures: 67, 146, 74; 206 and 109 without 3s; 47.3 % and 13.2 % with 7s and 8s alone", () => {
    const paper = Object.fromEntries(
      sectionRows.flatMap(({ id, paper: published }) => (published ? [[id, published]] : [])),
    );
    expect(paper).toEqual({
      teacher: { errors: 67 },
      plain: { errors: 146 },
      soft: { errors: 74 },
      "no-3s": { errors: 206, onDropped: 133 },
      "no-3s-best": { errors: 109, onDropped: 14, bias: 3.5 },
      "only-7s-8s": { errors: 4730 },
      "only-7s-8s-best": { errors: 1320, bias: 7.6 },
    });
  });

  it("has live experiments that train the figure's student and its baseline, which are recorded arms", () => {
    for (const part of parts)
      for (const figure of sectionFigures.filter(({ experiment }) => experiment === part.id)) {
        const live = checkExperiment(liveExperiment(figure, part, 1 / 50));
        const arms = armsOf(live).map((arm) => recordedArm(arm, figure));
        if (figure.of !== "teacher") expect(arms).toContain(figure.of);
        for (const arm of arms) expect(armsOf(part.experiment)).toContain(arm);
        expect(live.teacher.training.steps).toBe(Math.max(1, Math.round(part.experiment.teacher.training.steps / 50)));
      }
    const [main] = parts as [(typeof parts)[number]];
    expect(liveExperiment({ of: "taught" }, main, 1)).toEqual(main.experiment);
  });

  it("keeps at least one step when shortened", () => {
    const tiny = withFewerSteps(sectionExperiments[0]!.experiment, 1e-9);
    expect([tiny.teacher.training.steps, tiny.student.training.steps, tiny.evaluateEvery]).toEqual([1, 1, 1]);
  });

  it("has as many passes over a sixth of the images on the built-in digits", () => {
    for (const { experiment } of sectionExperiments) {
      const { teacher, transferSet } = onDigits(experiment);
      expect(teacher.training.steps * 6).toBeCloseTo(experiment.teacher.training.steps, -1);
      if (typeof transferSet.size === "number") expect(transferSet.size).toBe(300);
    }
  });
});
