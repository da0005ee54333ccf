/** Compares an executor with the float64 reference: same program, same inputs, all outputs and updated parameters. */

import type { Executor, Inputs, Program, Update } from "../tensor/executor.ts";
import { openFloat64 } from "../tensor/executors/float64/float64Executor.ts";
import { gradients } from "../tensor/gradient.ts";
import { type Ops, openGraph, type Tensor, volume } from "../tensor/graph.ts";
import { valuesOf, weigh } from "./vocabularyCases.ts";

/** Shapes of parameters, by name. */
export type Shapes = Readonly<Record<string, readonly number[]>>;
/** A graph from parameters to any result. */
export type Build = (ops: Ops, p: Readonly<Record<string, Tensor>>) => Tensor;

/** A program with its result, its weighted loss and all gradients as outputs. @param updates null for none */
export function lossProgram(
  shapes: Shapes,
  build: Build,
  updates: Omit<Update, "parameter" | "gradient"> | null,
): Program {
  const graph = openGraph();
  const entries = Object.entries(shapes).map(([name, shape]) => [name, graph.ops.parameter(name, shape)] as const);
  const result = build(graph.ops, Object.fromEntries(entries));
  const loss = weigh(graph.ops, result);
  const found = gradients(
    graph,
    loss,
    entries.map(([, tensor]) => tensor),
  ).flatMap((gradient, i) => (gradient ? [{ parameter: entries[i]![0], gradient: gradient.id }] : []));
  const outputs = Object.fromEntries([
    ["result", result.id],
    ["loss", loss.id],
    ...found.map((one) => [`d ${one.parameter}`, one.gradient]),
  ]);
  return {
    nodes: graph.nodes,
    outputs,
    assignments: [],
    updates: updates ? found.map((one) => ({ ...one, ...updates })) : [],
  };
}

/** Writes normally distributed values, which depend on the parameter's name alone. */
export function writeParameters(executor: Executor, shapes: Shapes): Executor {
  for (const [name, shape] of Object.entries(shapes)) executor.write(name, valuesOf(name, volume(shape)), shape);
  return executor;
}

/** Largest difference between two lists of numbers, in units of the larger of 1 and the first list's largest. */
export function relativeDeviation(expected: Float32Array, found: Float32Array): number {
  const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  return expected.reduce((most, value, i) => Math.max(most, Math.abs(value - found[i]!)), 0) / scale;
}

/**
 * Runs a program on an executor and on the float64 reference.
 * @returns the largest deviation of any output in `steps` steps, and of any parameter after them
 */
export async function largestDeviation(
  executor: Executor,
  shapes: Shapes,
  program: Program,
  steps = 1,
): Promise<number> {
  const weights = valuesOf("weights", volume(program.nodes[program.outputs.result!]!.shape));
  const inputs: Inputs = { weights };
  const pair = [writeParameters(openFloat64(), shapes), writeParameters(executor, shapes)] as const;
  const compiled = pair.map((one) => one.compile(program));
  let worst = 0;
  for (let step = 1; step <= steps; step++) {
    const [expected, found] = await Promise.all(compiled.map((one) => one.run(inputs, { step, learningRate: 0.01 })));
    for (const [name, values] of Object.entries(expected!))
      worst = Math.max(worst, relativeDeviation(values, found![name]!));
  }
  for (const { parameter } of program.updates)
    worst = Math.max(worst, relativeDeviation(await pair[0].read(parameter), await pair[1].read(parameter)));
  return worst;
}
