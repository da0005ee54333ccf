/**
 * Magnitude pruning: train, set the smallest weights to 0, train those that are left, in one or several rounds. Han,
 * Pool, Tran and Dally 2015, section 3. The pruned network is retrained by Hinton's loss with a trained teacher, the
 * baseline by labels. The same share is pruned in every layer, where the paper chooses a threshold for each; its L2
 * penalty and its changed dropout are left out.
 */

import { BASELINE, type Experiment } from "../../domain/experiment.ts";
import { dense } from "../../domain/namedArchitectures.ts";
import { defineMethod, type NetworkSpec, type Stage, type StepScope } from "../core/method.ts";
import type { ParamTable, ParamValues } from "../core/parameters.ts";
import type { PruningCriterion } from "../core/weightChange.ts";
import { fewerErrorsThan } from "../parts/claims.ts";
import { firstWeightedLayer } from "../parts/lowPrecision.ts";
import { maskedParametrisation, pruning as prune } from "../parts/magnitudePruning.ts";
import { frozenTeacher, labelStage, labelTerm, softTargetTerm, trainableStudent } from "../parts/teacherStudent.ts";

const weight = { kind: "number", scale: "weight", min: 0, max: 10, live: true } as const;
const params = {
  sparsity: {
    ...{ kind: "number", default: 0.9, min: 0, max: 0.98, live: false },
    doc: "Share of each layer's weights that are 0 in the end.",
  },
  rounds: {
    ...{ kind: "number", default: 1, min: 1, max: 4, live: false, whole: true },
    doc: "Prunes this often, each time the same share of what is left, and trains after each.",
  },
  retrainRate: {
    ...{ kind: "number", scale: "logarithmic", default: 1, min: 0.01, max: 1, live: false },
    doc: "Learning rate after pruning, as a share of the rate before.",
  },
  temperature: {
    ...weight,
    scale: "temperature",
    default: 4,
    min: 0.05,
    max: 100,
    doc: "Of the teacher's soft targets.",
  },
  softWeight: { ...weight, default: 0.9, doc: "Weight of the soft targets while the rest recovers." },
  hardWeight: { ...weight, default: 0.1, doc: "Weight of the labels while the rest recovers." },
} as const satisfies ParamTable;
type Settings = ParamValues<typeof params>;

/** The sparsity after each round: the share of weights that are left falls by the same factor each time. */
export function sparsities(sparsity: number, rounds: number): readonly number[] {
  return Array.from({ length: rounds }, (_, i) => 1 - (1 - sparsity) ** ((i + 1) / rounds));
}

/** Hinton's loss of a network. */
function distillationTerms(scope: StepScope, name: string) {
  const { forward, live } = scope;
  return [
    softTargetTerm(scope, forward("teacher"), forward(name)),
    { ...labelTerm(scope, name), weight: live("hardWeight") },
  ];
}

/**
 * The stages: half of the student's steps for all weights by labels, half for those that are left.
 * @param distils whether these are retrained with the teacher, or by labels alone
 */
function pruningStages(
  experiment: Experiment,
  settings: Settings,
  distils: boolean,
  criterion: PruningCriterion,
): readonly Stage[] {
  const { training, architecture } = experiment.student;
  const first = Math.max(1, Math.floor(training.steps / 2));
  const steps = Math.max(1, Math.floor((training.steps - first) / settings.rounds));
  const unpruned: NetworkSpec = { ...trainableStudent(experiment), name: "all weights" };
  const start: Stage = {
    name: "all weights",
    training: { ...training, steps: first },
    networks: [unpruned],
    loss: (scope) => [labelTerm(scope, unpruned.name)],
  };
  const shares = sparsities(settings.sparsity, settings.rounds);
  const nameAfter = (round: number) => (round === shares.length ? "student" : `after round ${round}`);
  const rounds = shares.map((sparsity, i): Stage => {
    const name = nameAfter(i + 1);
    const network = i === 0 ? unpruned.name : nameAfter(i);
    const pruned: NetworkSpec = {
      ...{ name, role: "student", architecture, trains: "all" },
      startsFrom: { network, by: prune(sparsity, criterion), change: { kind: "pruned", sparsity, criterion } },
      parametrisation: maskedParametrisation(sparsity),
    };
    const layer = firstWeightedLayer(architecture);
    return {
      name: `round ${i + 1}: ${(100 * sparsity).toFixed(0)} % pruned`,
      training: { ...training, steps, learningRate: settings.retrainRate * training.learningRate },
      networks: [pruned, { ...unpruned, trains: "none" }, ...(distils ? [frozenTeacher(experiment)] : [])],
      loss: (scope) => (distils ? distillationTerms(scope, name) : [labelTerm(scope, name)]),
      pictures: [
        {
          id: "weights",
          title: "Weights of the first layer",
          reading:
            "The tall bar in the middle are the weights that were removed. Those that are left have grown, and do the work of all.",
          kind: "histogram",
          panels: ({ weights }) => [
            { label: "before pruning", value: weights(unpruned.name, layer) },
            { label: "pruned and trained on", value: weights(name, layer) },
          ],
        },
      ],
    };
  });
  return [start, ...rounds];
}

export const pruning = defineMethod({
  id: "pruning",
  name: "Magnitude pruning",
  claim: "A network keeps its accuracy with few of its weights if the small ones go and the others learn on.",
  paper: {
    title: "Learning both Weights and Connections for Efficient Neural Networks",
    authors: "Han, Pool, Tran, Dally",
    year: 2015,
    url: "https://arxiv.org/abs/1506.02626",
    equations: "section 3: train, prune, train again",
  },
  params,
  plan: (experiment, settings) => pruningStages(experiment, settings, true, "magnitude"),
  baseline: (experiment, settings) => pruningStages(experiment, settings, false, "magnitude"),
  arms: {
    "all-weights": { name: "No weight pruned, labels", plan: (experiment) => [labelStage("all weights", experiment)] },
    "pruned-by-chance": {
      name: "Pruned by chance, labels",
      plan: (experiment, settings) => pruningStages(experiment, settings, false, "chance"),
    },
  },
  claims: [
    {
      text: "A teacher helps the weights that are left to recover.",
      ...fewerErrorsThan(BASELINE),
    },
    {
      text: "The smallest weights are those that are missed least.",
      better: { arm: BASELINE },
      than: { arm: "pruned-by-chance" },
      by: "errors",
    },
  ],
  preset: (base) => ({
    ...base,
    student: {
      architecture: dense(100, 100),
      training: { ...base.student.training, steps: 1200, learningRate: 0.004 },
    },
    transferSet: { ...base.transferSet, size: 2000 },
    method: { id: "pruning", params: {} },
    controls: ["all-weights", "pruned-by-chance"],
    evaluateEvery: 100,
  }),
});
