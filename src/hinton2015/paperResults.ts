/**
 * The results of the MNIST section of Hinton, Vinyals and Dean 2015 (section 3) as tables: the paper's numbers of
 * errors, the arm of which experiment each is compared with, and the experiment that trains it on the page. A figure is
 * one number of errors.
 */

import { type Arm, BASELINE, DISTILLED, type Experiment } from "../domain/experiment.ts";
import { armOfTemperature, type SectionPart, TEMPERATURES, WIDTHS, withFewerSteps } from "./experiments.ts";

/**
 * How the bias of the classes left out of the transfer set is chosen: not at all, on the test set, or without labels.
 */
export type BiasChoice = "none" | "best-on-test" | "mean-share";

/** A number of errors, taken from a run. */
export interface SectionFigure {
  readonly id: string;
  /** id of the section's experiment */
  readonly experiment: string;
  /** the network of that experiment */
  readonly of: Arm | "teacher";
  readonly bias?: BiasChoice;
}

/** One row of the table: a figure with its title and the paper's number. */
export interface SectionRow extends SectionFigure {
  readonly title: string;
  /** the paper's errors of 10,000, those of them on dropped classes, and the bias; absent: a control of ours */
  readonly paper?: { readonly errors: number; readonly onDropped?: number; readonly bias?: number };
}

/** The rows of the table in the paper's order, then controls. */
export const sectionRows: readonly SectionRow[] = [
  {
    id: "teacher",
    title: "Teacher 784-1200-1200-10",
    experiment: "hinton-2015",
    of: "teacher",
    paper: { errors: 67 },
  },
  {
    id: "plain",
    title: "Student 784-800-800-10 on labels",
    experiment: "hinton-2015",
    of: BASELINE,
    paper: { errors: 146 },
  },
  {
    id: "soft",
    title: "The same student on soft targets, T = 20",
    experiment: "hinton-2015",
    of: DISTILLED,
    paper: { errors: 74 },
  },
  {
    id: "no-3s",
    title: "No 3s in the transfer set",
    experiment: "hinton-2015-no-3s",
    of: DISTILLED,
    bias: "none",
    paper: { errors: 206, onDropped: 133 },
  },
  {
    id: "no-3s-best",
    title: "No 3s, the 3's bias chosen on the test set",
    experiment: "hinton-2015-no-3s",
    of: DISTILLED,
    bias: "best-on-test",
    paper: { errors: 109, onDropped: 14, bias: 3.5 },
  },
  {
    id: "no-3s-share",
    title: "No 3s, the 3's bias chosen without labels",
    experiment: "hinton-2015-no-3s",
    of: DISTILLED,
    bias: "mean-share",
  },
  {
    id: "only-7s-8s",
    title: "Only 7s and 8s in the transfer set",
    experiment: "hinton-2015-only-7s-8s",
    of: DISTILLED,
    bias: "none",
    paper: { errors: 4730 },
  },
  {
    id: "only-7s-8s-best",
    title: "Only 7s and 8s, biases chosen on the test set",
    experiment: "hinton-2015-only-7s-8s",
    of: DISTILLED,
    bias: "best-on-test",
    paper: { errors: 1320, bias: 7.6 },
  },
  {
    id: "only-7s-8s-share",
    title: "Only 7s and 8s, biases chosen without labels",
    experiment: "hinton-2015-only-7s-8s",
    of: DISTILLED,
    bias: "mean-share",
  },
  {
    id: "control-soft",
    title: "Soft targets, T = 20, 8 passes",
    experiment: "hinton-2015-800",
    of: DISTILLED,
  },
  {
    id: "control-plain",
    title: "Labels, 8 passes",
    experiment: "hinton-2015-800",
    of: BASELINE,
  },
  {
    id: "label-smoothing",
    title: "Smoothed labels",
    experiment: "hinton-2015-800",
    of: "label-smoothing",
  },
  {
    id: "shuffled",
    title: "Shuffled soft targets",
    experiment: "hinton-2015-800",
    of: "shuffled-soft-targets",
  },
  {
    id: "doubled",
    title: "Doubled loss on labels",
    experiment: "hinton-2015-800",
    of: "doubled-hard-loss",
  },
  {
    id: "jitter-plain",
    title: "Labels, images shifted by up to 2 pixels",
    experiment: "hinton-2015-jitter",
    of: BASELINE,
  },
  {
    id: "jitter-soft",
    title: "Soft targets on the shifted images",
    experiment: "hinton-2015-jitter",
    of: DISTILLED,
  },
  {
    id: "few-plain",
    title: "3 % of the images, labels",
    experiment: "hinton-2015-3-percent",
    of: BASELINE,
  },
  {
    id: "few-soft",
    title: "3 % of the images, soft targets",
    experiment: "hinton-2015-3-percent",
    of: DISTILLED,
  },
];

