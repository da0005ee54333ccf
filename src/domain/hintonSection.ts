/**
 * The MNIST section of "Distilling the Knowledge in a Neural Network" (Hinton, Vinyals and Dean 2015, section 3), whole:
 * its experiments, and the figures that the paper gives for them.
 */

import type { Arm, Experiment, Training } from "./experiment.ts";
import { dense, withDropout } from "./networks.ts";

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
  return temperature === TAUGHT_AT ? "taught" : `temperature-${temperature}`;
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
  { id: "hinton-2015-30", experiment: ofWidth(30, 40, sweep) },
  { id: "hinton-2015-300", experiment: ofWidth(300, 20, sweep) },
  {
    id: "hinton-2015-800",
    experiment: ofWidth(800, 8, [...sweep, "label-smoothing", "shuffled-soft-targets", "doubled-hard-loss"]),
  },
  {
    id: "hinton-2015-jitter",
    experiment: {
      ...ofWidth(800, 8, []),
      student: { ...main.student, training: training(8, { jitter: 2 }) },
    },
  },
  {
    id: "hinton-2015-3-percent",
    experiment: {
      ...main,
      student: { ...main.student, training: training(3) },
      transferSet: { ...main.transferSet, size: 1800 },
      evaluateEvery: 117,
    },
  },
];

/** How a bias of the classes that the student never saw is chosen, if it is moved at all. */
export type BiasChoice = "none" | "best-on-test" | "mean-share";

/** A number of errors that is read off a run. */
export interface SectionFigure {
  readonly id: string;
  /** the experiment that it is read from, and the network there */
  readonly experiment: string;
  readonly of: Arm | "teacher";
  readonly bias?: BiasChoice;
}

/** One figure of the section, in words. */
export interface SectionRow extends SectionFigure {
  readonly title: string;
  /** errors of 10,000 that the paper gives, and how many of them on dropped classes; absent: a control of ours */
  readonly paper?: { readonly errors: number; readonly onDropped?: number };
  /** in one line: what is done otherwise than in the paper, or what a control is for */
  readonly differs: string;
}

/** The figures of the section in the paper's order, then controls. */
export const sectionRows: readonly SectionRow[] = [
  {
    id: "teacher",
    title: "Teacher 784-1200-1200-10",
    experiment: "hinton-2015",
    of: "teacher",
    paper: { errors: 67 },
    differs:
      "50 passes with Adam and a cosine schedule, dropout of 0.1 and 0.4; the paper tells neither schedule nor length.",
  },
  {
    id: "plain",
    title: "Student 784-800-800-10 on labels",
    experiment: "hinton-2015",
    of: "plain",
    paper: { errors: 146 },
    differs: "30 passes with Adam and a cosine schedule; the paper tells neither.",
  },
  {
    id: "soft",
    title: "The same student on soft targets, T = 20",
    experiment: "hinton-2015",
    of: "taught",
    paper: { errors: 74 },
    differs: "Another teacher, and 30 passes; soft targets alone.",
  },
  {
    id: "no-3s",
    title: "No 3s in the transfer set",
    experiment: "hinton-2015-no-3s",
    of: "taught",
    bias: "none",
    paper: { errors: 206, onDropped: 133 },
    differs: "12 passes; another teacher.",
  },
  {
    id: "no-3s-best",
    title: "No 3s, bias of 3 chosen on the test set",
    experiment: "hinton-2015-no-3s",
    of: "taught",
    bias: "best-on-test",
    paper: { errors: 109, onDropped: 14 },
    differs: "The best of steps of 0.1, as the paper chose +3.5.",
  },
  {
    id: "no-3s-share",
    title: "No 3s, bias of 3 chosen without labels",
    experiment: "hinton-2015-no-3s",
    of: "taught",
    bias: "mean-share",
    differs: "Ours: the bias at which a tenth of the answers' probability falls on 3.",
  },
  {
    id: "only-7s-8s",
    title: "Only 7s and 8s in the transfer set",
    experiment: "hinton-2015-only-7s-8s",
    of: "taught",
    bias: "none",
    paper: { errors: 4730 },
    differs: "Forty passes over the 7s and 8s; another teacher.",
  },
  {
    id: "only-7s-8s-best",
    title: "Only 7s and 8s, biases chosen on the test set",
    experiment: "hinton-2015-only-7s-8s",
    of: "taught",
    bias: "best-on-test",
    paper: { errors: 1320 },
    differs: "The other eight are raised, which is the same as lowering 7 and 8 by the paper's 7.6.",
  },
  {
    id: "only-7s-8s-share",
    title: "Only 7s and 8s, biases chosen without labels",
    experiment: "hinton-2015-only-7s-8s",
    of: "taught",
    bias: "mean-share",
    differs: "Ours: the bias at which the answers' probability falls on the eight as often as they should come.",
  },
  {
    id: "control-soft",
    title: "Soft targets, T = 20, 8 passes",
    experiment: "hinton-2015-800",
    of: "taught",
    differs: "What the controls below are held against: the same first weights, batches and steps.",
  },
  {
    id: "control-plain",
    title: "Labels, 8 passes",
    experiment: "hinton-2015-800",
    of: "plain",
    differs: "The same without a teacher.",
  },
  {
    id: "label-smoothing",
    title: "Smoothed labels",
    experiment: "hinton-2015-800",
    of: "label-smoothing",
    differs: "Is it more than smoother targets?",
  },
  {
    id: "shuffled",
    title: "Shuffled soft targets",
    experiment: "hinton-2015-800",
    of: "shuffled-soft-targets",
    differs: "Does it matter which wrong class gets how much?",
  },
  {
    id: "doubled",
    title: "Doubled loss on labels",
    experiment: "hinton-2015-800",
    of: "doubled-hard-loss",
    differs: "Is it only a larger loss?",
  },
  {
    id: "jitter-plain",
    title: "Labels, images shifted by up to 2 pixels",
    experiment: "hinton-2015-jitter",
    of: "plain",
    differs: "Can the student have from shifted images what the teacher has?",
  },
  {
    id: "jitter-soft",
    title: "Soft targets on the shifted images",
    experiment: "hinton-2015-jitter",
    of: "taught",
    differs: "And both together?",
  },
  {
    id: "few-plain",
    title: "3 % of the images, labels",
    experiment: "hinton-2015-3-percent",
    of: "plain",
    differs: "1,800 images.",
  },
  {
    id: "few-soft",
    title: "3 % of the images, soft targets",
    experiment: "hinton-2015-3-percent",
    of: "taught",
    differs: "The teacher has seen all 60,000.",
  },
];

/** A student of one width taught at one temperature, or on labels. */
export interface SweepCell extends SectionFigure {
  readonly width: number;
  readonly taught: number | "labels";
}

/** Temperature by width, row by row, each after its twin on labels. */
export const sweepCells: readonly SweepCell[] = WIDTHS.flatMap((width) =>
  (["labels", ...TEMPERATURES] as const).map((taught) => ({
    id: `${width}-${taught}`,
    experiment: `hinton-2015-${width}`,
    of: taught === "labels" ? "plain" : armAt(taught),
    width,
    taught,
  })),
);

/** Everything that is read off the section's runs. */
export const sectionFigures: readonly SectionFigure[] = [...sectionRows, ...sweepCells];

/** A share of an experiment's training, in as many judgements: at least one step each. */
export function scaledDown(experiment: Experiment, share: number): Experiment {
  const part = (steps: number) => Math.max(1, Math.round(steps * share));
  const half = ({ architecture, training: { steps, ...rest } }: Experiment["teacher"]) => ({
    architecture,
    training: { ...rest, steps: part(steps) },
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
