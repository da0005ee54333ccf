import { describe, expect, it } from "vitest";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import { dense } from "../../domain/namedArchitectures.ts";
import { crossEntropy, divergence } from "../parts/losses.ts";
import { stagesOf } from "../registry/arms.ts";
import { lossFlowOf } from "./lossFlow.ts";
import type { NetworkSpec, Stage } from "./method.ts";

const { training } = defaultExperiment.student;
const peer = (name: string, trains: NetworkSpec["trains"] = "all"): NetworkSpec => {
  return { name, role: "peer", architecture: dense(8), trains, startsFrom: "random" };
};

describe("who teaches whom", () => {
  it("in Hinton's loss is the teacher and the labels, and nobody but the student learns", () => {
    const [stage] = stagesOf("taught", defaultExperiment);
    expect(lossFlowOf(stage!)).toEqual([
      { name: "soft targets", from: ["teacher"], to: ["student"] },
      { name: "labels", from: ["labels"], to: ["student"] },
    ]);
  });

  it("among peers that take turns is the other one, also where no gradient is stopped", () => {
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
          trains: "a",
        },
      ],
    };
    expect(lossFlowOf(stage)).toEqual([{ name: "mimicry a", from: ["b"], to: ["a"] }]);
  });

  it("passes through adapters, and a network quoted and moved at once does both", () => {
    const stage: Stage = {
      name: "gate",
      training,
      networks: [peer("a"), peer("frozen", "none")],
      adapters: [{ name: "gate", from: [8], layers: [{ kind: "dense", units: 10, activation: "linear" }] }],
      loss({ ops, forward, pass, labels }) {
        const a = forward("a");
        const gated = pass("gate", a.feature(0));
        const one = ops.constant(1);
        return [
          { name: "gated labels", weight: one, value: crossEntropy(ops, labels, gated, one) },
          { name: "self", weight: one, value: divergence(ops, ops.stopGradient(gated), a.logits, one) },
          { name: "frozen", weight: one, value: divergence(ops, forward("frozen").logits, gated, one) },
        ];
      },
    };
    expect(lossFlowOf(stage)).toEqual([
      { name: "gated labels", from: ["labels"], to: ["a", "gate"] },
      { name: "self", from: ["a", "gate"], to: ["a"] },
      { name: "frozen", from: ["frozen"], to: ["a", "gate"] },
    ]);
  });

  it("refuses a loss that asks for a network the stage has not", () => {
    const stage: Stage = {
      name: "lost",
      training,
      networks: [peer("a")],
      loss: ({ ops, forward }) => [{ name: "x", weight: ops.constant(1), value: ops.total(forward("b").logits) }],
    };
    expect(() => lossFlowOf(stage)).toThrow(/no network "b"/);
  });
});
