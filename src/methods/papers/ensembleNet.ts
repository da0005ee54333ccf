/**
 * EnsembleNet: one trunk with several narrow heads in place of one network, of no more parameters than it has, trained
 * in one stage. L = CE(y, zm) + lambda mean_i KL(softmax(zm) || softmax(z_i)), zm the mean of the heads' logits.
 * After Li, Ng and Natsev 2019. The paper's coefficients could not be verified (no public code); this family has its
 * one trade-off, by the identity mean_i CE(y, z_i) = CE(y, zm) + mean_i KL(softmax(zm) || softmax(z_i)): lambda 0
 * trains the ensemble alone, 1 every head alone, and more adds co-distillation.
 */

import { type Architecture, countParameters, inferShapes, type LayerSpec } from "../../domain/architecture.ts";
import { BASELINE, DISTILLED, type Experiment } from "../../domain/experiment.ts";
import { dense } from "../../domain/namedArchitectures.ts";
import type { Scalar } from "../../tensor/graph.ts";
import { defineMethod, type ForwardScope, type Stage, type StepScope } from "../core/method.ts";
import type { ParamTable, ParamValues } from "../core/parameters.ts";
import { branches, meanLogits, meanOf, trunkLength } from "../parts/branches.ts";
import { fewerErrorsThan } from "../parts/claims.ts";
import { crossEntropy, divergence } from "../parts/losses.ts";
import { outputOf, withCleanLabels } from "../parts/teacherStudent.ts";

const params = {
  heads: { kind: "number", default: 3, min: 2, max: 5, live: false, whole: true, doc: "Heads on the one trunk." },
  lambda: {
    kind: "number",
    default: 1.5,
    min: 0,
    max: 10,
    live: true,
    doc: "Weight of the heads' divergence from their mean: 0 trains the ensemble alone, 1 each head alone.",
  },
  trunk: {
    kind: "number",
    default: 0.5,
    min: 0,
    max: 0.9,
    live: false,
    doc: "Share of the hidden layers that all heads have in common.",
  },
} as const satisfies ParamTable;

function narrowed(layer: LayerSpec, factor: number): LayerSpec {
  const scaled = (width: number) => Math.max(1, Math.floor(width * factor));
  if (layer.kind === "dense") return { ...layer, units: scaled(layer.units) };
  return layer.kind === "conv" ? { ...layer, filters: scaled(layer.filters) } : layer;
}

/** Number of parameters of a network whose layers from `trunk` on occur once for each head. */
export function parametersWithHeads(architecture: Architecture, heads: number, trunk: number): number {
  return inferShapes(architecture).reduce(
    (sum, { index, parameters }) => sum + parameters * (index < trunk ? 1 : heads),
    0,
  );
}

/**
 * The widest heads, their layers narrowed by one factor, with which trunk and heads have no more parameters than
 * `single`.
 * @returns the architecture of the trunk with one head
 * @throws RangeError where even heads of one unit in each layer have more
 */
export function widestHead(single: Architecture, heads: number, trunk: number): Architecture {
  const widths = single.layers.slice(trunk).flatMap((layer) => {
    return layer.kind === "dense" ? [layer.units] : layer.kind === "conv" ? [layer.filters] : [];
  });
  const widest = Math.max(1, ...widths);
  for (let width = widest; width > 0; width--) {
    const layers = single.layers.map((layer, i) => (i < trunk ? layer : narrowed(layer, width / widest)));
    const head = { ...single, layers };
    if (parametersWithHeads(head, heads, trunk) <= countParameters(single)) return head;
  }
  throw new RangeError(
    `${heads} heads on ${trunk} layers need more than the student's ${countParameters(single)} parameters; choose fewer heads, a shorter trunk, or a student with wider layers after it`,
  );
}

