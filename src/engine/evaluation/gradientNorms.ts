/** Pictures of the gradient by layer: Euclidean norms of one step's gradients, computed without updating anything. */

import type { Stage } from "../../methods/core/method.ts";
import type { PicturePanel } from "../../protocol/events.ts";
import type { Executor, Inputs } from "../../tensor/executor.ts";
import { recordTermGradients, type StepGraph } from "../graphs/stepGraph.ts";
import type { DrawnPicture } from "./stagePictures.ts";

/** Euclidean length, summed in double precision. */
function norm(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}

/**
 * Compiles the gradients: one panel for each network or adapter, one bar for each of its layers, the first layer first.
 * @returns measures the norms for the inputs of a step, as a picture
 */
export function openGradientNorms(executor: Executor, { updates }: StepGraph) {
  const compiled = updates.map(({ program }) => {
    const weights = program.updates.filter(({ parameter }) => parameter.endsWith("/weights"));
    const outputs = Object.fromEntries(weights.map(({ parameter, gradient }) => [parameter, gradient]));
    return executor.compile({ nodes: program.nodes, outputs, assignments: [], updates: [] });
  });
  return async (inputs: Inputs): Promise<DrawnPicture> => {
    const norms = new Map<string, number[]>();
    for (const program of compiled)
      for (const [parameter, gradient] of Object.entries(await program.run(inputs))) {
        const owner = parameter.slice(0, parameter.indexOf("/"));
        norms.set(owner, [...(norms.get(owner) ?? []), norm(gradient)]);
      }
    const panels = [...norms].map(([label, values]): PicturePanel => {
      return { label, shape: [1, values.length], values: Float32Array.from(values) };
    });
    return { picture: "gradient-norms", title: "Gradient by layer", kind: "bars", panels };
  };
}

/**
 * Compiles the gradients of each loss term alone, with its weight: one panel for each term, one bar for each layer.
 * @returns measures the norms for the inputs of a step, as a picture
 */
export function openTermGradientNorms(executor: Executor, stage: Stage, classes: number) {
  const compiled = [...recordTermGradients(stage, classes)].map(([term, program]) => {
    return { term, program: executor.compile(program) };
  });
  return async (inputs: Inputs): Promise<DrawnPicture> => {
    const panels: PicturePanel[] = [];
    for (const { term, program } of compiled) {
      const values = Float32Array.from(Object.values(await program.run(inputs)), norm);
      panels.push({ label: term, shape: [1, values.length], values });
    }
    return { picture: "term-gradient-norms", title: "Gradient by loss term", kind: "bars", panels };
  };
}
