import { describe, expect, it } from "vitest";
import { BASELINE, DISTILLED } from "../../domain/experiment.ts";
import type { LossTerm, Stage } from "../../methods/core/method.ts";
import { stagesOf } from "../../methods/registry/arms.ts";
import { registry } from "../../methods/registry/methodRegistry.ts";
import { smallExperiment } from "../../testing/methodRuns.ts";
import { recordStepGraph, type UpdateProgram } from "./stepGraph.ts";

const experimentOf = (id: string) => smallExperiment(registry.find((method) => method.id === id)!);

describe("a stage that cannot be recorded as it is meant", () => {
  const [alone] = stagesOf(BASELINE, experimentOf("hinton"));
  const withTerms = (...names: readonly string[]): Stage => ({
    ...alone!,
    loss: (scope) => names.map((name): LossTerm => ({ ...alone!.loss(scope)[0]!, name })),
  });

  it("is refused where a loss term has the name of the sum or of another term", () => {
    expect(recordStepGraph(withTerms("one", "two"), 10).columns).toEqual(["total", "one", "two"]);
    for (const [names, repeated] of [
      [["total"], "total"],
      [["one", "two", "one"], "one"],
    ] as const) {
      expect(() => recordStepGraph(withTerms(...names), 10)).toThrow(RangeError);
      expect(() => recordStepGraph(withTerms(...names), 10)).toThrow(`second column "${repeated}"`);
    }
  });

  it("is refused where two networks that are updated in turn have terms of one name", () => {
    const [peers] = stagesOf(DISTILLED, experimentOf("mutual"));
    const same: Stage = { ...peers!, loss: (scope) => peers!.loss(scope).map((term) => ({ ...term, name: "labels" })) };
    expect(() => recordStepGraph(peers!, 10)).not.toThrow();
    expect(() => recordStepGraph(same, 10)).toThrow(RangeError);
  });

  it("is refused where it has adapters and its updates alternate, which would not train them", () => {
    const [peers] = stagesOf(DISTILLED, experimentOf("mutual"));
    const adapters = [{ name: "gate", inputShape: [10], layers: [] }] as const;
    expect(() => recordStepGraph({ ...peers!, adapters }, 10)).toThrow(RangeError);
    expect(() => recordStepGraph({ ...peers!, adapters }, 10)).toThrow("adapters");
    expect(() => recordStepGraph({ ...peers!, adapters: [] }, 10)).not.toThrow();
  });
});

describe("a teacher that is left in training mode", () => {
  const experiment = experimentOf("hinton");
  const params = { ...experiment.method.params, mistake: "teacher-in-training-mode" };
  const layers = [{ kind: "dropout", rate: 0.5 } as const, ...experiment.teacher.architecture.layers];
  const teacher = { ...experiment.teacher, architecture: { ...experiment.teacher.architecture, layers } };
  const stageWith = (changed: Record<string, number | string | boolean>) =>
    stagesOf(DISTILLED, { ...experiment, teacher, method: { id: "hinton", params: changed } })[0]!;

  it("has its dropout in the step, and its logits are no longer read from those of the whole set", () => {
    const usual = recordStepGraph(stageWith(experiment.method.params), 10);
    expect(usual.keys.filter((key) => key.startsWith("dropout/teacher/"))).toEqual([]);
    expect(usual.frozenNetworks).toEqual(["teacher"]);
    const mistaken = recordStepGraph(stageWith(params), 10);
    expect(mistaken.keys).toContain("dropout/teacher/0");
    expect(mistaken.frozenNetworks).toEqual([]);
  });

  it("is not trained, and keeps its running statistics", () => {
    const [{ program }] = recordStepGraph(stageWith(params), 10).updates as [UpdateProgram];
    expect(program.updates.filter(({ parameter }) => parameter.startsWith("teacher/"))).toEqual([]);
    expect(program.assignments).toEqual([]);
  });
});
