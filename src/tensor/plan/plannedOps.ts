/**
 * Planned programs: operations on numbered buffers. They depend on no device, and are all that a planned executor has
 * to run.
 */

import { type BinaryKind, type UnaryKind, volume } from "../graph.ts";

/** A buffer of float32, by number: the id of its node, or a larger number for a temporary. */
export type BufferId = number;

/**
 * A buffer read along the axes of a result: the index of the first float, and the stride of each axis in floats, which
 * is 0 where the buffer is broadcast.
 */
export interface StridedView {
  readonly buffer: BufferId;
  readonly offset: number;
  readonly strides: readonly number[];
}

/** What a product does to its sums before storing them: + bias, then relu, then 0 wherever the mask is not above 0. */
export interface Epilogue {
  readonly bias: BufferId | null;
  readonly relu: boolean;
  readonly mask: BufferId | null;
}

/** Of two sides, by element: "mask" is the left side where the right is above 0, else 0; "copy" is the left alone. */
export type BinaryOperation = BinaryKind | "mask" | "copy";
export type UnaryOperation = UnaryKind;

/** One planned operation; `to` is the buffer that it overwrites. Buffers are dense where they have no `StridedView`. */
export type PlannedOp =
  | {
      readonly kind: "binary";
      readonly to: BufferId;
      readonly operation: BinaryOperation;
      readonly shape: readonly number[];
      readonly left: StridedView;
      readonly right: StridedView;
    }
  | { readonly kind: "unary"; readonly to: BufferId; readonly operation: UnaryOperation; readonly from: BufferId }
  | {
      readonly kind: "matmul";
      readonly to: BufferId;
      readonly left: BufferId;
      readonly right: BufferId;
      readonly transposeA: boolean;
      readonly transposeB: boolean;
      /** number of products, one after the other in memory; 1 for matrices */
      readonly batch: number;
      readonly rows: number;
      readonly columns: number;
      readonly depth: number;
      /**
       * more than 1: `to` has as many matrices, one after the other, each summed over a part of the depth, and there is no
       * epilogue. Plans have 1; an executor may split.
       */
      readonly parts: number;
      readonly epilogue: Epilogue;
    }
  | {
      readonly kind: "convolve" | "convolveInputGradient" | "convolveFilterGradient";
      readonly to: BufferId;
      /** what is convolved, or the gradient with respect to the output */
      readonly image: BufferId;
      /** the filter; for a gradient of the filter, the gradient with respect to the output */
      readonly filterOrGradient: BufferId;
      /** [batch, height, width, channels] of the images, and the filter's [k, k, channels, filters] */
      readonly images: readonly number[];
      readonly filter: readonly number[];
      /** zeros on each side of the images: the output is smaller than they are by k - 1 - 2 border */
      readonly border: number;
      /** as of "matmul" */
      readonly parts: number;
      readonly epilogue: Epilogue;
    }
  | {
      readonly kind: "depthwise" | "depthwiseInputGradient" | "depthwiseFilterGradient";
      readonly to: BufferId;
      /** what is convolved, or the gradient with respect to the output */
      readonly image: BufferId;
      /** the filter; for a gradient of the filter, the gradient with respect to the output */
      readonly filterOrGradient: BufferId;
      /** [batch, height, width, channels] of both image sides */
      readonly images: readonly number[];
      readonly kernel: number;
    }
  | {
      readonly kind: "sum";
      readonly to: BufferId;
      readonly from: BufferId;
      readonly outer: number;
      readonly middle: number;
      readonly inner: number;
      /** the end of a product in parts: what is done to its sums, which have so many columns. Plans have none */
      readonly product?: { readonly columns: number; readonly epilogue: Epilogue };
    }
  | {
      readonly kind: "softmax" | "logSoftmax" | "max";
      readonly to: BufferId;
      readonly from: BufferId;
      readonly rows: number;
      readonly classes: number;
    }
  | {
      readonly kind: "maxPool";
      readonly to: BufferId;
      readonly from: BufferId;
      readonly images: readonly number[];
      readonly size: number;
    }
  | {
      readonly kind: "maxPoolGradient";
      readonly to: BufferId;
      readonly from: BufferId;
      readonly gradient: BufferId;
      readonly images: readonly number[];
      readonly size: number;
    }
  | {
      /** each of `outer` rows of `size` floats with `before` zeros in front and zeros behind, `length` floats in all */
      readonly kind: "pad";
      readonly to: BufferId;
      readonly from: BufferId;
      readonly outer: number;
      readonly before: number;
      readonly size: number;
      readonly length: number;
    }
  | { readonly kind: "dropoutMask"; readonly to: BufferId; readonly key: string; readonly rate: number };

