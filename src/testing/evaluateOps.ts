/** Records operations on given values and computes them and their gradients by the float64 executor, for tests. */

import { openFloat64 } from "../tensor/executors/float64/float64Executor.ts";
import { gradients } from "../tensor/gradient.ts";
import { type Ops, openGraph, type Tensor } from "../tensor/graph.ts";

/** Values with their shape, by name. */
export type GivenTensors = Readonly<
  Record<string, { readonly shape: readonly number[]; readonly values: Float32Array }>
>;

/**
 * Records what `build` returns and computes it.
 * @param build gets the given values as parameters, by name
 * @param against name of a returned scalar: its gradients for all given values are returned too, as "d name"
 */
export async function evaluateOps(
  given: GivenTensors,
  build: (ops: Ops, given: Readonly<Record<string, Tensor>>) => Readonly<Record<string, Tensor>>,
  against?: string,
): Promise<Readonly<Record<string, Float32Array>>> {
  const graph = openGraph();
  const executor = openFloat64();
  const names = Object.keys(given);
  for (const name of names) executor.write(name, given[name]!.values, given[name]!.shape);
  const parameters = names.map((name) => graph.ops.parameter(name, given[name]!.shape));
  const built = build(graph.ops, Object.fromEntries(names.map((name, i) => [name, parameters[i]!])));
  const outputs = Object.fromEntries(Object.entries(built).map(([name, { id }]) => [name, id]));
  if (against)
    for (const [i, gradient] of gradients(graph, built[against]!, parameters).entries())
      if (gradient) outputs[`d ${names[i]}`] = gradient.id;
  return executor.compile({ nodes: graph.nodes, outputs, assignments: [], updates: [] }).run({});
}
