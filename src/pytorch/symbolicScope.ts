/**
 * A scope that records losses and evaluated outputs with the outputs of networks and adapters as inputs, so that they
 * can be written in another language, or computed on given logits.
 */

import { type Architecture, inferShapes, inferShapesFrom } from "../domain/architecture.ts";
import type { AdapterSpec, ForwardScope, NetworkOutput, Stage, StepScope } from "../methods/core/method.ts";
import { type Graph, openGraph, type Tensor } from "../tensor/graph.ts";

/** An adapter's output among the inputs of a graph: which adapter it is, and the node that it is applied to. */
export interface AppliedAdapter {
  readonly adapter: string;
  readonly argument: number;
}

/**
 * A graph in which "network/logits", "network/feature/i", "labels", "progress", "live/setting" and the keys of `applied`
 * are inputs.
 */
export interface SymbolicRecording {
  readonly graph: Graph;
  readonly scope: ForwardScope & StepScope;
  /** by the name of the input */
  readonly applied: ReadonlyMap<string, AppliedAdapter>;
}

function outputOf({ ops }: Graph, name: string, architecture: Architecture, batch: number): NetworkOutput {
  const shapes = inferShapes(architecture);
  return {
    get logits() {
      return ops.input(`${name}/logits`, [batch, architecture.classes]);
    },
    feature(index) {
      const found = shapes[index];
      if (!found) throw new RangeError(`${name} has no layer ${index}; it has layers 0 to ${shapes.length - 1}`);
      return ops.input(`${name}/feature/${index}`, [batch, ...found.outputShape]);
    },
  };
}

function found<T extends { readonly name: string }>(all: readonly T[], name: string, what: string): T {
  const one = all.find((candidate) => candidate.name === name);
  if (one) return one;
  throw new RangeError(`there is no ${what} "${name}" here; known are ${all.map((known) => known.name).join(", ")}`);
}

/** Opens a recording of a stage. @param batch number of examples in a batch */
export function openSymbolicRecording(
  { networks, adapters = [] }: Pick<Stage, "networks" | "adapters">,
  batch: number,
  classes: number,
): SymbolicRecording {
  const graph = openGraph();
  const { ops } = graph;
  const applied = new Map<string, AppliedAdapter>();
  const applyAdapter = (name: string, x: Tensor): Tensor => {
    const { inputShape, layers } = found<AdapterSpec>(adapters, name, "adapter");
    const shape = inferShapesFrom(inputShape, layers).at(-1)?.outputShape ?? inputShape;
    const input = `adapter/${name}/${x.id}`;
    applied.set(input, { adapter: name, argument: x.id });
    return ops.input(input, [batch, ...shape]);
  };
  const scope = {
    ops,
    batchSize: batch,
    forward: (name: string) => outputOf(graph, name, found(networks, name, "network").architecture, batch),
    applyAdapter,
    labels: ops.input("labels", [batch, classes]),
    progress: ops.input("progress", []),
    live: (param: string) => ops.input(`live/${param}`, []),
  };
  return { graph, scope, applied };
}
