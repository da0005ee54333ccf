/** Presets: an experiment for each method, and experiments for particular questions. */

import { defaultExperiment, studentTraining } from "../../domain/defaultExperiment.ts";
import type { Experiment } from "../../domain/experiment.ts";
import { kerasStudent, kerasTeacher } from "../../domain/publishedArchitectures.ts";
import { sectionExperiments } from "../../hinton2015/experiments.ts";
import { registry } from "../registry/methodRegistry.ts";

/** An experiment with the id by which links, the page and the command line name it. */
export interface Preset {
  readonly id: string;
  readonly experiment: Experiment;
}

const softOnly = (temperature: number) => ({
  id: "hinton",
  params: { temperature, softWeight: 1, hardWeight: 0, mistake: "none" },
});

function omitting(omitClasses: number[], temperature: number): Experiment {
  return {
    ...defaultExperiment,
    student: { ...defaultExperiment.student, training: { ...studentTraining, steps: 1000 } },
    transferSet: { source: "training", size: "all", omitClasses, labelled: true },
    method: softOnly(temperature),
    evaluateEvery: 100,
  };
}

/** Steps of one pass through MNIST's 60,000 images. */
const KERAS_EPOCH = 1875;

/** Training of Keras' example: Adam at its default rate, in batches of 32, the default of its `fit`. */
const ofKerasExample = (epochs: number) => ({
  ...studentTraining,
  steps: epochs * KERAS_EPOCH,
  batchSize: 32,
  schedule: "constant" as const,
});
/**
 * Keras' example "Knowledge Distillation" (Borup 2020) on MNIST, with the factor T^2 of its present version. It says that
 * the teacher reaches an accuracy of around 97.6 %, the student alone 97.6 % and the distilled student 98.1 %. Its first
 * weights are Glorot's, those here are He's.
 */
const kerasExample: Experiment = {
  ...defaultExperiment,
  data: { dataset: "mnist", train: "all" },
  teacher: { architecture: kerasTeacher, training: ofKerasExample(5) },
  student: { architecture: kerasStudent, training: ofKerasExample(3) },
  transferSet: { source: "training", size: "all", omitClasses: [], labelled: true },
  method: { id: "hinton", params: { temperature: 10, softWeight: 0.9, hardWeight: 0.1, mistake: "none" } },
  evaluateEvery: KERAS_EPOCH,
};

/** Experiments for particular questions about distillation. */
const questions: readonly Preset[] = [
  {
    id: "few-labels",
    experiment: {
      ...defaultExperiment,
      pairs: 4,
      student: { ...defaultExperiment.student, training: { ...studentTraining, steps: 1000 } },
      controls: ["doubled-hard-loss", "label-smoothing", "shuffled-soft-targets"],
      evaluateEvery: 100,
    },
  },
  { id: "drop-3s", experiment: omitting([3], 20) },
  { id: "only-7s-8s", experiment: omitting([0, 1, 2, 3, 4, 5, 6, 9], 20) },
  { id: "keras-example", experiment: kerasExample },
  ...sectionExperiments,
];

const hintonWith = (params: Experiment["method"]["params"]): Experiment => ({
  ...defaultExperiment,
  method: { ...defaultExperiment.method, params: { ...defaultExperiment.method.params, ...params } },
});

/**
 * Experiments that another preset is compared with: they have its seed, so the same teacher, first weights and batches.
 * Addresses, lessons and the command line name them; the chooser has no card for them.
 */
export const comparisons: readonly Preset[] = [
  { id: "drop-9s", experiment: omitting([9], 20) },
  { id: "drop-3s-shuffled", experiment: { ...omitting([3], 20), controls: ["shuffled-soft-targets"] } },
  { id: "temperature-8", experiment: hintonWith({ temperature: 8 }) },
  { id: "no-t-squared", experiment: hintonWith({ mistake: "no-t-squared" }) },
  { id: "no-t-squared-8", experiment: hintonWith({ temperature: 8, mistake: "no-t-squared" }) },
];

/** The experiment of each method, with the method's id, and its variants with theirs. */
const ofMethods = registry.flatMap(({ id, preset, variants = {} }): readonly Preset[] => {
  const experiment = preset(defaultExperiment);
  return [
    { id, experiment },
    ...Object.entries(variants).map(([name, vary]) => ({ id: name, experiment: vary(experiment) })),
  ];
});

/** All presets: Hinton's method first, then particular questions, then the other papers by year, then comparisons. */
export const presets: readonly Preset[] = [
  ...ofMethods.filter(({ id }) => id === defaultExperiment.method.id),
  ...questions,
  ...ofMethods.filter(({ id }) => id !== defaultExperiment.method.id),
  ...comparisons,
];

/**
 * Finds a preset.
 * @throws RangeError naming the id and the known ones
 */
export function presetById(id: string): Preset {
  const found = presets.find((preset) => preset.id === id);
  if (!found)
    throw new RangeError(`there is no preset "${id}"; known are ${presets.map((preset) => preset.id).join(", ")}`);
  return found;
}
