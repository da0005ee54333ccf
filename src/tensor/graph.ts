/**
 * The recorded graph. Networks and losses are written once in a small vocabulary of tensor operations, which records
 * what is to be computed instead of computing it. Executors run the graph; the loss card and the FLOP counts read it.
 * A recorded step is a static program: what changes from step to step is an input, never a constant of the graph.
 */

import { borderOf, broadcastShapes, expectShape, hasRange, type Padding, sameShape, withAxis } from "./shapes.ts";

/** Operations on two inputs, element by element; axes of length 1, and scalars, are broadcast. */
export type BinaryKind = "add" | "subtract" | "multiply" | "divide";

/**
 * Operations on one input, element by element. "step" is 1 where the input is above 0, else 0: the derivative of relu;
 * "round" takes ties to the even number.
 */
export type UnaryKind = "exp" | "log" | "sqrt" | "relu" | "step" | "round";

/**
 * What one node computes. Shapes of node and inputs are fixed when it is recorded.
 * A new kind does not compile until the gradient, the float64 and tfjs executors and the plan have it too; a new kind
 * of `UnaryKind`, and a new kind of work in the plan, until the wasm and webgpu executors have it as well.
 */
export type Op =
  /** a value given at every step; a "key" is a 32-bit stream key, which enters no arithmetic */
  | { readonly kind: "input"; readonly name: string; readonly holds: "values" | "key" }
  /** a stored tensor by name: weights, or running statistics */
  | { readonly kind: "parameter"; readonly name: string }
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: BinaryKind }
  | { readonly kind: UnaryKind }
  /** the same values, as a constant to the gradient */
  | { readonly kind: "stopGradient" }
  /** of matrices, or of each pair of matrices of two batches */
  | { readonly kind: "matmul"; readonly transposeA: boolean; readonly transposeB: boolean }
  /** sums over axes, which stay with length 1 */
  | { readonly kind: "sum"; readonly axes: readonly number[] }
  | { readonly kind: "broadcast" | "reshape" }
  /** `size` indices of one axis, from index `from` on */
  | { readonly kind: "slice"; readonly axis: number; readonly from: number; readonly size: number }
  /** zeros around the input, `before` of them in front, so that one axis becomes `length` long */
  | { readonly kind: "pad"; readonly axis: number; readonly before: number; readonly length: number }
  /** over the last axis; "max" keeps it with length 1 */
  | { readonly kind: "softmax" | "logSoftmax" | "max" }
  /** x [b,h,w,c] * filter [k,k,c,f] -> [b,h,w,f], or smaller by k - 1 where not padded; and its two gradients */
  | { readonly kind: "convolve" | "convolveInputGradient"; readonly padding: Padding }
  | { readonly kind: "convolveFilterGradient"; readonly padding: Padding }
  /** x [b,h,w,c], each channel * its own of filter [k,k,c] -> [b,h,w,c], zero-padded; and its two gradients */
  | { readonly kind: "depthwise" | "depthwiseInputGradient" | "depthwiseFilterGradient" }
  /** largest of each size x size block; its gradient goes to the first largest: inputs x, gradient */
  | { readonly kind: "maxPool" | "maxPoolGradient"; readonly size: number }
  /** 0 with probability `rate`, else 1 / (1 - rate); element i is kept iff uniformAt(key, i) >= rate */
  | { readonly kind: "dropoutMask"; readonly rate: number };

export type OpKind = Op["kind"];
/** The operation of one kind, with its attributes. */
export type OpOf<K extends OpKind> = Op & { readonly kind: K };

/** One recorded operation. Its id is its index in the graph; inputs always come before it. */
export interface GraphNode<O extends Op = Op> {
  readonly id: number;
  readonly op: O;
  readonly inputs: readonly number[];
  readonly shape: readonly number[];
}

declare const brand: unique symbol;
/** A recorded value, by the id of its node. */
export interface Tensor {
  readonly id: number;
  readonly shape: readonly number[];
}
/** Class scores before any softmax, [batch, classes]. */
export type Logits = Tensor & { readonly [brand]?: "logits" };
/** Rows of class probabilities, [batch, classes]; each row sums to 1. */
export type SoftTargets = Tensor & { readonly [brand]?: "softTargets" };
/** One number, []. */
export type Scalar = Tensor & { readonly [brand]?: "scalar" };

/**
 * The vocabulary. Every member records one node, or finds an equal one already recorded, and returns its tensor.
 * No gradient passes through `step`, `round`, `stopGradient` and `max`.
 */
