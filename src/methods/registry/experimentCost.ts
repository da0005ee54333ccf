/** How much memory and time an experiment takes, estimated from the sizes of its networks before anything is computed. */

import { inferShapes, type ShapedLayer, sizeOf } from "../../domain/architecture.ts";
import { armsOf, type Experiment } from "../../domain/experiment.ts";
import { ownNetworksOf } from "../core/averagedNetworks.ts";
import type { NetworkSpec, Stage } from "../core/method.ts";
import { needsTeacher, stagesOf, stepsOf, teacherStages } from "./arms.ts";
import { costOfEvaluation, costOfStages, EVALUATION_BATCH } from "./stageCost.ts";

/** Estimated cost of an experiment. */
export interface ExperimentCost {
  /** bytes that the largest job takes in its worker: weights, optimiser slots, gradients and activations */
  readonly bytes: number;
  /** seconds of the whole run on one machine without a GPU */
  readonly seconds: number;
  /** of them those of the teacher's own training; 0 where none is trained */
  readonly teacherSeconds: number;
}

/** Most bytes of one worker: half of what WASM can address, since its memory also holds images and packed weights. */
export const LARGEST_JOB_BYTES = 2 * 2 ** 30;

/** A run that is estimated as longer, in seconds, is asked about before it starts. */
export const LONG_RUN_SECONDS = 3600;

/** Floating-point operations per second of one core: the kernels reach two to four times as many on a laptop. */
const CORE_FLOPS_PER_SECOND = 20e9;

/** Images of the test set of MNIST, which is the largest. */
const TEST_IMAGES = 10_000;

/** Steps cost at least this much, in seconds, however small their networks are. */
const SHORTEST_STEP = 1e-4;

const BYTES = 4;

/** Floats that a layer lays out beside its outputs: the phases of an image in steps, or windows side by side. */
function laidOut({ layer, inputShape, outputShape, shortcut }: ShapedLayer): number {
  if (layer.kind === "add") {
    const { stride, shape } = shortcut!;
    return (layer.projection ? sizeOf(outputShape) : 0) + (stride > 1 ? sizeOf(shape) : 0);
  }
  if (layer.kind === "conv") return (layer.stride ?? 1) > 1 ? sizeOf(inputShape) : 0;
  return layer.kind === "pool" && (layer.stride ?? layer.padding) !== undefined
    ? sizeOf(outputShape) * layer.size ** 2
    : 0;
}

/** Floats of a network's weights, and of the outputs of all its layers for one example. */
function sizesOf({ architecture }: NetworkSpec) {
  const layers = inferShapes(architecture);
  const outputs = layers.map((shaped) => sizeOf(shaped.outputShape) + laidOut(shaped));
  return {
    weights: layers.reduce((sum, { parameters }) => sum + parameters, 0),
    outputs: outputs.reduce((sum, size) => sum + size, 0),
    largestOutput: Math.max(...outputs),
  };
}

/** Bytes of a stage: stored weights with their slots and gradients, and the activations of a step and an evaluation. */
function bytesOfStage({ networks, training }: Stage): number {
  let [stored, activations, evaluation] = [0, 0, 0];
  for (const network of networks.flatMap(ownNetworksOf)) {
    const { weights, outputs, largestOutput } = sizesOf(network);
    const slots = { adam: 2, momentum: 1, sgd: 0 }[training.optimizer];
    const trains = network.trains !== "none";
    stored += weights * (trains ? 2 + slots : 1);
    // A network that trains keeps its outputs for the backward pass, which makes a gradient of each.
    activations += training.batchSize * (trains ? 2 * outputs : 2 * largestOutput);
    evaluation = Math.max(evaluation, EVALUATION_BATCH * 2 * largestOutput);
  }
  return BYTES * (stored + activations + evaluation);
}

/**
 * Estimates an experiment's cost.
 * @param cores jobs that train side by side at most
 */
export function costOfExperiment(experiment: Experiment, cores: number): ExperimentCost {
  const arms = armsOf(experiment).map((arm) => stagesOf(arm, experiment));
  const teacher = needsTeacher(experiment, armsOf(experiment)) ? [teacherStages(experiment)] : [];
  const secondsOf = (stages: readonly Stage[]) => {
    const steps = stepsOf(stages);
    const evaluations = (steps / experiment.evaluateEvery) * costOfEvaluation(stages, TEST_IMAGES);
    return Math.max((costOfStages(stages) + evaluations) / CORE_FLOPS_PER_SECOND, steps * SHORTEST_STEP);
  };
  const trained = experiment.teacher.given ? [] : teacher;
  const total = (jobs: readonly (readonly Stage[])[]) => jobs.reduce((sum, stages) => sum + secondsOf(stages), 0);
  const sideBySide = Math.max(1, Math.min(cores, arms.length * experiment.pairs));
  return {
    bytes: Math.max(...[...teacher, ...arms].flat().map(bytesOfStage)),
    seconds: total(trained) + (experiment.pairs * total(arms)) / sideBySide,
    teacherSeconds: total(trained),
  };
}

const GIBIBYTE = 2 ** 30;

/**
 * Why an experiment cannot run in one worker's memory, with its size and what helps; null where it can.
 */
export function tooLargeBecause({ bytes }: ExperimentCost): string | null {
  if (bytes <= LARGEST_JOB_BYTES) return null;
  const gigabytes = (size: number) => `${(size / GIBIBYTE).toFixed(1)} GiB`;
  return `its largest job takes about ${gigabytes(bytes)}, but a worker has ${gigabytes(LARGEST_JOB_BYTES)}; take fewer or smaller layers, or a smaller batch`;
}
