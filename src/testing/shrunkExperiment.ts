/** Experiments made small enough to be run whole in a test, alike in everything but size. */

import type { Architecture, LayerSpec } from "../domain/architecture.ts";
import type { Experiment, Training } from "../domain/experiment.ts";
import { methodById } from "../methods/registry/methodRegistry.ts";

/** How small. */
export interface Size {
  readonly steps: number;
  readonly batch: number;
  /** training images, and images of the transfer set */
  readonly images: number;
  /** most units of a dense layer, and most filters of a convolution */
  readonly units: number;
  readonly filters: number;
}

/** The same cut for all networks, so that layers of equal width stay equal. */
function cut(layer: LayerSpec, { units, filters }: Size): LayerSpec {
  if (layer.kind === "dense") return { ...layer, units: Math.min(layer.units, units) };
  return layer.kind === "conv" ? { ...layer, filters: Math.min(layer.filters, filters) } : layer;
}

/** An experiment cut down: one pair, few steps, narrow layers; a method's own counts of steps are cut alike. */
export function shrunkExperiment(experiment: Experiment, size: Size): Experiment {
  const { teacher, student, method, data, transferSet } = experiment;
  const architecture = (one: Architecture) => ({ ...one, layers: one.layers.map((layer) => cut(layer, size)) });
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