export interface Ops
  extends Readonly<Record<BinaryKind, (a: Tensor, b: Tensor) => Tensor>>,
    Readonly<Record<UnaryKind, (x: Tensor) => Tensor>> {
  input(name: string, shape: readonly number[]): Tensor;
  key(name: string): Tensor;
  parameter(name: string, shape: readonly number[]): Tensor;
  constant(value: number): Scalar;
  stopGradient(x: Tensor): Tensor;
  /** [m,k] x [k,n], or such a product for each b of [b,m,k] x [b,k,n]; either side may have its last axes transposed */
  matmul(a: Tensor, b: Tensor, transposeA?: boolean, transposeB?: boolean): Tensor;
  sum(x: Tensor, axes: readonly number[]): Tensor;
  /** sums everything into a scalar */
  total(x: Tensor): Scalar;
  broadcast(x: Tensor, shape: readonly number[]): Tensor;
  reshape(x: Tensor, shape: readonly number[]): Tensor;
  /** `size` indices of one axis, from index `from` on; @throws RangeError where the axis does not have them */
  slice(x: Tensor, axis: number, from: number, size: number): Tensor;
  /** x with zeros around it along one axis, `before` in front; @throws RangeError where `length` is too small */
  pad(x: Tensor, axis: number, before: number, length: number): Tensor;
  /** parts one after the other along one axis; @throws RangeError where their other axes differ */
  concatenate(parts: readonly Tensor[], axis: number): Tensor;
  softmax(x: Tensor): SoftTargets;
  logSoftmax(x: Tensor): Tensor;
  /** the largest value along the last axis, which stays with length 1 */
  max(x: Tensor): Tensor;
  /** @throws RangeError where channels differ or the filter is not square, larger than x, or even for "same" */
  convolve(x: Tensor, filter: Tensor, padding?: Padding): Tensor;
  convolveInputGradient(gradient: Tensor, filter: Tensor, padding?: Padding): Tensor;
  convolveFilterGradient(x: Tensor, gradient: Tensor, kernel: number, padding?: Padding): Tensor;
  /** @throws RangeError where channels differ, or the filter is not square or of even size */
  depthwise(x: Tensor, filter: Tensor): Tensor;
  depthwiseInputGradient(gradient: Tensor, filter: Tensor): Tensor;
  depthwiseFilterGradient(x: Tensor, gradient: Tensor, kernel: number): Tensor;
  maxPool(x: Tensor, size: number): Tensor;
  maxPoolGradient(x: Tensor, gradient: Tensor, size: number): Tensor;
  dropoutMask(key: Tensor, rate: number, shape: readonly number[]): Tensor;
}

/** A graph that is being recorded: its vocabulary, and the nodes so far. */
export interface Graph {
  readonly ops: Ops;
  readonly nodes: readonly GraphNode[];
}

/** Number of values in a shape; a scalar has one. */
export function volume(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}

/**
 * Opens an empty graph.
 * Equal operations on equal inputs are recorded once, so a forward pass that is recorded twice is computed once.
 */