/** The planned operations of some kinds. */
export type PlannedOpOf<K extends PlannedOp["kind"]> = PlannedOp & { readonly kind: K };

/** Where the values of a buffer come from when no planned operation writes it. */
export type BufferOrigin =
  | { readonly kind: "input"; readonly name: string }
  | { readonly kind: "parameter"; readonly name: string }
  | { readonly kind: "constant"; readonly value: number };

/** The planned operations of a program, in order, and its buffers. */
export interface ExecutionPlan {
  readonly operations: readonly PlannedOp[];
  /** floats in each buffer */
  readonly sizes: ReadonlyMap<BufferId, number>;
  readonly origins: ReadonlyMap<BufferId, BufferOrigin>;
  /** names of the key inputs */
  readonly keys: readonly string[];
  readonly outputs: readonly { readonly name: string; readonly buffer: BufferId }[];
  readonly assignments: readonly { readonly parameter: string; readonly buffer: BufferId }[];
  /** the buffer of each update's gradient, in the order of the program's updates */
  readonly gradients: readonly BufferId[];
}

/** Row-major strides of a dense shape. */
export function denseStrides(shape: readonly number[]): readonly number[] {
  return shape.map((_, axis) => volume(shape.slice(axis + 1)));
}

/** A view of a whole buffer in row-major order. */
export function denseView(buffer: BufferId, shape: readonly number[]): StridedView {
  return { buffer, offset: 0, strides: denseStrides(shape) };
}

/** Whether a view of some shape reads all `size` floats of its buffer in order. */
export function isDense({ offset, strides }: StridedView, shape: readonly number[], size: number): boolean {
  const dense = denseStrides(shape);
  return offset === 0 && size === volume(shape) && dense.every((stride, i) => shape[i] === 1 || stride === strides[i]);
}

/** Buffers that an operation reads. */
export function buffersReadBy(op: PlannedOp): readonly BufferId[] {
  const epilogueBuffers = (epilogue: Epilogue) => [epilogue.bias, epilogue.mask].filter((id) => id !== null);
  switch (op.kind) {
    case "binary":
      return [op.left.buffer, op.right.buffer];
    case "matmul":
      return [op.left, op.right, ...epilogueBuffers(op.epilogue)];
    case "convolve":
    case "convolveInputGradient":
    case "convolveFilterGradient":
      return [op.image, op.filterOrGradient, ...epilogueBuffers(op.epilogue)];
    case "depthwise":
    case "depthwiseInputGradient":
    case "depthwiseFilterGradient":
      return [op.image, op.filterOrGradient];
    case "maxPoolGradient":
      return [op.from, op.gradient];
    case "sum":
      return [op.from, ...(op.product ? epilogueBuffers(op.product.epilogue) : [])];
    case "unary":
    case "softmax":
    case "logSoftmax":
    case "max":
    case "maxPool":
    case "pad":
      return [op.from];
    case "dropoutMask":
      return [];
    default:
      return op satisfies never;
  }
}

type FourAxes = readonly [number, number, number, number];

/** A loop over two views: lengths of the result's four axes, and both views' strides along them. */
export interface StridedLoop {
  readonly shape: FourAxes;
  readonly left: FourAxes;
  readonly right: FourAxes;
}

/**
 * Merges neighbouring axes that both views go through with one stride, then adds axes of length 1 in front up to four.
 * @throws RangeError where more than four remain
 */
export function joinAxes(shape: readonly number[], left: StridedView, right: StridedView): StridedLoop {
  const axes: { n: number; left: number; right: number }[] = [];
  for (const [axis, n] of shape.entries()) {
    if (n === 1) continue;
    const here = { n, left: left.strides[axis]!, right: right.strides[axis]! };
    const last = axes.at(-1);
    if (last && last.left === here.left * n && last.right === here.right * n)
      Object.assign(last, { ...here, n: last.n * n });
    else axes.push(here);
  }
  if (axes.length > 4) throw new RangeError(`no kernel walks through ${axes.length} axes: [${shape}]`);
  while (axes.length < 4) axes.unshift({ n: 1, left: 0, right: 0 });
  const [a, b, c, d] = axes as [(typeof axes)[0], (typeof axes)[0], (typeof axes)[0], (typeof axes)[0]];
  return {
    shape: [a.n, b.n, c.n, d.n],
    left: [a.left, b.left, c.left, d.left],
    right: [a.right, b.right, c.right, d.right],
  };
}
