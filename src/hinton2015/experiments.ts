/**
 * The MNIST section of "Distilling the Knowledge in a Neural Network" (Hinton, Vinyals and Dean 2015, section 3), whole:
 * its experiments, and the figures that the paper gives for them.
 */

import { type Arm, DISTILLED, type Experiment, sameExperiment, type Training } from "../domain/experiment.ts";
import { dense, withDropout } from "../domain/namedArchitectures.ts";

/** Training images of MNIST, and steps of one pass over them at the batch of these experiments. */
const BATCH = 128;
const EPOCH = Math.ceil(60_000 / BATCH);

/** The paper's temperatures for its largest student, and those between which smaller ones differ. */
export const TEMPERATURES = [1, 2, 2.5, 4, 8, 12, 20, 40] as const;
/** Units a layer of the students that are taught at every temperature. */
export const WIDTHS = [30, 300, 800] as const;
/** The temperature of the paper's main student. */
export const TAUGHT_AT = 20;

/** The arm that is taught at a temperature. */
export function armAt(temperature: number): Arm {
  return temperature === TAUGHT_AT ? DISTILLED : `temperature-${temperature}`;
}

const sweep = TEMPERATURES.filter((temperature) => temperature !== TAUGHT_AT).map(armAt);

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

/** Teacher 784-1200-1200-10 and student 784-800-800-10 with nothing but soft targets at T = 20, beside its plain twin. */
const main: Experiment = {
  schema: 1,
  seed: 1,
  pairs: 1,
  data: { dataset: "mnist", train: "all" },
  teacher: { architecture: withDropout(0.1, 0.4, 1200, 1200), training: training(50, { jitter: 2, maxNorm: 4 }) },
  student: { architecture: dense(800, 800), training: training(30) },
  transferSet: { source: "training", size: "all", omitClasses: [], labelled: true },
  method: { id: "hinton", params: { temperature: TAUGHT_AT, softWeight: 1, hardWeight: 0, mistake: "none" } },
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

/** One experiment of the section, under the id that pickers and the command line know it by. */
export interface SectionExperiment {
  readonly id: string;
  readonly experiment: Experiment;
}

/** The section's experiments on MNIST. All have the same teacher, which the first one trains. */
export const sectionExperiments: readonly SectionExperiment[] = [
  { id: "hinton-2015", experiment: main },
  { id: "hinton-2015-no-3s", experiment: omitting([3], 12 * EPOCH) },
  // Some 12,000 images: forty passes over them.
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
  { id: "hinton-2015-30", experiment: ofWidth(30, 40, sweep) },
  {
    id: "hinton-2015-jitter",
    experiment: {
      ...ofWidth(800, 8, []),
      student: { ...main.student, training: training(8, { jitter: 2 }) },
    },
  },
  { id: "hinton-2015-300", experiment: ofWidth(300, 20, sweep) },
  {
    id: "hinton-2015-800",
    experiment: ofWidth(800, 8, [...sweep, "label-smoothing", "shuffled-soft-targets", "doubled-hard-loss"]),
  },
];

/** One experiment of the section on one data set, by one seed. */
export interface SectionPart extends SectionExperiment {
  readonly dataset: "digits" | "mnist";
}

/** The section's parts for some seeds, experiment by experiment: those that train teachers come first. */
export function sectionParts(dataset: SectionPart["dataset"], seeds: readonly number[]): readonly SectionPart[] {
  return sectionExperiments.flatMap(({ id, experiment }) =>
    seeds.map((seed) => ({
      id,
      dataset,
      experiment: { ...(dataset === "digits" ? onDigits(experiment) : experiment), seed },
    })),
  );
}

/** Experiments are never changed in place, and views ask of the same one again with every move of a slider. */
const known = new WeakMap<Experiment, SectionPart | null>();

function findPart(experiment: Experiment): SectionPart | null {
  const { dataset } = experiment.data;
  if (dataset === "files") return null;
  return sectionParts(dataset, [experiment.seed]).find((part) => sameExperiment(part.experiment, experiment)) ?? null;
}

/** The part that an experiment is, whatever its seed; null for any other experiment. */
export function partOf(experiment: Experiment): SectionPart | null {
  const found = known.get(experiment);
  if (found !== undefined) return found;
  const part = findPart(experiment);
  known.set(experiment, part);
  return part;
}

/** A share of an experiment's training, in as many judgements: at least one step each. */
export function scaledDown(experiment: Experiment, share: number): Experiment {
  const part = (steps: number) => Math.max(1, Math.round(steps * share));
  const half = ({ architecture, training: taken }: Experiment["teacher"]) => ({
    architecture,
    training: { ...taken, steps: part(taken.steps) },
  });
  return {
    ...experiment,
    teacher: half(experiment.teacher),
    student: half(experiment.student),
    evaluateEvery: part(experiment.evaluateEvery),
  };
}

/** The experiment on the built-in digits, a sixth as many images: as many passes over them. */
export function onDigits(experiment: Experiment): Experiment {
  const { size } = experiment.transferSet;
  return {
    ...scaledDown(experiment, 1 / 6),
    data: { ...experiment.data, dataset: "digits" },
    transferSet: { ...experiment.transferSet, size: size === "all" ? size : Math.round(size / 6) },
  };
}
