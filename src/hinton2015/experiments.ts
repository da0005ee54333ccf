/**
 * The experiments of the MNIST section of "Distilling the Knowledge in a Neural Network" (Hinton, Vinyals and Dean
 * 2015, section 3), with our controls. The paper's results are in paperResults.ts.
 */

import { type Arm, DISTILLED, type Experiment, sameExperiment, type Training } from "../domain/experiment.ts";
import { dense, withDropout } from "../domain/namedArchitectures.ts";

/** The batch size of these experiments, and the steps of one pass over MNIST's 60,000 training images. */
const BATCH = 128;
const EPOCH = Math.ceil(60_000 / BATCH);

/**
 * The temperatures at which students of each width are trained: those that the paper names for large students (above 8,
 * and 20 for its main one) and for small ones (2.5 to 4), and some around them.
 */
export const TEMPERATURES = [1, 2, 2.5, 4, 8, 12, 20, 40] as const;
/** Units in each hidden layer of the students that are trained at every temperature. */
export const WIDTHS = [30, 300, 800] as const;
/** The temperature of the paper's main student. */
export const MAIN_TEMPERATURE = 20;

/** The arm of the student trained at a temperature: DISTILLED for the main one. */
export function armOfTemperature(temperature: number): Arm {
  return temperature === MAIN_TEMPERATURE ? DISTILLED : `temperature-${temperature}`;
}

const otherTemperatures = TEMPERATURES.filter((temperature) => temperature !== MAIN_TEMPERATURE).map(armOfTemperature);

const training = (epochs: number, changes: Partial<Training> = {}): Training => ({
  steps: epochs * EPOCH,
  batchSize: BATCH,
  optimizer: "adam",
  learningRate: 0.001,
  schedule: "cosine",
  maxNorm: 0,
  jitter: 0,
  ...changes,
});

/** Teacher 784-1200-1200-10 and student 784-800-800-10 on soft targets alone at T = 20, and its baseline. */
const main: Experiment = {
  schema: 1,
  seed: 1,
  pairs: 1,
  data: { dataset: "mnist", train: "all" },
  teacher: { architecture: withDropout(0.1, 0.4, 1200, 1200), training: training(50, { jitter: 2, maxNorm: 4 }) },
  student: { architecture: dense(800, 800), training: training(30) },
  transferSet: { source: "training", size: "all", omitClasses: [], labelled: true },
  method: { id: "hinton", params: { temperature: MAIN_TEMPERATURE, softWeight: 1, hardWeight: 0, mistake: "none" } },
  controls: [],
  evaluateEvery: 2 * EPOCH,
};

function ofWidth(units: number, epochs: number, controls: readonly Arm[]): Experiment {
  return {
    ...main,
    student: { architecture: dense(units, units), training: training(epochs) },
    controls: [...controls],
    evaluateEvery: (epochs * EPOCH) / 4,
  };
}

function omitting(omitClasses: number[], steps: number): Experiment {
  return {
    ...main,
    student: { ...main.student, training: training(1, { steps }) },
    transferSet: { ...main.transferSet, omitClasses },
    evaluateEvery: Math.ceil(steps / 12),
  };
}

/** One experiment of the section, with the id by which the page and the command line name it. */
export interface SectionExperiment {
  readonly id: string;
  readonly experiment: Experiment;
}

/** The section's experiments on MNIST. All have the same teacher, which runs of the first one train. */
export const sectionExperiments: readonly SectionExperiment[] = [
  { id: "hinton-2015", experiment: main },
  { id: "hinton-2015-no-3s", experiment: omitting([3], 12 * EPOCH) },
  // Some 12,000 images: 40 passes over them.
  { id: "hinton-2015-only-7s-8s", experiment: omitting([0, 1, 2, 3, 4, 5, 6, 9], 8 * EPOCH) },
  {
    id: "hinton-2015-3-percent",
    experiment: {
      ...main,
      student: { ...main.student, training: training(3) },
      transferSet: { ...main.transferSet, size: 1800 },
      evaluateEvery: 117,
    },
  },
  { id: "hinton-2015-30", experiment: ofWidth(30, 40, otherTemperatures) },
  {
    id: "hinton-2015-jitter",
    experiment: {
      ...ofWidth(800, 8, []),
      student: { ...main.student, training: training(8, { jitter: 2 }) },
    },
  },
  { id: "hinton-2015-300", experiment: ofWidth(300, 20, otherTemperatures) },
  {
    id: "hinton-2015-800",
    experiment: ofWidth(800, 8, [
      ...otherTemperatures,
      "label-smoothing",
      "shuffled-soft-targets",
      "doubled-hard-loss",
    ]),
  },
];

/** One experiment of the section on one data set with one seed. */
export interface SectionPart extends SectionExperiment {
  readonly dataset: "digits" | "mnist";
}

/** The section's parts for some seeds, experiment by experiment: those that train the teachers come first. */
export function sectionParts(dataset: SectionPart["dataset"], seeds: readonly number[]): readonly SectionPart[] {
  return sectionExperiments.flatMap(({ id, experiment }) =>
    seeds.map((seed) => ({
      id,
      dataset,
      experiment: { ...(dataset === "digits" ? onDigits(experiment) : experiment), seed },
    })),
  );
}

/** Parts found before. Experiments are not changed in place, and views look the same one up repeatedly. */
const known = new WeakMap<Experiment, SectionPart | null>();

function findPart(experiment: Experiment): SectionPart | null {
  const { dataset } = experiment.data;
  if (dataset !== "digits" && dataset !== "mnist") return null;
  return sectionParts(dataset, [experiment.seed]).find((part) => sameExperiment(part.experiment, experiment)) ?? null;
}

/** The part with the same experiment, for any seed; null where there is none. */
export function partOf(experiment: Experiment): SectionPart | null {
  const found = known.get(experiment);
  if (found !== undefined) return found;
  const part = findPart(experiment);
  known.set(experiment, part);
  return part;
}

/**
 * The experiment with a share of its steps and as many evaluations.
 * @param share above 0; each number of steps is rounded, and at least 1
 */
export function withFewerSteps(experiment: Experiment, share: number): Experiment {
  const scaled = (steps: number) => Math.max(1, Math.round(steps * share));
  const shortened = ({ architecture, training: full }: Experiment["teacher"]) => ({
    architecture,
    training: { ...full, steps: scaled(full.steps) },
  });
  return {
    ...experiment,
    teacher: shortened(experiment.teacher),
    student: shortened(experiment.student),
    evaluateEvery: scaled(experiment.evaluateEvery),
  };
}

/** The experiment on the built-in digits, a sixth as many images, with as many passes over them. */
export function onDigits(experiment: Experiment): Experiment {
  const { size } = experiment.transferSet;
  return {
    ...withFewerSteps(experiment, 1 / 6),
    data: { ...experiment.data, dataset: "digits" },
    transferSet: { ...experiment.transferSet, size: size === "all" ? size : Math.round(size / 6) },
  };
}
