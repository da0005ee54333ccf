/** How steep a stage's loss is layer by layer: norms of one step's gradients, with nothing updated. */

import type { PicturePanel } from "../../protocol/events.ts";
import type { Executor, Inputs } from "../../tensor/executor.ts";
import type { StepGraph } from "../graphs/stepGraph.ts";
import type { Pictured } from "./pictures.ts";

/** Euclidean length, summed in double precision. */
function norm(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}

/**
 * Makes the picture ready: one panel for each network or adapter, one bar for each of its layers, from the images on.
 * @returns reads the norms with the inputs of a step
 */
export function openGradientNorms(executor: Executor, { updates }: StepGraph) {
  const asked = updates.map(({ program }) => {
    const weights = program.updates.filter(({ parameter }) => parameter.endsWith("/weights"));
    const outputs = Object.fromEntries(weights.map(({ parameter, gradient }) => [parameter, gradient]));
    return executor.compile({ nodes: program.nodes, outputs, assignments: [], updates: [] });
  });
  return async (inputs: Inputs): Promise<Pictured> => {
    const norms = new Map<string, number[]>();
    for (const one of asked)
      for (const [parameter, gradient] of Object.entries(await one.run(inputs))) {
        const owner = parameter.slice(0, parameter.indexOf("/"));
        norms.set(owner, [...(norms.get(owner) ?? []), norm(gradient)]);
      }
    const panels = [...norms].map(([label, values]): PicturePanel => {
      return { label, shape: [1, values.length], values: Float32Array.from(values) };
    });
    return { picture: "gradient-norms", title: "Gradient by layer", kind: "bars", panels };
  };
}
