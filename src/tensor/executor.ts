/**
 * The interface of executors, which run recorded graphs. Executors store parameters by name, so that a training step,
 * an evaluation and a checkpoint of one network read the same weights.
 */

import type { GraphNode } from "./graph.ts";
import type { ImageBatch } from "./imageBatch.ts";

/** How one parameter changes at the end of a step. Its slots are stored parameters, "name.m" and "name.v"; "sgd" has none. */
export interface Update {
  readonly parameter: string;
  readonly gradient: number;
  readonly optimizer: "adam" | "momentum" | "sgd";
  /** largest Euclidean norm of the weights into one unit (the last axis counts units); 0 sets no limit */
  readonly maxNorm: number;
}

/** A static program: what it reads and writes is fixed; what changes from run to run is an input. */
export interface Program {
  readonly nodes: readonly GraphNode[];
  /** nodes whose values a run returns, by name */
  readonly outputs: Readonly<Record<string, number>>;
  /** parameters that are set to a node's value at the end of a step, such as running statistics */
  readonly assignments: readonly { readonly parameter: string; readonly node: number }[];
  readonly updates: readonly Update[];
}

/** Values of a program's inputs: numbers for scalars and keys, arrays for the rest, or images not yet gathered. */
export type Inputs = Readonly<Record<string, number | Float32Array | ImageBatch>>;

/** What an optimiser needs besides gradients. */
export interface UpdateStep {
  /** 1 at the first update of these parameters; Adam's bias correction depends on it */
  readonly step: number;
  readonly learningRate: number;
}

/** A program that an executor has compiled. */
export interface CompiledProgram {
  /**
   * Runs once: outputs first, then assignments and updates.
   * @param updateStep needed when the program updates parameters
   */
  run(inputs: Inputs, updateStep?: UpdateStep): Promise<Outputs>;
  /**
   * Begins a run without waiting for it; inputs are read at once.
   * @returns a function that waits for the outputs. Runs end in the order in which they were begun
   */
  begin(inputs: Inputs, updateStep?: UpdateStep): () => Promise<Outputs>;
}

/** What a run returns, by name. */
export type Outputs = Readonly<Record<string, Float32Array>>;

/** A program on a device that executes one run after another, each to its end. */
export function sequentialProgram(
  run: (inputs: Inputs, updateStep?: UpdateStep) => Outputs | Promise<Outputs>,
): CompiledProgram {
  const begin = async (inputs: Inputs, updateStep?: UpdateStep) => run(inputs, updateStep);
  return {
    run: begin,
    begin(inputs, updateStep) {
      const outputs = begin(inputs, updateStep);
      // The caller handles a rejection when it awaits the outputs, which may be later.
      outputs.catch(() => {});
      return () => outputs;
    },
  };
}

/** Stored parameters, and programs that run on them. */
export interface Executor {
  write(parameter: string, values: Float32Array, shape: readonly number[]): void;
  /** @throws RangeError when nothing has been written under this name */
  read(parameter: string): Promise<Float32Array>;
  has(parameter: string): boolean;
  compile(program: Program): CompiledProgram;
  /** how many runs to begin before the first of them is awaited; may change as the device is measured */
  stepsAhead(): number;
  /** what is allocated at this moment, in tensors or bytes: constant from step to step */
  held(): number;
  dispose(): void;
}

/** Constants of Kingma and Ba 2015, algorithm 1, and of classical momentum. */
export const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const;
export const MOMENTUM = 0.9;

/** Names of the slots of one parameter: the running moments that its optimiser stores. */
export function slotsOf(update: Pick<Update, "parameter" | "optimizer">): readonly string[] {
  const { parameter, optimizer } = update;
  return {
    adam: [`${parameter}.m`, `${parameter}.v`],
    momentum: [`${parameter}.m`],
    sgd: [],
  }[optimizer];
}

/** The nodes that a program needs, in order, each with the nodes whose value is last used there. */
export function schedule(program: Program): readonly { readonly node: GraphNode; readonly frees: readonly number[] }[] {
  const kept = new Set<number>([
    ...Object.values(program.outputs),
    ...program.assignments.map((a) => a.node),
    ...program.updates.map((u) => u.gradient),
  ]);
  const needed = new Set(kept);
  for (let id = program.nodes.length - 1; id >= 0; id--) {
    if (needed.has(id)) for (const input of program.nodes[id]!.inputs) needed.add(input);
  }
  const order = program.nodes.filter((node) => needed.has(node.id));
  const lastUse = new Map<number, number>();
  for (const node of order) for (const input of node.inputs) lastUse.set(input, node.id);
  return order.map((node) => ({
    node,
    frees: [...new Set(node.inputs)].filter((input) => lastUse.get(input) === node.id && !kept.has(input)),
  }));
}
