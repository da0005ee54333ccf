/**
 * Born-Again Networks: each generation learns the predictions of the one before, with first weights of its own, at
 * T = 1 and without labels. Furlanello, Lipton, Tschannen, Itti and Anandkumar 2018, section 3; CWTM and DKPP section 3.2.
 * The loss is computed as KL, which has the gradient of the cross-entropy. Not verified in the paper's text: that the
 * weights of CWTM are divided by their sum over the mini-batch, and that labels and targets have equal weights with
 * labels (BAN+L). The permutation of DKPP is drawn for each example, and stays the same in every epoch.
 */

import { BASELINE, DISTILLED, type Experiment } from "../../domain/experiment.ts";
import { dense } from "../../domain/namedArchitectures.ts";
import { defineMethod, type LossTerm, type Picture, type Stage, type StepScope } from "../core/method.ts";
import type { ParamTable, ParamValues } from "../core/parameters.ts";
import { confidenceWeightedCrossEntropy, rotateOtherClasses } from "../parts/bornAgainTargets.ts";
import { fewerErrorsThan } from "../parts/claims.ts";
import { generationStages } from "../parts/generations.ts";
import { crossEntropy, divergence, SMOOTHING } from "../parts/losses.ts";
import { labelStage, labelTerm, withCleanLabels } from "../parts/teacherStudent.ts";

const TREATMENTS = ["targets", "with labels", "confidence", "shuffled"] as const;
type Treatment = (typeof TREATMENTS)[number];

const params = {
  generations: {
    ...{ kind: "number", default: 3, min: 1, max: 4, live: false, whole: true },
    doc: "How many networks learn, each from the one before.",
  },
  treatment: {
    kind: "choice",
    default: "targets",
    choices: TREATMENTS,
    doc: "Predictions alone, labels beside them, labels weighted by confidence (CWTM), or lesser classes exchanged (DKPP).",
  },
  ancestor: {
    kind: "choice",
    default: "teacher",
    choices: ["teacher", "labels"],
    doc: "Generation 0: the run's teacher, or a network that each pair trains on the transfer set's labels.",
  },
  ancestorShare: {
    ...{ kind: "number", default: 1, min: 0.05, max: 1, live: false },
    doc: "Where each pair trains generation 0 itself: its steps, as a share of the student's.",
  },
  temperature: {
    ...{ kind: "number", scale: "temperature", default: 1, min: 0.05, max: 100, live: true },
    doc: "Of the predictions; the paper's is 1.",
  },
} as const satisfies ParamTable;
type Settings = ParamValues<typeof params>;

const asTreatment = (name: string): Treatment => TREATMENTS.find((one) => one === name) ?? "targets";

/** The loss terms of one treatment. The entropy of the teacher's predictions, of weight 0, is reported with them. */
function treatmentTerms(
  { ops, forward, labels, live }: StepScope,
  teacher: string,
  learner: string,
  treatment: Treatment,
): LossTerm[] {
  const v = ops.stopGradient(forward(teacher).logits);
  const z = forward(learner).logits;
  const t = live("temperature");
  const plogp = ops.multiply(ops.softmax(v), ops.logSoftmax(v));
  const entropy = ops.multiply(ops.total(plogp), ops.constant(-1 / v.shape[0]!));
  const entropyTerm = { name: "entropy of the predictions", weight: ops.constant(0), value: entropy };
  if (treatment === "confidence") {
    const value = confidenceWeightedCrossEntropy(ops, labels, v, z);
    return [{ name: "weighted labels", weight: ops.constant(1), value }, entropyTerm];
  }
  const share = ops.constant(treatment === "with labels" ? 0.5 : 1);
  const weight = ops.multiply(share, ops.multiply(t, t));
  const soft = { name: "predictions", weight, value: divergence(ops, v, z, t) };
  if (treatment !== "with labels") return [soft, entropyTerm];
  return [soft, { name: "labels", weight: share, value: crossEntropy(ops, labels, z, ops.constant(1)) }, entropyTerm];
}