/** A comparison of two figures by their differences, seed by seed. */
export interface SectionComparison {
  readonly text: string;
  /** id of the figure that is expected to have fewer errors */
  readonly better: string;
  /** id of the figure that it is compared with */
  readonly than: string;
}

/** The comparisons shown, each a paired difference over seeds. */
export const sectionComparisons: readonly SectionComparison[] = [
  { text: "Soft targets against labels", better: "soft", than: "plain" },
  { text: "The student against its teacher", better: "soft", than: "teacher" },
  { text: "No 3s: the bias chosen without labels against none", better: "no-3s-share", than: "no-3s" },
  {
    text: "Only 7s and 8s: the bias chosen without labels against none",
    better: "only-7s-8s-share",
    than: "only-7s-8s",
  },
  { text: "Soft targets against labels, 8 passes", better: "control-soft", than: "control-plain" },
  { text: "Soft targets against smoothed labels", better: "control-soft", than: "label-smoothing" },
  { text: "Soft targets against shuffled ones", better: "control-soft", than: "shuffled" },
  { text: "Soft targets against a doubled loss on labels", better: "control-soft", than: "doubled" },
  { text: "Soft targets against labels on shifted images", better: "control-soft", than: "jitter-plain" },
  { text: "Shifted images: soft targets against labels", better: "jitter-soft", than: "jitter-plain" },
  { text: "3 % of the images: soft targets against labels", better: "few-soft", than: "few-plain" },
  { text: "30 units: T = 4 against T = 20", better: "30-4", than: "30-20" },
  { text: "300 units: T = 4 against T = 20", better: "300-4", than: "300-20" },
  { text: "800 units: T = 4 against T = 20", better: "800-4", than: "800-20" },
];

/** The figure of a student of one width, trained at one temperature or on labels. */
export interface TemperatureWidthCell extends SectionFigure {
  readonly width: number;
  readonly trainedBy: number | "labels";
}

/** The cells of all widths and temperatures, width by width, each after the baseline on labels. */
export const temperatureWidthCells: readonly TemperatureWidthCell[] = WIDTHS.flatMap((width) =>
  (["labels", ...TEMPERATURES] as const).map((trainedBy) => ({
    id: `${width}-${trainedBy}`,
    experiment: `hinton-2015-${width}`,
    of: trainedBy === "labels" ? BASELINE : armOfTemperature(trainedBy),
    width,
    trainedBy,
  })),
);

/** The baseline students of the experiments with dropped classes, of which the paper gives no figure. */
const baselineFigures: readonly SectionFigure[] = [
  { id: "no-3s-plain", experiment: "hinton-2015-no-3s", of: BASELINE },
  { id: "only-7s-8s-plain", experiment: "hinton-2015-only-7s-8s", of: BASELINE },
];

/** All figures that are taken from the section's runs. */
export const sectionFigures: readonly SectionFigure[] = [...sectionRows, ...baselineFigures, ...temperatureWidthCells];

/** The figure of an address: its own id, or that of an experiment, whose distilled student is then meant. */
export function figureNamed(name: string): SectionFigure | undefined {
  return (
    sectionFigures.find(({ id }) => id === name) ??
    sectionFigures.find(({ experiment, of }) => experiment === name && of === DISTILLED)
  );
}

/**
 * The experiment that the page trains for one figure: its student and the baseline, without the part's other arms.
 * @param share of the part's steps, above 0 and at most 1
 */
export function liveExperiment({ of }: Pick<SectionFigure, "of">, part: SectionPart, share: number): Experiment {
  const { experiment } = part;
  const { method } = experiment;
  const temperature = TEMPERATURES.find((one) => armOfTemperature(one) === of);
  const needsNoControl = of === "teacher" || of === BASELINE || temperature !== undefined;
  const params = temperature === undefined ? method.params : { ...method.params, temperature };
  const live = { ...experiment, method: { ...method, params }, controls: needsNoControl ? [] : [of] };
  return share < 1 ? withFewerSteps(live, share) : live;
}

/** The recorded arm that corresponds to an arm of `liveExperiment`. */
export function recordedArm(live: Arm, { of }: Pick<SectionFigure, "of">): Arm {
  return live === DISTILLED && TEMPERATURES.some((one) => armOfTemperature(one) === of) ? of : live;
}
