import { describe, expect, it } from "vitest";
import { DISTILLED } from "../../domain/experiment.ts";
import { paramValues } from "../../methods/core/parameters.ts";
import { presetById } from "../../methods/experiments/presets.ts";
import { stagesOf } from "../../methods/registry/arms.ts";
import { methodById } from "../../methods/registry/methodRegistry.ts";
import { flowsOf, planFigure } from "./planFigure.ts";

function figureOf(preset: string, params: Readonly<Record<string, number>> = {}) {
  const { experiment } = presetById(preset);
  const values = paramValues(methodById(experiment.method.id).params, { ...experiment.method.params, ...params });
  return planFigure(flowsOf(stagesOf(DISTILLED, experiment), experiment.student.architecture.classes), values);
}
const said = (preset: string) => {
  const { shape, nodes } = figureOf(preset);
  return `${shape}: ${nodes.map(({ name }) => name).join(", ")}`;
};

describe("the figure of a plan", () => {
  it("is a chain from the teacher to the student, over what stands between them", () => {
    expect(said("hinton")).toBe("chain: teacher, student");
    expect(said("teacher-assistant")).toBe("chain: teacher, assistant, student");
    expect(said("born-again")).toBe("chain: generation 0, generation 1, generation 2, student");
    expect(said("pruning")).toBe("chain: teacher, student");
    expect(said("subliminal")).toBe("chain: teacher, student");
  });

  it("has peers that teach each other, and networks that an ensemble of theirs teaches", () => {
    expect(said("mutual")).toMatch(/^peers: student, peer 2/);
    expect(said("one")).toMatch(/^ensemble: student, branch 2/);
    expect(said("feature-fusion")).toBe("ensemble: student, sub-network 2");
    expect(said("ensemble-net")).toMatch(/^ensemble: student, head 2/);
    expect(figureOf("feature-fusion").hub).toBe("fused classifier");
    expect(figureOf("ensemble-net").hub).toBeNull();
    expect(figureOf("one").nodes[1]!.shared).toBe(1);
  });

  it("names what is passed on, and leaves out a term whose weight is 0", () => {
    expect(figureOf("hinton")).toMatchObject({ passes: ["soft targets"], readsLabels: true });
    expect(figureOf("hinton", { hardWeight: 0 }).readsLabels).toBe(false);
    expect(figureOf("hinton", { softWeight: 0 })).toMatchObject({ shape: "apart", passes: [] });
    expect(figureOf("mutual", { weight: 0 }).shape).toBe("apart");
    expect(figureOf("decoupled").passes).toEqual(["target class", "other classes"]);
  });

  it("says where the student is made from the teacher's weights", () => {
    expect(figureOf("net2net").startsFromTeacher).toBe(true);
    expect(figureOf("hinton").startsFromTeacher).toBe(false);
  });
});