/** The targets of each treatment at T = 1. */
const targetPictures = (teacher: string): readonly Picture[] => [
  {
    id: "targets",
    title: "Targets of each treatment, from the last generation's teacher",
    reading:
      "What a generation may be told of this image: the label, its teacher's answer, the label weighted by how certain that answer is, or the answer with its lesser classes exchanged.",
    kind: "bars",
    panels({ ops, forward, labels }) {
      const p = ops.softmax(forward(teacher).logits);
      return [
        { label: "label", value: labels },
        { label: "predictions (BAN)", value: p },
        { label: "weighted label (CWTM)", value: ops.multiply(labels, ops.max(p)) },
        { label: "others moved by one (DKPP)", value: rotateOtherClasses(ops, p) },
      ];
    },
  },
];

/** The stages of all generations under one treatment. */
function generationsBy(treatment: Treatment, experiment: Experiment, settings: Settings): readonly Stage[] {
  const loss = (scope: StepScope, teacher: string, learner: string) =>
    treatmentTerms(scope, teacher, learner, treatment);
  return generationStages(experiment, settings, loss, targetPictures, treatment === "shuffled");
}

/** As many networks that do not learn from one another: each is trained on labels alone. */
function independentNetworks(experiment: Experiment, settings: Settings): readonly Stage[] {
  return generationStages(experiment, settings, (scope, _, learner) => [labelTerm(scope, learner)], targetPictures);
}

export const bornAgain = defineMethod({
  id: "born-again",
  name: "Born-Again Networks",
  claim: "A network taught by one of its own kind, from other first weights, becomes better than its teacher.",
  paper: {
    title: "Born-Again Neural Networks",
    authors: "Furlanello, Lipton, Tschannen, Itti, Anandkumar",
    year: 2018,
    url: "https://arxiv.org/abs/1805.04770",
    equations: "sections 3.1 and 3.2: BAN, BANE, CWTM, DKPP",
  },
  params,
  plan: (experiment, settings) => generationsBy(asTreatment(settings.treatment), experiment, settings),
  baseline: (experiment) => [labelStage("second seed", experiment)],
  arms: {
    "with-labels": { name: "With labels (BAN+L)", plan: (e, settings) => generationsBy("with labels", e, settings) },
    "weighted-by-confidence": { name: "Confidence (CWTM)", plan: (e, s) => generationsBy("confidence", e, s) },
    "shuffled-others": { name: "Others exchanged (DKPP)", plan: (e, s) => generationsBy("shuffled", e, s) },
    independent: { name: "Independent networks", plan: independentNetworks },
    "smoothed-labels": {
      name: "Label smoothing",
      plan: (experiment) => [
        { ...labelStage("smoothed labels", experiment), loss: (scope) => [labelTerm(scope, "student", SMOOTHING)] },
      ],
    },
  },
  claims: [
    {
      text: "The last generation is better than a second seed that learns from labels.",
      ...fewerErrorsThan(BASELINE),
    },
    {
      text: "An ensemble of generations is better than the last of them.",
      better: { arm: DISTILLED, output: "ensemble" },
      than: { arm: DISTILLED },
      by: "errors",
    },
    {
      text: "Likeness between classes matters: exchanging the lesser classes (DKPP) is worse.",
      ...fewerErrorsThan("shuffled-others"),
    },
    {
      text: "It is more than smoother labels.",
      ...fewerErrorsThan("smoothed-labels"),
    },
  ],
  preset(base) {
    const student = { architecture: dense(100, 100), training: { ...base.student.training, steps: 500 } };
    return {
      ...base,
      pairs: 4,
      data: { ...base.data, train: 1000 },
      teacher: student,
      student,
      // With a fifth of the labels wrong, soft targets contain information that the labels do not.
      transferSet: { ...base.transferSet, size: "all", noisyLabels: 0.2 },
      method: { id: "born-again", params: { ancestor: "labels" } },
      controls: ["smoothed-labels", "shuffled-others"],
      evaluateEvery: 100,
    };
  },
  variants: {
    "born-again-clean": withCleanLabels,
    "born-again-early-stop": (own) => {
      // What a trained network says of its own training images is nearly one-hot; one that is stopped early is not so sure.
      const params = { ...own.method.params, ancestorShare: 0.2 };
      return { ...withCleanLabels(own), method: { ...own.method, params } };
    },
  },
  judgedVariants: ["born-again-clean", "born-again-early-stop"],
});