/** One stage that trains trunk and heads. @param lambda the weight of the co-distillation term */
function headStages(
  { student }: Experiment,
  { heads, trunk }: ParamValues<typeof params>,
  lambda: (scope: StepScope) => Scalar = ({ live }) => live("lambda"),
): readonly Stage[] {
  const shared = trunkLength(student.architecture, trunk);
  const networks = branches(widestHead(student.architecture, heads, shared), "head", heads, shared);
  const outputs = ({ forward }: ForwardScope) => networks.map(({ name }) => forward(name));
  const mean = (scope: ForwardScope) => meanLogits(scope.ops, outputs(scope));
  return [
    {
      name: "heads",
      training: student.training,
      networks,
      loss(scope) {
        const { ops, labels } = scope;
        const one = ops.constant(1);
        const zm = mean(scope);
        const divergences = outputs(scope).map(({ logits }) => divergence(ops, zm, logits, one));
        return [
          { name: "labels", weight: one, value: crossEntropy(ops, labels, zm, one) },
          { name: "ensemble to heads", weight: lambda(scope), value: meanOf(ops, divergences) },
        ];
      },
      evaluated: [
        { name: "ensemble", network: "student", logits: mean },
        ...networks.map(({ name }, i) => ({ ...outputOf(name), name: `head ${i + 1}` })),
      ],
      pictures: [
        {
          id: "heads",
          title: "What each head says, and their ensemble",
          reading:
            "The ensemble, the mean of the heads' logits, is trained on the labels, and the heads on what it says. The nearer a head is to it, the more it can do alone.",
          teaching: ["ensemble"],
          kind: "bars",
          panels: (scope) => [
            { label: "ensemble", value: scope.ops.softmax(mean(scope)) },
            ...outputs(scope).map(({ logits }, i) => ({ label: `head ${i + 1}`, value: scope.ops.softmax(logits) })),
          ],
        },
      ],
    },
  ];
}

export const ensembleNet = defineMethod({
  id: "ensemble-net",
  name: "EnsembleNet",
  claim: "One network split into several heads makes a better ensemble than the whole, with no more parameters.",
  paper: {
    title: "EnsembleNet: End-to-End Optimization of Multi-headed Models",
    authors: "Li, Ng, Natsev",
    year: 2019,
    url: "https://arxiv.org/abs/1905.09979",
    equations: "the abstract's co-distillation loss; coefficients not verified",
  },
  params,
  plan: (experiment, values) => headStages(experiment, values),
  arms: {
    "ensemble-alone": {
      name: "Ensemble alone (lambda 0)",
      plan: (experiment, values) => headStages(experiment, values, ({ ops }) => ops.constant(0)),
    },
    "heads-alone": {
      name: "Heads alone (lambda 1)",
      plan: (experiment, values) => headStages(experiment, values, ({ ops }) => ops.constant(1)),
    },
  },
  claims: [
    {
      text: "The ensemble makes fewer errors than one network of as many parameters.",
      ...fewerErrorsThan(BASELINE),
    },
    {
      text: "The ensemble makes fewer errors than its own first head.",
      better: { arm: DISTILLED },
      than: { arm: DISTILLED, output: "head 1" },
      by: "errors",
    },
    {
      text: "Co-distilled heads make a better ensemble than heads trained alone.",
      ...fewerErrorsThan("heads-alone"),
    },
    {
      text: "A head is of little use alone where only the ensemble was trained.",
      better: { arm: DISTILLED, output: "head 1" },
      than: { arm: "ensemble-alone", output: "head 1" },
      by: "errors",
    },
  ],
  preset: (base) => ({
    ...base,
    pairs: 5,
    student: { ...base.student, architecture: dense(100, 100) },
    transferSet: { ...base.transferSet, noisyLabels: 0.3 },
    method: { id: "ensemble-net", params: { lambda: 4 } },
    controls: ["ensemble-alone", "heads-alone"],
  }),
  variants: { "ensemble-net-clean": withCleanLabels },
  judgedVariants: ["ensemble-net-clean"],
});
