/** Experiments made small enough to run in a test: fewer steps and images, narrower layers, all else unchanged. */

import type { Architecture, LayerSpec } from "../domain/architecture.ts";
import type { Experiment, Training } from "../domain/experiment.ts";
import { methodById } from "../methods/registry/methodRegistry.ts";

/** The sizes that an experiment is reduced to. */
export interface Size {
  readonly steps: number;
  readonly batch: number;
  /** training images, and images of the transfer set */
  readonly images: number;
  /** maximum number of units of a dense layer and of filters of a convolution */
  readonly units: number;
  readonly filters: number;
}

/** Limits the width of a layer, in all networks alike, so that layers of equal width stay equal. */
function narrowed(layer: LayerSpec, { units, filters }: Size): LayerSpec {
  if (layer.kind === "dense") return { ...layer, units: Math.min(layer.units, units) };
  return layer.kind === "conv" ? { ...layer, filters: Math.min(layer.filters, filters) } : layer;
}

/**
 * The experiment with one pair (replicate), few steps and narrow layers; settings that count steps are reduced alike.
 */
export function shrunkExperiment(experiment: Experiment, size: Size): Experiment {
  const { teacher, student, method, data, transferSet } = experiment;
  const architecture = (one: Architecture) => ({ ...one, layers: one.layers.map((layer) => narrowed(layer, size)) });
  const training = (one: Training) => ({ ...one, steps: size.steps, batchSize: size.batch });
  const half = (one: typeof teacher) => ({
    architecture: architecture(one.architecture),
    training: training(one.training),
  });
  const steps = Object.entries(methodById(method.id).params).flatMap(([name, param]) =>
    param.kind === "number" && param.unit === "steps" ? [[name, Math.max(param.min, size.steps)] as const] : [],
  );
  return {
    ...experiment,
    pairs: 1,
    data: { ...data, train: size.images },
    teacher: half(teacher),
    student: half(student),
    transferSet: { ...transferSet, size: size.images },
    method: { ...method, params: { ...method.params, ...Object.fromEntries(steps) } },
    controls: [],
    evaluateEvery: size.steps,
  };
}
