/**
 * ONE: branches on one trunk learn from their ensemble, whose weights a gate computes for each image.
 * L = sum_i CE(y, z_i) + CE(y, ze) + w(t) sum_i T^2 KL(softmax(ze / T) || softmax(z_i / T)), ze = sum_i g_i z_i,
 * g = softmax(ReLU(BN(dense(pooled trunk)))). Lan, Zhu and Gong 2018, as in their released code: three branches, T = 3,
 * ramp-up over 80 of 300 epochs. Evaluated are one branch alone (ONE) and all of them with the gate (ONE-E).
 */

import { inferShapes } from "../../domain/architecture.ts";
import { BASELINE, DISTILLED, type Experiment } from "../../domain/experiment.ts";
import { dense } from "../../domain/namedArchitectures.ts";
import type { Logits, Ops, Tensor } from "../../tensor/graph.ts";
import {
  type AdapterSpec,
  defineMethod,
  type ForwardScope,
  type LossTerm,
  type NetworkOutput,
  type Stage,
} from "../core/method.ts";
import type { ParamTable, ParamValues } from "../core/parameters.ts";
import { branches, ensembleParams, meanLogits, poolGlobally, trunkLength } from "../parts/branches.ts";
import { fewerErrorsThan } from "../parts/claims.ts";
import { crossEntropy, rampUp, scaledDivergence } from "../parts/losses.ts";
import { outputOf, withCleanLabels } from "../parts/teacherStudent.ts";

const params = {
  branches: { kind: "number", default: 3, min: 2, max: 4, live: false, whole: true, doc: "Branches on the one trunk." },
  temperature: ensembleParams.temperature,
  softWeight: {
    kind: "number",
    scale: "weight",
    default: 1,
    min: 0,
    max: 5,
    live: true,
    doc: "Weight of what the ensemble teaches.",
  },
  rampUp: ensembleParams.rampUp,
  trunk: {
    kind: "number",
    default: 0.5,
    min: 0,
    max: 0.9,
    live: false,
    doc: "Share of the hidden layers that all branches have in common; at least one.",
  },
} as const satisfies ParamTable;

/** sum_i g_i z_i, [batch, classes]. @param gate weights of the branches, [batch, branches] */
export function gatedLogits(ops: Ops, gate: Tensor, outputs: readonly NetworkOutput[]): Logits {
  const terms = outputs.map(({ logits }, i) => ops.multiply(ops.slice(gate, 1, i, 1), logits));
  return terms.reduce((a, b) => ops.add(a, b));
}

type Variant = "gate" | "mean" | "without teaching";

/** One stage of all branches and the gate. */
function branchStages(
  { student }: Experiment,
  values: ParamValues<typeof params>,
  variant: Variant = "gate",
): readonly Stage[] {
  const { architecture, training } = student;
  if (architecture.layers.length === 0)
    throw new RangeError("the student has no hidden layer that branches could share; give it at least one");
  const trunk = Math.max(1, trunkLength(architecture, values.trunk));
  const networks = branches(architecture, "branch", values.branches, trunk);
  const names = networks.map(({ name }) => name);
  const features = inferShapes(architecture)[trunk - 1]!.outputShape.at(-1)!;
  const gateLayer = { kind: "dense", units: names.length, activation: "relu", batchNorm: true } as const;
  const adapter: AdapterSpec = { name: "gate", inputShape: [features], layers: [gateLayer] };

  const outputs = ({ forward }: ForwardScope) => names.map((name) => forward(name));
  const gate = ({ ops, forward, applyAdapter }: ForwardScope) =>
    ops.softmax(applyAdapter("gate", poolGlobally(ops, forward("student").feature(trunk - 1))));
  const mean = (scope: ForwardScope) => meanLogits(scope.ops, outputs(scope));
  const gated = (scope: ForwardScope) => gatedLogits(scope.ops, gate(scope), outputs(scope));
  const ensemble = variant === "mean" ? mean : gated;
  return [
    {
      name: "branches",
      training,
      networks,
      adapters: variant === "mean" ? [] : [adapter],
      loss(scope) {
        const { ops, labels, progress } = scope;
        const one = ops.constant(1);
        const ze = ensemble(scope);
        const branch = outputs(scope).map(({ logits }, i) => ({ name: names[i]!, z: logits }));
        const supervised = [...branch, { name: "ensemble", z: ze }].map(({ name, z }): LossTerm => {
          return { name: `labels: ${name}`, weight: one, value: crossEntropy(ops, labels, z, one) };
        });
        if (variant === "without teaching") return supervised;
        const weight = ops.multiply(scope.live("softWeight"), rampUp(ops, progress, values.rampUp));
        const distilled = branch.map(({ name, z }): LossTerm => {
          return {
            name: `ensemble to ${name}`,
            weight,
            value: scaledDivergence(ops, ze, z, scope.live("temperature")),
          };
        });
        return [...supervised, ...distilled];
      },
      evaluated: [
        ...names.map(outputOf),
        ...(variant === "mean" ? [] : [{ name: "gated ensemble", network: "student", logits: gated }]),
        { name: "mean ensemble", network: "student", logits: mean },
      ],
      pictures:
        variant === "mean"
          ? []
          : [
              {
                id: "gate",
                title: "How much the gate asks of each branch",
                reading:
                  "The gate's weights for this image, 1 in all: by them the branches' logits become the ensemble that teaches every branch.",
                kind: "bars",
                panels: (scope) => [{ label: names.join(", "), value: gate(scope) }],
              },
            ],
    },
  ];
}

export const one = defineMethod({
  id: "one",
  name: "ONE",
  claim: "Branches taught by their own gated ensemble, as it forms, are better than the network trained alone.",
  paper: {
    title: "Knowledge Distillation by On-the-Fly Native Ensemble",
    authors: "Lan, Zhu, Gong",
    year: 2018,
    url: "https://arxiv.org/abs/1806.04606",
    equations: "the loss of the released code",
  },
  params,
  plan: (experiment, values) => branchStages(experiment, values),
  arms: {
    "mean-instead-of-gate": {
      name: "Mean instead of gate",
      plan: (experiment, values) => branchStages(experiment, values, "mean"),
    },
    "branches-without-teaching": {
      name: "Branches without teaching",
      plan: (experiment, values) => branchStages(experiment, values, "without teaching"),
    },
  },
  claims: [
    {
      text: "A branch makes fewer errors than the same network trained alone.",
      ...fewerErrorsThan(BASELINE),
    },
    {
      text: "The gated ensemble makes fewer errors than the first branch.",
      better: { arm: DISTILLED, output: "gated ensemble" },
      than: { arm: DISTILLED },
      by: "errors",
    },
    {
      text: "A gate makes a better teacher than the mean of the branches.",
      ...fewerErrorsThan("mean-instead-of-gate"),
    },
    {
      text: "Branches are better for being taught, not only for sharing a trunk.",
      ...fewerErrorsThan("branches-without-teaching"),
    },
  ],
  preset: (base) => ({
    ...base,
    pairs: 5,
    // The trunk is too narrow to memorise wrong labels; the branches are not.
    student: { ...base.student, architecture: dense(40, 100, 100) },
    transferSet: { ...base.transferSet, noisyLabels: 0.3 },
    method: { id: "one", params: { softWeight: 1, trunk: 0.34 } },
    controls: ["mean-instead-of-gate", "branches-without-teaching"],
    evaluateEvery: 100,
  }),
  variants: { "one-clean": withCleanLabels },
  judgedVariants: ["one-clean"],
});
