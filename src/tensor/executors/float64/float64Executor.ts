/** The reference executor: every operation in plain float64 loops that follow its definition; slow. */

import { uniformAt } from "../../../math/random.ts";
import {
  ADAM,
  type CompiledProgram,
  type Executor,
  type Inputs,
  MOMENTUM,
  type Program,
  schedule,
  sequentialProgram,
  slotsOf,
  type Update,
  type UpdateStep,
} from "../../executor.ts";
import { type BinaryKind, type GraphNode, type OpOf, type UnaryKind, volume } from "../../graph.ts";
import { gatherImages } from "../../imageBatch.ts";
import { borderOf } from "../../shapes.ts";
import { convolve64, filterGradient64, inputGradient64, maxPool64, maxPoolGradient64 } from "./convolution.ts";
import { depthwise64, depthwiseFilterGradient64, depthwiseInputGradient64 } from "./depthwise.ts";
import { pad64, slice64 } from "./slicePad.ts";

type Values = Float64Array;
interface Value {
  readonly values: Values;
  readonly shape: readonly number[];
}

function stridesOf(shape: readonly number[], onto: readonly number[]): readonly number[] {
  if (shape.length === 0) return onto.map(() => 0);
  let stride = 1;
  const strides = new Array<number>(shape.length).fill(0);
  for (let i = shape.length - 1; i >= 0; i--) {
    strides[i] = shape[i] === 1 ? 0 : stride;
    stride *= shape[i]!;
  }
  return strides;
}

/** Calls `visit` for every element of `shape`, with the offset of its position under other strides. */
function forEachElement(
  shape: readonly number[],
  strides: readonly number[],
  visit: (at: number, offset: number) => void,
): void {
  const size = volume(shape);
  for (let at = 0; at < size; at++) {
    let remaining = at;
    let offset = 0;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      offset += (remaining % shape[axis]!) * strides[axis]!;
      remaining = Math.floor(remaining / shape[axis]!);
    }
    visit(at, offset);
  }
}

function broadcast(x: Value, shape: readonly number[]): Values {
  const size = volume(shape);
  if (size === x.values.length) return x.values;
  const out = new Float64Array(size);
  forEachElement(shape, stridesOf(x.shape, shape), (at, offset) => {
    out[at] = x.values[offset]!;
  });
  return out;
}

function sum(x: Value, shape: readonly number[]): Values {
  const out = new Float64Array(volume(shape));
  forEachElement(x.shape, stridesOf(shape, x.shape), (at, offset) => {
    out[offset]! += x.values[at]!;
  });
  return out;
}

function matmul({ transposeA, transposeB }: OpOf<"matmul">, shape: readonly number[], a: Value, b: Value): Values {
  const [m, n] = shape.slice(-2) as [number, number];
  const k = a.shape.at(transposeA ? -2 : -1)!;
  const [ai, ak] = transposeA ? [1, m] : [k, 1];
  const [bk, bj] = transposeB ? [1, k] : [n, 1];
  const out = new Float64Array(volume(shape));
  for (let at = 0; at * m * n < out.length; at++)
    for (let i = 0; i < m; i++)
      for (let q = 0; q < k; q++) {
        const left = a.values[at * m * k + i * ai + q * ak]!;
        if (left === 0) continue;
        for (let j = 0; j < n; j++) out[(at * m + i) * n + j]! += left * b.values[at * k * n + q * bk + j * bj]!;
      }
  return out;
}

function rowMax(x: Value): Values {
  const length = x.shape.at(-1)!;
  return Float64Array.from({ length: x.values.length / length }, (_, row) =>
    x.values.subarray(row * length, (row + 1) * length).reduce((a, b) => Math.max(a, b)),
  );
}

function logSoftmax(x: Value): Values {
  const classes = x.shape.at(-1)!;
  const out = new Float64Array(x.values.length);
  for (let row = 0; row < out.length; row += classes) {
    const logits = x.values.subarray(row, row + classes);
    const top = logits.reduce((a, b) => Math.max(a, b), -Infinity);
    const logSum = top + Math.log(logits.reduce((total, z) => total + Math.exp(z - top), 0));
    for (let c = 0; c < classes; c++) out[row + c] = logits[c]! - logSum;
  }
  return out;
}

const binary = {
  add: (a: number, b: number) => a + b,
  subtract: (a: number, b: number) => a - b,
  multiply: (a: number, b: number) => a * b,
  divide: (a: number, b: number) => a / b,
} satisfies Record<BinaryKind, (a: number, b: number) => number>;

/** To the nearest whole number, ties to the even one. */
function nearest(x: number): number {
  const below = Math.floor(x);
  const remaining = x - below;
  return remaining < 0.5 || (remaining === 0.5 && below % 2 === 0) ? below : below + 1;
}

const unary = {
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
  relu: (x: number) => Math.max(x, 0),
  step: (x: number) => (x > 0 ? 1 : 0),
  round: nearest,
} satisfies Record<UnaryKind, (x: number) => number>;

