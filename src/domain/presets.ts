/** Ready experiments and named networks: what the pickers offer and the command line runs by id. */

import type { Architecture, LayerSpec } from "./architecture.ts";
import type { Experiment, Training } from "./experiment.ts";

/** A network with a name and the place it was published in, if any. */
export interface NamedArchitecture {
  readonly id: string;
  readonly architecture: Architecture;
  /** what it comes from, for the picker's second line */
  readonly source: string;
}

const hidden = (...widths: readonly number[]): LayerSpec[] =>
  widths.map((units) => ({ kind: "dense", units, activation: "relu" }));

/** A fully connected network on 28x28 images with 10 classes and ReLU hidden layers of the given widths. */
export function dense(...widths: readonly number[]): Architecture {
  return { input: [28, 28], layers: hidden(...widths), classes: 10 };
}

function withDropout(input: number, between: number, ...widths: readonly number[]): Architecture {
  const layers: LayerSpec[] = [{ kind: "dropout", rate: input }];
  for (const layer of hidden(...widths)) layers.push(layer, { kind: "dropout", rate: between });
  return { input: [28, 28], layers, classes: 10 };
}

const smallConvolution: Architecture = {
  input: [28, 28],
  layers: [
    { kind: "conv", filters: 8, kernel: 3, activation: "relu" },
    { kind: "pool", size: 2 },
    { kind: "conv", filters: 16, kernel: 3, activation: "relu" },
    { kind: "pool", size: 2 },
    ...hidden(64),
  ],
  classes: 10,
};

const hintonSection = "Hinton, Vinyals and Dean 2015, section 3";

/** Networks offered as teacher. */
export const teachers: readonly NamedArchitecture[] = [
  { id: "600-600", architecture: withDropout(0.1, 0.3, 600, 600), source: "half of Hinton's teacher, dropout" },
  { id: "1200-1200", architecture: withDropout(0.2, 0.5, 1200, 1200), source: hintonSection },
  { id: "300-300", architecture: dense(300, 300), source: "LeCun et al. 1998, a 300-unit network, twice" },
  { id: "convolutional", architecture: smallConvolution, source: "two 3x3 convolutions with pooling" },
];

/** Networks offered as student. */
export const students: readonly NamedArchitecture[] = [
  { id: "300-300", architecture: dense(300, 300), source: "300 units a layer, the paper's T > 8 regime" },
  { id: "800-800", architecture: dense(800, 800), source: hintonSection },
  { id: "30-30", architecture: dense(30, 30), source: `${hintonSection}: 30 units a layer` },
  { id: "100", architecture: dense(100), source: "one hidden layer" },
  { id: "linear", architecture: dense(), source: "no hidden layer" },
  { id: "convolutional", architecture: smallConvolution, source: "two 3x3 convolutions with pooling" },
];

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
export const questions: readonly { readonly id: string; readonly experiment: Experiment }[] = [
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
  {
    id: "hinton-2015",
    experiment: {
      ...fewLabels,
      pairs: 1,
      data: { dataset: "mnist", train: "all" },
      teacher: {
        architecture: withDropout(0.1, 0.4, 1200, 1200),
        training: { ...base, steps: 11_700, batchSize: 128, jitter: 2, maxNorm: 4 },
      },
      student: { architecture: dense(800, 800), training: { ...base, steps: 9_380, batchSize: 128 } },
      transferSet: { source: "training", size: "all", omitClasses: [], labelled: true },
      method: softOnly(20),
      evaluateEvery: 469,
    },
  },
];

/** The experiment shown first. */
export const defaultExperiment: Experiment = fewLabels;