export function openGraph(): Graph {
  const nodes: GraphNode[] = [];
  const recorded = new Map<string, GraphNode>();

  const record = (op: Op, inputs: readonly Tensor[], shape: readonly number[]): Tensor => {
    const ids = inputs.map((x) => x.id);
    const identity = JSON.stringify([op, ids, shape]);
    const found = recorded.get(identity);
    if (found) return found;
    const node: GraphNode = { id: nodes.length, op, inputs: ids, shape };
    nodes.push(node);
    recorded.set(identity, node);
    return node;
  };
  const binary = (kind: BinaryKind) => (a: Tensor, b: Tensor) =>
    record({ kind }, [a, b], broadcastShapes(a.shape, b.shape, kind));
  const unary = (kind: UnaryKind) => (x: Tensor) => record({ kind }, [x], x.shape);

  const ops: Ops = {
    input: (name, shape) => record({ kind: "input", name, holds: "values" }, [], shape),
    key: (name) => record({ kind: "input", name, holds: "key" }, [], []),
    parameter: (name, shape) => record({ kind: "parameter", name }, [], shape),
    constant: (value) => record({ kind: "constant", value }, [], []),
    add: binary("add"),
    subtract: binary("subtract"),
    multiply: binary("multiply"),
    divide: binary("divide"),
    exp: unary("exp"),
    log: unary("log"),
    sqrt: unary("sqrt"),
    relu: unary("relu"),
    step: unary("step"),
    round: unary("round"),
    stopGradient: (x) => record({ kind: "stopGradient" }, [x], x.shape),
    matmul: (a, b, transposeA = false, transposeB = false) => {
      const [m, ka] = [a.shape.at(transposeA ? -1 : -2), a.shape.at(transposeA ? -2 : -1)];
      const [kb, n] = [b.shape.at(transposeB ? -1 : -2), b.shape.at(transposeB ? -2 : -1)];
      const batch = a.shape.slice(0, -2);
      const fit = ka === kb && batch.length < 2 && sameShape(batch, b.shape.slice(0, -2));
      expectShape(fit && m !== undefined && n !== undefined, "matmul", a.shape, b.shape);
      return record({ kind: "matmul", transposeA, transposeB }, [a, b], [...batch, m!, n!]);
    },
    sum: (x, axes) =>
      record(
        { kind: "sum", axes },
        [x],
        x.shape.map((n, i) => (axes.includes(i) ? 1 : n)),
      ),
    total: (x) =>
      x.shape.length === 0
        ? x
        : ops.reshape(
            ops.sum(
              x,
              x.shape.map((_, i) => i),
            ),
            [],
          ),
    broadcast: (x, shape) => {
      expectShape(sameShape(broadcastShapes(x.shape, shape, "broadcast"), shape), "broadcast", x.shape, shape);
      return sameShape(x.shape, shape) ? x : record({ kind: "broadcast" }, [x], shape);
    },
    reshape: (x, shape) => {
      expectShape(volume(x.shape) === volume(shape), "reshape", x.shape, shape);
      return sameShape(x.shape, shape) ? x : record({ kind: "reshape" }, [x], shape);
    },
    slice: (x, axis, from, size) => {
      const what = `slice of ${size} from place ${from} along axis ${axis}`;
      expectShape(hasRange(x.shape, axis, from, size), what, x.shape);
      return size === x.shape[axis]
        ? x
        : record({ kind: "slice", axis, from, size }, [x], withAxis(x.shape, axis, size));
    },
    pad: (x, axis, before, length) => {
      const shape = withAxis(x.shape, axis, length);
      const what = `pad from place ${before} of ${length} along axis ${axis}`;
      expectShape(hasRange(shape, axis, before, x.shape[axis] ?? 0), what, x.shape);
      return length === x.shape[axis] ? x : record({ kind: "pad", axis, before, length }, [x], shape);
    },
    concatenate: (parts, axis) => {
      const shapes = parts.map((part) => part.shape);
      const length = shapes.reduce((sum, shape) => sum + (shape[axis] ?? Number.NaN), 0);
      const fit = shapes.every((shape) => sameShape(withAxis(shape, axis, 1), withAxis(shapes[0]!, axis, 1)));
      expectShape(length > 0 && fit, `concatenate along axis ${axis}`, ...shapes);
      let before = 0;
      const padded = parts.map((part) => {
        const from = before;
        before += part.shape[axis]!;
        return ops.pad(part, axis, from, length);
      });
      return padded.reduce((sum, part) => ops.add(sum, part));
    },
    softmax: (x) => record({ kind: "softmax" }, [x], x.shape),
    logSoftmax: (x) => record({ kind: "logSoftmax" }, [x], x.shape),
    max: (x) => {
      expectShape(x.shape.length > 0, "max", x.shape);
      return record({ kind: "max" }, [x], withAxis(x.shape, x.shape.length - 1, 1));
    },
    convolve: (x, filter, padding = "same") => {
      const [b, h, w, c] = x.shape;
      const [k, columns, channels, f] = filter.shape;
      const shrinkage = k! - 1 - 2 * borderOf(k!, padding);
      const fit = x.shape.length === 4 && filter.shape.length === 4 && k === columns && c === channels;
      const largeEnough = padding === "same" ? k! % 2 === 1 : h! > shrinkage && w! > shrinkage;
      expectShape(fit && largeEnough, padding === "same" ? "convolve" : "convolve, valid", x.shape, filter.shape);
      return record({ kind: "convolve", padding }, [x, filter], [b!, h! - shrinkage, w! - shrinkage, f!]);
    },
    convolveInputGradient: (gradient, filter, padding = "same") => {
      const [b, h, w] = gradient.shape;
      const [k, , c] = filter.shape;
      const shrinkage = k! - 1 - 2 * borderOf(k!, padding);
      return record(
        { kind: "convolveInputGradient", padding },
        [gradient, filter],
        [b!, h! + shrinkage, w! + shrinkage, c!],
      );
    },
    convolveFilterGradient: (x, gradient, kernel, padding = "same") => {
      const shape = [kernel, kernel, x.shape[3]!, gradient.shape[3]!];
      return record({ kind: "convolveFilterGradient", padding }, [x, gradient], shape);
    },
    depthwise: (x, filter) => {
      const [k, columns, channels] = filter.shape;
      const fit = x.shape.length === 4 && filter.shape.length === 3 && k === columns && x.shape[3] === channels;
      expectShape(fit && k! % 2 === 1, "depthwise", x.shape, filter.shape);
      return record({ kind: "depthwise" }, [x, filter], x.shape);
    },
    depthwiseInputGradient: (gradient, filter) =>
      record({ kind: "depthwiseInputGradient" }, [gradient, filter], gradient.shape),
    depthwiseFilterGradient: (x, gradient, kernel) =>
      record({ kind: "depthwiseFilterGradient" }, [x, gradient], [kernel, kernel, x.shape[3]!]),
    maxPool: (x, size) => {
      const [b, h, w, c] = x.shape;
      expectShape(x.shape.length === 4 && h! % size === 0 && w! % size === 0, `maxPool by ${size}`, x.shape);
      return record({ kind: "maxPool", size }, [x], [b!, h! / size, w! / size, c!]);
    },
    maxPoolGradient: (x, gradient, size) => record({ kind: "maxPoolGradient", size }, [x, gradient], x.shape),
    dropoutMask: (key, rate, shape) => record({ kind: "dropoutMask", rate }, [key], shape),
  };
  return { ops, nodes };
}