function evaluate(node: GraphNode, x: readonly Value[], inputs: Inputs, parameter: (name: string) => Values): Values {
  const { op, shape } = node;
  const [a, b] = x as readonly [Value, Value];
  switch (op.kind) {
    case "input": {
      const given = inputs[op.name];
      if (given === undefined) throw new RangeError(`no value was given for the input "${op.name}"`);
      if (typeof given === "number") return Float64Array.of(given);
      return Float64Array.from(given instanceof Float32Array ? given : gatherImages(given));
    }
    case "parameter":
      return parameter(op.name);
    case "constant":
      return Float64Array.of(op.value);
    case "add":
    case "subtract":
    case "multiply":
    case "divide": {
      const [left, right] = [broadcast(a, shape), broadcast(b, shape)];
      return left.map((value, i) => binary[op.kind](value, right[i]!));
    }
    case "exp":
    case "log":
    case "sqrt":
    case "relu":
    case "step":
    case "round":
      return a.values.map(unary[op.kind]);
    case "matmul":
      return matmul(op, shape, a, b);
    case "sum":
      return sum(a, shape);
    case "broadcast":
      return broadcast(a, shape);
    case "reshape":
    case "stopGradient":
      return a.values;
    case "slice":
      return slice64(a.values, a.shape, op.axis, op.from, op.size);
    case "pad":
      return pad64(a.values, a.shape, op.axis, op.before, op.length);
    case "softmax":
      return logSoftmax(a).map(Math.exp);
    case "logSoftmax":
      return logSoftmax(a);
    case "max":
      return rowMax(a);
    case "convolve":
      return convolve64(a.values, b.values, a.shape, b.shape, borderOf(b.shape[0]!, op.padding));
    case "convolveInputGradient":
      return inputGradient64(a.values, b.values, shape, b.shape, borderOf(b.shape[0]!, op.padding));
    case "convolveFilterGradient":
      return filterGradient64(a.values, b.values, a.shape, shape, borderOf(shape[0]!, op.padding));
    case "depthwise":
      return depthwise64(a.values, b.values, shape, b.shape[0]!);
    case "depthwiseInputGradient":
      return depthwiseInputGradient64(a.values, b.values, shape, b.shape[0]!);
    case "depthwiseFilterGradient":
      return depthwiseFilterGradient64(a.values, b.values, a.shape, shape[0]!);
    case "maxPool":
      return maxPool64(a.values, a.shape, op.size);
    case "maxPoolGradient":
      return maxPoolGradient64(a.values, b.values, a.shape, op.size);
    case "dropoutMask": {
      const kept = 1 / (1 - op.rate);
      return Float64Array.from({ length: volume(shape) }, (_, i) => (uniformAt(a.values[0]!, i) >= op.rate ? kept : 0));
    }
    default:
      return op satisfies never;
  }
}

/** Adam as in Kingma and Ba 2015, algorithm 1, with epsilon outside the corrected root; classical momentum, or w - rate g. */
function applyUpdate(update: Update, gradient: Values, store: Map<string, Values>, updateStep: UpdateStep): void {
  const weights = store.get(update.parameter)!;
  const [m, v] = slotsOf(update).map((slot) => {
    const values = store.get(slot) ?? new Float64Array(weights.length);
    store.set(slot, values);
    return values;
  });
  const { beta1, beta2, epsilon } = ADAM;
  for (let i = 0; i < weights.length; i++) {
    const g = gradient[i]!;
    if (update.optimizer === "sgd") {
      weights[i]! -= updateStep.learningRate * g;
      continue;
    }
    if (update.optimizer === "momentum") {
      m![i] = MOMENTUM * m![i]! + g;
      weights[i]! -= updateStep.learningRate * m![i]!;
      continue;
    }
    m![i] = beta1 * m![i]! + (1 - beta1) * g;
    v![i] = beta2 * v![i]! + (1 - beta2) * g * g;
    const first = m![i]! / (1 - beta1 ** updateStep.step);
    const second = v![i]! / (1 - beta2 ** updateStep.step);
    weights[i]! -= (updateStep.learningRate * first) / (Math.sqrt(second) + epsilon);
  }
}

/** Srivastava et al. 2014, section 5.1: weights into a unit are scaled down to the norm `limit` where it is larger. */
function limitNorms(weights: Values, units: number, limit: number): void {
  for (let unit = 0; unit < units; unit++) {
    let squares = 0;
    for (let i = unit; i < weights.length; i += units) squares += weights[i]! ** 2;
    const factor = limit / Math.max(Math.sqrt(squares), limit);
    for (let i = unit; i < weights.length; i += units) weights[i]! *= factor;
  }
}

/** Opens an empty float64 executor: the reference that all others are compared with. */
export function openFloat64(): Executor {
  const store = new Map<string, Values>();
  const parameter = (name: string): Values => {
    const found = store.get(name);
    if (!found) throw new RangeError(`no parameter "${name}" has been written`);
    return found;
  };
  const compile = (program: Program): CompiledProgram => {
    const order = schedule(program);
    return sequentialProgram(async (inputs, updateStep) => {
      const known = new Map<number, Value>();
      for (const { node, frees } of order) {
        const x = node.inputs.map((id) => known.get(id)!);
        known.set(node.id, { values: evaluate(node, x, inputs, parameter), shape: node.shape });
        for (const id of frees) known.delete(id);
      }
      const resultOf = (id: number) => known.get(id)!.values;
      const outputs = Object.entries(program.outputs).map(([name, id]) => [name, Float32Array.from(resultOf(id))]);
      for (const { parameter: name, node } of program.assignments) store.set(name, Float64Array.from(resultOf(node)));
      for (const update of program.updates) {
        if (!updateStep) throw new RangeError("a program that trains needs its step and learning rate");
        applyUpdate(update, resultOf(update.gradient), store, updateStep);
        const units = program.nodes[update.gradient]!.shape.at(-1)!;
        if (update.maxNorm > 0) limitNorms(parameter(update.parameter), units, update.maxNorm);
      }
      return Object.fromEntries(outputs);
    });
  };
  return {
    write: (name, values) => store.set(name, Float64Array.from(values)),
    read: async (name) => Float32Array.from(parameter(name)),
    has: (name) => store.has(name),
    compile,
    stepsAhead: () => 1,
    held: () => store.size,
    dispose: () => store.clear(),
  };
}
