/** Records programs of networks in use: an evaluated output's logits, and statistics of each layer's output. */

import { sizeOf } from "../../domain/architecture.ts";
import type { EvaluatedOutput, ForwardScope, NetworkSpec } from "../../methods/core/method.ts";
import type { Program } from "../../tensor/executor.ts";
import { type Graph, openGraph, volume } from "../../tensor/graph.ts";
import { forward, forwardAdapter, layersOf, type Pass } from "./networkGraph.ts";
import { adapterOf, imageValuesOf, networkOf, type StageNetworks } from "./stageParts.ts";

/** A scope in which all networks are in use: dropout is off, batch norm uses its running statistics. */
export function openForwardScope(graph: Graph, stage: StageNetworks, batchSize: number): ForwardScope {
  const { ops } = graph;
  const images = ops.input("images", [batchSize, imageValuesOf(stage)]);
  const pass: Pass = { ops, trains: false, assign: () => {} };
  return {
    ops,
    batchSize,
    forward(name) {
      const spec = networkOf(stage, name);
      return forward(spec.name, spec.architecture, images, pass, spec);
    },
    applyAdapter: (name, x) => forwardAdapter(adapterOf(stage, name), x, pass),
  };
}

/** Records an evaluated output of networks in use: output "logits". */
export function recordLogits(stage: StageNetworks, evaluated: EvaluatedOutput, batchSize: number): Program {
  const graph = openGraph();
  const { id } = evaluated.logits(openForwardScope(graph, stage, batchSize));
  return { nodes: graph.nodes, outputs: { logits: id }, assignments: [], updates: [] };
}

/** Records mean and variance of each layer's output in a network in use: outputs "layer/mean", "layer/variance". */
export function recordMoments(spec: NetworkSpec, batchSize: number): Program {
  const graph = openGraph();
  const { ops } = graph;
  const images = ops.input("images", [batchSize, sizeOf(spec.architecture.input)]);
  const { feature } = forward(spec.name, spec.architecture, images, { ops, trains: false, assign: () => {} }, spec);
  const outputs: Record<string, number> = {};
  for (const index of layersOf(spec).keys()) {
    const x = feature(index);
    const axes = x.shape.slice(0, -1).map((_, axis) => axis);
    const share = ops.constant(x.shape.at(-1)! / volume(x.shape));
    const mean = ops.multiply(ops.sum(x, axes), share);
    const centred = ops.subtract(x, mean);
    outputs[`${index}/mean`] = mean.id;
    outputs[`${index}/variance`] = ops.multiply(ops.sum(ops.multiply(centred, centred), axes), share).id;
  }
  return { nodes: graph.nodes, outputs, assignments: [], updates: [] };
}

/** Trained numbers that an output depends on, of all its networks and adapters; running statistics do not count. */
export function countParameters(stage: StageNetworks, evaluated: EvaluatedOutput): number {
  const { nodes, outputs } = recordLogits(stage, evaluated, 1);
  const needed = new Set(Object.values(outputs));
  let count = 0;
  for (const { id, op, inputs, shape } of nodes.toReversed()) {
    if (!needed.has(id)) continue;
    for (const input of inputs) needed.add(input);
    if (op.kind === "parameter" && !/\/(mean|variance)$/.test(op.name)) count += volume(shape);
  }
  return count;
}
