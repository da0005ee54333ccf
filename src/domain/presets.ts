/** Ready experiments: what the picker offers and the command line runs by id. */

import type { Experiment, Training } from "./experiment.ts";
import { type SectionExperiment, sectionExperiments } from "./hintonSection.ts";
import { dense, withDropout } from "./networks.ts";

const base: Training = {
  steps: 400,
  batchSize: 100,
  optimizer: "adam",
  learningRate: 0.001,
  schedule: "cosine",
  maxNorm: 0,
  jitter: 0,
};

/** The default run: a teacher on 10,000 built-in digits, three pairs of students on 1,000 of them. */
const fewLabels: Experiment = {
  schema: 1,
  seed: 7,
  pairs: 3,
  data: { dataset: "digits", train: 10_000 },
  teacher: {
    architecture: withDropout(0.1, 0.3, 600, 600),
    training: { ...base, steps: 500, jitter: 1, maxNorm: 4 },
  },
  student: { architecture: dense(300, 300), training: base },
  transferSet: { source: "training", size: 1000, omitClasses: [], labelled: true },
  method: { id: "hinton", params: { temperature: 4, softWeight: 0.9, hardWeight: 0.1, mistake: "none" } },
  controls: [],
  evaluateEvery: 50,
};

const softOnly = (temperature: number) => ({
  id: "hinton",
  params: { temperature, softWeight: 1, hardWeight: 0, mistake: "none" },
});

function omitting(omitClasses: number[], temperature: number): Experiment {
  return {
    ...fewLabels,
    student: { ...fewLabels.student, training: { ...base, steps: 1000 } },
    transferSet: { source: "training", size: "all", omitClasses, labelled: true },
    method: softOnly(temperature),
    evaluateEvery: 100,
  };
}

/** Ready experiments for particular questions about distillation, by id. */
export const questions: readonly SectionExperiment[] = [
  {
    id: "few-labels",
    experiment: {
      ...fewLabels,
      pairs: 4,
      student: { ...fewLabels.student, training: { ...base, steps: 1000 } },
      controls: ["doubled-hard-loss", "label-smoothing", "shuffled-soft-targets"],
      evaluateEvery: 100,
    },
  },
  { id: "drop-3s", experiment: omitting([3], 20) },
  { id: "only-7s-8s", experiment: omitting([0, 1, 2, 3, 4, 5, 6, 9], 20) },
  ...sectionExperiments,
];

/** The experiment shown first. */
export const defaultExperiment: Experiment = fewLabels;
