/**
 * What runs a recorded graph. Executors keep parameters by name, so that a training step, an evaluation and a
 * checkpoint of one network all see the same weights.
 */

import type { GraphNode } from "./graph.ts";
import type { ImageBatch } from "./imageBatch.ts";

/** How one parameter changes at the end of a step. Slots live beside the parameter, as "name.m" and "name.v". */
export interface Update {
  readonly parameter: string;
  readonly gradient: number;
  readonly optimizer: "adam" | "momentum";
  /** longest allowed Euclidean length of the weights into one unit (the last axis counts units); 0 leaves them free */
  readonly maxNorm: number;
}

/** A static program: what it reads and writes is fixed; what changes from run to run enters as inputs. */
export interface Program {
  readonly nodes: readonly GraphNode[];
  /** values to hand back, by name */
  readonly outputs: Readonly<Record<string, number>>;
  /** parameters that take a node's value when the step ends, such as running statistics */
  readonly assignments: readonly { readonly parameter: string; readonly node: number }[];
  readonly updates: readonly Update[];
}

/** Values for a program's inputs: numbers for scalars and keys, arrays for the rest, or images still to be gathered. */
export type Inputs = Readonly<Record<string, number | Float32Array | ImageBatch>>;

/** What an optimiser needs to know besides gradients. */
export interface UpdateStep {
  /** 1 at the first update of these parameters; Adam's bias correction depends on it */
  readonly step: number;
  readonly learningRate: number;
}

/** A program made ready. */
export interface CompiledProgram {
  /**
   * Runs once: outputs first, then assignments and updates.
   * @param pace needed when the program updates parameters
   */
  run(inputs: Inputs, pace?: UpdateStep): Promise<Outputs>;
  /**
   * Begins a run and goes on without waiting for it; inputs are taken at once.
   * @returns waits for the outputs. Runs that were begun end in their order
   */
  begin(inputs: Inputs, pace?: UpdateStep): () => Promise<Outputs>;
}

/** What a run hands back, by name. */
export type Outputs = Readonly<Record<string, Float32Array>>;

/** A program on a device that does one run after another and waits for each. */
export function sequentialProgram(
  run: (inputs: Inputs, pace?: UpdateStep) => Outputs | Promise<Outputs>,
): CompiledProgram {
  const begin = async (inputs: Inputs, pace?: UpdateStep) => run(inputs, pace);
  return {
    run: begin,
    begin(inputs, pace) {
      const outputs = begin(inputs, pace);
      // Whoever waits hears of a failure; until then it is nobody's.
      outputs.catch(() => {});
      return () => outputs;
    },
  };
}

/** A store of parameters and a way to run programs on them. */
export interface Executor {
  write(parameter: string, values: Float32Array, shape: readonly number[]): void;
  /** @throws RangeError when nothing has been written under this name */
  read(parameter: string): Promise<Float32Array>;
  has(parameter: string): boolean;
  compile(program: Program): CompiledProgram;
  /** how many runs are worth beginning before the first of them is waited for; may change as the device is known */
  stepsAhead(): number;
  /** what is held at this moment, in tensors or bytes: flat from step to step */
  held(): number;
  dispose(): void;
}

/** Constants of Kingma and Ba 2015, algorithm 1, and of classical momentum. */
export const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const;
export const MOMENTUM = 0.9;

/** The slots an optimiser keeps for one parameter. */
export function slotsOf(update: Pick<Update, "parameter" | "optimizer">): readonly string[] {
  const { parameter, optimizer } = update;
  return optimizer === "adam" ? [`${parameter}.m`, `${parameter}.v`] : [`${parameter}.m`];
}

/** The nodes a program really needs, in order, each with the nodes whose value is last used there. */
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
