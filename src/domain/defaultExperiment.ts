/** The experiment that the page shows first and that every preset is made from. */

import type { Experiment, Training } from "./experiment.ts";
import { dense, withDropout } from "./namedArchitectures.ts";

/** Training of the default student, which presets change in single values. */
export const studentTraining: Training = {
  steps: 400,
  batchSize: 100,
  optimizer: "adam",
  learningRate: 0.001,
  schedule: "cosine",
  maxNorm: 0,
  jitter: 0,
};

/** A teacher on 10,000 built-in digits, three pairs (replicates) of students on 1,000 of them. */
export const defaultExperiment: Experiment = {
  schema: 1,
  seed: 7,
  pairs: 3,
  data: { dataset: "digits", train: 10_000 },
  teacher: {
    architecture: withDropout(0.1, 0.3, 600, 600),
    training: { ...studentTraining, steps: 500, jitter: 1, maxNorm: 4 },
  },
  student: { architecture: dense(300, 300), training: studentTraining },
  transferSet: { source: "training", size: 1000, omitClasses: [], labelled: true },
  method: { id: "hinton", params: { temperature: 4, softWeight: 0.9, hardWeight: 0.1, mistake: "none" } },
  controls: [],
  evaluateEvery: 50,
};
