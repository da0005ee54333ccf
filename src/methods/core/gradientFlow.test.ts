import { describe, expect, it } from "vitest";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import { dense } from "../../domain/namedArchitectures.ts";
import { presetById } from "../experiments/presets.ts";
import { crossEntropy, divergence } from "../parts/losses.ts";
import { stagesOf } from "../registry/arms.ts";
import { gradientFlowOf, taughtTerms } from "./gradientFlow.ts";
import type { NetworkSpec, Stage } from "./method.ts";

const { training } = defaultExperiment.student;
const peer = (name: string, trains: NetworkSpec["trains"] = "all"): NetworkSpec => {
  return { name, role: "peer", architecture: dense(8), trains, startsFrom: "random" };
};

describe("the gradient flow of a loss", () => {
  it("in Hinton's goes to the student alone, from the teacher and the labels", () => {
    const [stage] = stagesOf("taught", defaultExperiment);
    expect(gradientFlowOf(stage!)).toEqual([
      {
        name: "soft targets",
        from: ["teacher"],
        to: ["student"],
        factors: ["softWeight", "temperature", "temperature"],
      },
      { name: "labels", from: ["labels"], to: ["student"], factors: ["hardWeight"] },
    ]);
  });

  it("under alternating updates goes to the peer that a term names alone, also where no gradient is stopped", () => {
    const stage: Stage = {
      name: "peers",
      training,
      networks: [peer("a"), peer("b")],
      updates: "alternating",
      loss: ({ ops, forward }) => [
        {
          name: "mimicry a",
          weight: ops.constant(1),
          value: divergence(ops, forward("b").logits, forward("a").logits, ops.constant(1)),
          updates: "a",
        },
      ],
    };
    expect(gradientFlowOf(stage)).toEqual([{ name: "mimicry a", from: ["b"], to: ["a"], factors: [] }]);
  });

  it("passes through adapters, and has a network at both ends that is target and trained at once", () => {
    const stage: Stage = {
      name: "gate",
      training,
      networks: [peer("a"), peer("frozen", "none")],
      adapters: [{ name: "gate", inputShape: [8], layers: [{ kind: "dense", units: 10, activation: "linear" }] }],
      loss({ ops, forward, applyAdapter, labels }) {
        const a = forward("a");
        const gated = applyAdapter("gate", a.feature(0));
        const one = ops.constant(1);
        return [
          { name: "gated labels", weight: one, value: crossEntropy(ops, labels, gated, one) },
          { name: "self", weight: one, value: divergence(ops, ops.stopGradient(gated), a.logits, one) },
          { name: "frozen", weight: one, value: divergence(ops, forward("frozen").logits, gated, one) },
        ];
      },
    };
    expect(gradientFlowOf(stage)).toEqual([
      { name: "gated labels", from: ["labels"], to: ["a", "gate"], factors: [] },
      { name: "self", from: ["a", "gate"], to: ["a"], factors: [] },
      { name: "frozen", from: ["frozen"], to: ["a", "gate"], factors: [] },
    ]);
  });

  it("has no term that reaches no network among those that teach", () => {
    const experiment = presetById("born-again").experiment;
    const stage = stagesOf("taught", experiment)[1]!;
    const terms = gradientFlowOf(stage, 10);
    expect(terms.map(({ name, to }) => [name, to.length])).toEqual([
      ["predictions", 1],
      ["entropy of the predictions", 0],
    ]);
    expect(taughtTerms(terms, {}).map(({ name }) => name)).toEqual(["predictions"]);
  });

  it("refuses a loss that uses a network which the stage does not have", () => {
    const stage: Stage = {
      name: "lost",
      training,
      networks: [peer("a")],
      loss: ({ ops, forward }) => [{ name: "x", weight: ops.constant(1), value: ops.total(forward("b").logits) }],
    };
    expect(() => gradientFlowOf(stage)).toThrow(/no network "b"/);
  });
});
