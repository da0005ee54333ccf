/** Records the pictures of a stage as one program. */

import type { Picture, Stage } from "../../methods/core/method.ts";
import type { Program } from "../../tensor/executor.ts";
import { openGraph, type Tensor } from "../../tensor/graph.ts";
import { layersOf } from "./networkGraph.ts";
import { openForwardScope } from "./outputGraph.ts";
import { networkOf } from "./stageParts.ts";

/** The program with outputs "picture/panel", both by index, and the panels that they belong to. */
export interface PictureGraph {
  readonly program: Program;
  readonly pictures: readonly {
    readonly picture: Picture;
    readonly panels: readonly { readonly label: string; readonly output: string; readonly shape: readonly number[] }[];
  }[];
}

/** Records a stage's pictures for a number of images; null where it has none. */
export function recordPictures(stage: Stage, batchSize: number): PictureGraph | null {
  if (!stage.pictures?.length) return null;
  const graph = openGraph();
  const scope = openForwardScope(graph, stage, batchSize);
  const weights = (name: string, layer: number): Tensor => {
    const spec = networkOf(stage, name);
    const parameter = layersOf(spec)[layer]?.[0];
    if (!parameter) throw new RangeError(`layer ${layer} of ${name} has no weights`);
    const stored = graph.ops.parameter(parameter.name, parameter.shape);
    return spec.parametrisation?.weights ? spec.parametrisation.weights(graph.ops, stored, layer) : stored;
  };
  const outputs: Record<string, number> = {};
  const labels = graph.ops.input("labels", [batchSize, stage.networks[0]!.architecture.classes]);
  const pictures = stage.pictures.map((picture, i) => {
    const panels = picture.panels({ ...scope, weights, labels }).map(({ label, value }, k) => {
      // Each panel is an output of its own, also where it is a stored tensor as it is.
      outputs[`${i}/${k}`] = graph.ops.multiply(value, graph.ops.constant(1)).id;
      return { label, output: `${i}/${k}`, shape: value.shape };
    });
    return { picture, panels };
  });
  return { program: { nodes: graph.nodes, outputs, assignments: [], updates: [] }, pictures };
}
