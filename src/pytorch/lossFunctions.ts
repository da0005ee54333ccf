/** Losses, evaluated outputs and parametrisations of a stage as bodies of Python functions. */

import type { EvaluatedOutput, Stage } from "../methods/core/method.ts";
import { type Ops, openGraph, type Tensor } from "../tensor/graph.ts";
import { PythonExpressions } from "./expressions.ts";
import { identifier, indented, literal } from "./pythonNames.ts";
import { openSymbolicRecording, type SymbolicRecording } from "./symbolicScope.ts";

/** The parameters of a loss function, and of an evaluated output's. */
export const LOSS_PARAMETERS = "outputs, labels, live, progress, adapters";
export const OUTPUT_PARAMETERS = "outputs, adapters";

/** A batch size that no other axis has: outputs are recorded with it and work for batches of any size. */
export const ANY_BATCH = 9973;

/** The Python names of the inputs of a symbolic recording. */
function namesOf({ applied }: SymbolicRecording) {
  return {
    nameOf(input: string, argument: (id: number) => string): string {
      const adapter = applied.get(input);
      if (adapter) return `adapters[${literal(adapter.adapter)}](${argument(adapter.argument)})`;
      const [owner, what, index] = input.split("/") as [string, string?, string?];
      if (owner === "live") return `live[${literal(what!)}]`;
      if (what === "logits") return `${identifier(owner)}.logits`;
      if (what === "feature") return `${identifier(owner)}.feature(${index})`;
      return owner;
    },
    argumentsOf(input: string): readonly number[] {
      const adapter = applied.get(input);
      return adapter ? [adapter.argument] : [];
    },
  };
}

/** The networks that a recording reads, as variables of the function. */
function networkLines({ graph }: SymbolicRecording, { networks }: Pick<Stage, "networks">): readonly string[] {
  const read = new Set(graph.nodes.flatMap(({ op }) => (op.kind === "input" ? [op.name.split("/")[0]] : [])));
  return networks
    .filter(({ name }) => read.has(name))
    .map(({ name }) => `${identifier(name)} = outputs[${literal(name)}]`);
}

/**
 * The body of a stage's loss: the weight and the value of each term, and, where networks are updated in turn, the
 * network that the term updates.
 */
export function lossBody(stage: Stage, classes: number): readonly string[] {
  const { batchSize } = stage.training;
  const recording = openSymbolicRecording(stage, batchSize, classes);
  const terms = stage.loss(recording.scope);
  const expressions = new PythonExpressions(recording.graph.nodes, namesOf(recording), batchSize);
  const written = expressions.write(terms.flatMap(({ weight, value }) => [weight.id, value.id]));
  const entries = terms.flatMap((term, i) => {
    const [weight, value] = written.expressions.slice(2 * i, 2 * i + 2);
    const updates = term.updates === undefined ? [] : [`updates=${literal(term.updates)},`];
    return ["Term(", ...indented([`${literal(term.name)},`, `weight=${weight},`, `value=${value},`, ...updates]), "),"];
  });
  return [...networkLines(recording, stage), ...written.lines, "return [", ...indented(entries), "]"];
}

/** The body of an evaluated output: logits, [batch, classes]. */
export function outputBody(stage: Stage, evaluated: EvaluatedOutput, classes: number): readonly string[] {
  const recording = openSymbolicRecording(stage, ANY_BATCH, classes);
  const { id } = evaluated.logits(recording.scope);
  const written = new PythonExpressions(recording.graph.nodes, namesOf(recording), ANY_BATCH).write([id]);
  return [...networkLines(recording, stage), ...written.lines, `return ${written.expressions[0]}`];
}

/**
 * The body of a function of one tensor, such as a parametrisation's; null where it returns its argument.
 * @param argument its name in Python
 * @param shape of the argument; a first axis of `batch` is left open
 */
export function tensorBody(
  argument: string,
  shape: readonly number[],
  record: (ops: Ops, x: Tensor) => Tensor,
  batch: number = ANY_BATCH,
): readonly string[] | null {
  const graph = openGraph();
  const x = graph.ops.input(argument, shape);
  const { id } = record(graph.ops, x);
  if (id === x.id) return null;
  const written = new PythonExpressions(graph.nodes, { nameOf: () => argument }, batch).write([id]);
  return [...written.lines, `return ${written.expressions[0]}`];
}
