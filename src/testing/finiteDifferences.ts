/** Compares the gradients of a recorded program with central differences of its loss, in float64. */

import { openStream, streamKey } from "../math/random.ts";
import { type Executor, type Inputs, type Program, schedule } from "../tensor/executor.ts";
import { passesGradient } from "../tensor/gradient.ts";
import type { GraphNode, Op } from "../tensor/graph.ts";

/** One comparison: a parameter moved both ways along one direction. */
export interface GradientGap {
  readonly parameter: string;
  /** all its numbers at once, drawn; or the one with the largest gradient */
  readonly direction: "drawn" | "steepest";
  /**
   * Distance between the loss's change and what the gradient predicts, in units of a typical prediction; null where a
   * ReLU or a max-pooling changes sides between the ends at every width
   */
  readonly gap: number | null;
}

/** Lengths of a move, tried one after another until no kink is between its ends. */
const WIDTHS = [2 ** -9, 2 ** -13, 2 ** -16];
/** Gradients shorter than this count as so long: the loss itself is rounded to 1 in 10^16. */
const SHORTEST = 1e-5;

/** The pinned program, with its loss and with the pattern that is constant wherever the loss is smooth. */
interface Pinned {
  readonly program: Program;
  /** nodes through which no gradient passes: their values at the centre are inputs, by the names of outputs */
  readonly stops: ReadonlyMap<string, number>;
}

function pin(program: Program): Pinned {
  const forward = schedule({ ...program, outputs: { total: program.outputs.total! }, assignments: [], updates: [] });
  const isStop = ({ op, inputs }: GraphNode) => inputs.length > 0 && !passesGradient(op.kind);
  const stopName = ({ id }: GraphNode) => `held ${id}`;
  const nodes = program.nodes.map((node): GraphNode => {
    return isStop(node) ? { ...node, op: { kind: "input", name: stopName(node), holds: "values" }, inputs: [] } : node;
  });
  const append = (op: Op, inputs: readonly number[], shape: readonly number[]) => {
    nodes.push({ id: nodes.length, op, inputs, shape });
    return nodes.length - 1;
  };
  const outputs: Record<string, number> = {};
  for (const { node } of forward) {
    const [x] = node.inputs;
    if (node.op.kind === "relu") outputs[`side ${node.id}`] = append({ kind: "step" }, [x!], node.shape);
    if (node.op.kind === "maxPool") {
      const ones = append({ kind: "broadcast" }, [append({ kind: "constant", value: 1 }, [], [])], node.shape);
      const gradient: Op = { kind: "maxPoolGradient", size: node.op.size };
      outputs[`side ${node.id}`] = append(gradient, [x!, ones], program.nodes[x!]!.shape);
    }
  }
  // Outputs are float32: what is left of the loss without its value at the centre keeps its last digits.
  const without = (loss: number, name: string) => {
    return append({ kind: "subtract" }, [loss, append({ kind: "input", name, holds: "values" }, [], [])], []);
  };
  outputs.loss = without(without(program.outputs.total!, "centre"), "centre's rest");
  const stops = new Map(forward.filter(({ node }) => isStop(node)).map(({ node }) => [stopName(node), node.id]));
  return { program: { nodes, outputs, assignments: [], updates: [] }, stops };
}

const sameSides = (one: Readonly<Record<string, Float32Array>>, other: Readonly<Record<string, Float32Array>>) =>
  Object.entries(one).every(([name, values]) => name === "loss" || values.every((side, i) => side === other[name]![i]));

const lengthOf = (values: ArrayLike<number>) => {
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += values[i]! ** 2;
  return Math.sqrt(squares);
};

/**
 * Compares every update of a program along two directions.
 * @param executor float64, with the program's parameters written; they are as before at the end
 */
export async function gradientGaps(
  executor: Executor,
  program: Program,
  inputs: Inputs,
): Promise<readonly GradientGap[]> {
  const pinned = pin(program);
  const gradientOutputs = Object.fromEntries(program.updates.map(({ parameter, gradient }) => [parameter, gradient]));
  const outputs = { ...Object.fromEntries(pinned.stops), ...gradientOutputs };
  const base = await executor.compile({ ...program, outputs, assignments: [], updates: [] }).run(inputs);
  const compiled = executor.compile(pinned.program);
  const values: Record<string, Inputs[string]> = { ...inputs, centre: 0, "centre's rest": 0 };
  for (const name of pinned.stops.keys()) values[name] = base[name]!;
  values.centre = (await compiled.run(values)).loss![0]!;
  values["centre's rest"] = (await compiled.run(values)).loss![0]!;
  const centre = await compiled.run(values);

  const gaps: GradientGap[] = [];
  for (const { parameter } of program.updates) {
    const gradient = base[parameter]!;
    const stored = await executor.read(parameter);
    const { shape } = program.nodes.find(({ op }) => op.kind === "parameter" && op.name === parameter)!;
    // A weight that is exactly 0 has been pruned, and lies on the edge of its mask.
    const free = stored.map((value) => (value !== 0 || !parameter.endsWith("/weights") ? 1 : 0));
    const steepest = gradient.reduce(
      (best, g, i) => (free[i]! * Math.abs(g) > Math.abs(gradient[best]!) ? i : best),
      0,
    );
    const stream = openStream(streamKey(5, "direction", parameter));
    const drawn = Float64Array.from(free, (one) => one * stream.normal());
    const length = lengthOf(drawn);
    const unit = { drawn: drawn.map((x) => x / length), steepest: free.map((_, i) => (i === steepest ? 1 : 0)) };
    const freeCount = free.reduce((sum, one) => sum + one, 0);
    const typical = {
      drawn: Math.max(SHORTEST, lengthOf(gradient.map((g, i) => g * free[i]!))) / Math.sqrt(freeCount),
      steepest: Math.max(SHORTEST, Math.abs(gradient[steepest]!)),
    };
    for (const direction of ["drawn", "steepest"] as const) {
      let gap: number | null = null;
      for (const width of WIDTHS) {
        if (gap !== null) break;
        const moved = [1, -1].map((way) => stored.map((value, i) => value + way * width * unit[direction][i]!));
        const ends = [];
        for (const end of moved) {
          executor.write(parameter, end, shape);
          ends.push(await compiled.run(values));
        }
        executor.write(parameter, stored, shape);
        if (!ends.every((end) => sameSides(centre, end))) continue;
        // Weights are float32: the move is what has become of it.
        const predicted = gradient.reduce((sum, g, i) => sum + g * (moved[0]![i]! - moved[1]![i]!), 0);
        const change = ends[0]!.loss![0]! - ends[1]!.loss![0]!;
        gap = Math.abs(change - predicted) / (2 * width * typical[direction]);
      }
      gaps.push({ parameter, direction, gap });
    }
  }
  return gaps;
}
