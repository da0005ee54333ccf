/** Turns planned work into calls of kernels with fixed addresses. */

import { volume } from "../../graph.ts";
import {
  type BinaryOperation,
  type Epilogue,
  joinAxes,
  type PlannedOp,
  type UnaryOperation,
} from "../../plan/plannedOps.ts";
import type { KernelMemory } from "./kernelModule.ts";

/** What a call may need besides addresses: the keys of this step. */
export type Keys = Readonly<Record<string, number>>;
export type KernelCall = (keys: Keys) => void;

/** What scratch is for. */
export type Scratch = "left" | "right" | "filter" | "turned" | `list ${number}`;

/** Images that an input was given as bytes, as long as nobody needs them as floats. */
export interface StagedBytes {
  /** address of the bytes */
  bytes: number;
  /** makes floats of them; null where that is done, or where floats were given */
  gather: (() => void) | null;
}

/** The list of a buffer, as the first product of a run made it. */
export interface SparseRowsState {
  /** the keys of the run it belongs to */
  of: Keys | null;
  fits: boolean;
}

/** Where things lie. */
export interface BufferAddresses {
  address(buffer: number): number;
  /** floats that any call may use and leave in any state; one region for each use */
  scratch(use: Scratch, count: number): number;
  /** true for images and what dropout left of them: mostly 0, as a rule */
  sparse(buffer: number): boolean;
  /** images that may still be bytes; null where a buffer always holds floats */
  staged(buffer: number): StagedBytes | null;
  /** what is known of the list of a buffer's values other than 0 */
  sparseRows(buffer: number): SparseRowsState;
  /** floats that are 0 at the start and whose border nobody writes */
  padded(count: number, geometry: string): number;
}

const binaryOpcodes = { add: 0, subtract: 1, multiply: 2, divide: 3, mask: 4, first: 5 } satisfies Record<
  BinaryOperation,
  number
>;
const unaryOpcodes = { exp: 0, log: 1, sqrt: 2, relu: 3, step: 4, round: 5 } satisfies Record<UnaryOperation, number>;

function epilogueOf({ bias, relu, mask }: Epilogue, { address }: BufferAddresses): readonly [number, number, number] {
  return [bias === null ? 0 : address(bias), relu ? 1 : 0, mask === null ? 0 : address(mask)];
}

/** Share of values other than 0 above which a dense product is faster. */
const MAX_DENSITY = 0.4;
/** Columns below which the list costs more than it saves. */
const MIN_COLUMNS = 16;
/** Columns up to which the result of a transposed list is added to in place, instead of turning the list. */
const MAX_SCATTER_COLUMNS = 32;

/** True for products that skip the zeros of their left side, if it has enough of them. */
export function skipsZeros(work: PlannedOp, sparse: BufferAddresses["sparse"]): boolean {
  return work.kind === "matmul" && !work.transposeB && work.columns >= MIN_COLUMNS && sparse(work.left);
}

function bindProduct(
  work: Extract<PlannedOp, { kind: "matmul" }>,
  { kernels }: KernelMemory,
  places: BufferAddresses,
): KernelCall {
  const { batch, rows, columns, depth, transposeA, transposeB } = work;
  const [to, left, right] = [work.to, work.left, work.right].map(places.address) as [number, number, number];
  const packedLeft = places.scratch("left", Math.ceil(rows / 4) * 4 * depth);
  const packedRight = places.scratch("right", Math.ceil(columns / 8) * 8 * depth);
  const [bias, relu, mask] = epilogueOf(work.epilogue, places);
  const [rowStep, leftDepth] = transposeA ? [1, rows] : [depth, 1];
  const [columnStep, rightDepth] = transposeB ? [depth, 1] : [1, columns];
  if (batch > 1) {
    const [leftBytes, rightBytes, outBytes] = [4 * rows * depth, 4 * depth * columns, 4 * rows * columns];
    return () => {
      for (let i = 0; i < batch; i++) {
        kernels.packLeft(packedLeft, left + i * leftBytes, rows, depth, rowStep, leftDepth);
        kernels.packRight(packedRight, right + i * rightBytes, columns, depth, columnStep, rightDepth);
        const gate = mask === 0 ? 0 : mask + i * outBytes;
        kernels.multiply(to + i * outBytes, packedLeft, packedRight, rows, columns, depth, bias, relu, gate, 0);
      }
    };
  }
  const dense: KernelCall = () => {
    kernels.packLeft(packedLeft, left, rows, depth, rowStep, leftDepth);
    kernels.packRight(packedRight, right, columns, depth, columnStep, rightDepth);
    kernels.multiply(to, packedLeft, packedRight, rows, columns, depth, bias, relu, mask, 0);
  };
  if (!skipsZeros(work, places.sparse)) return dense;
  // The left side as it lies: its own rows, which a transposed product sums over.
  const [lying, across] = transposeA ? [depth, rows] : [rows, depth];
  const most = Math.floor(lying * across * MAX_DENSITY);
  const listOf = (use: Scratch, of: number) => {
    const room = most + across + 1;
    const starts = places.scratch(use, of + 1 + 2 * room);
    return [starts, starts + 4 * (of + 1), starts + 4 * (of + 1 + room)] as const;
  };
  const own = listOf(`list ${work.left}`, lying);
  const rowsState = places.sparseRows(work.left);
  const scatters = transposeA && columns <= MAX_SCATTER_COLUMNS && bias === 0 && relu === 0 && mask === 0;
  const turned = transposeA && !scatters ? listOf("turned", rows) : own;
  const staged = places.staged(work.left);
  const list = (): boolean => {
    if (!staged?.gather) return kernels.list(...own, left, lying, across, most) !== 0;
    if (kernels.listBytes(...own, staged.bytes, lying, across, most) !== 0) return true;
    staged.gather();
    staged.gather = null;
    return false;
  };
  return (keys) => {
    // One list a run serves every product with this left side.
    if (rowsState.of !== keys) {
      rowsState.of = keys;
      rowsState.fits = list();
    }
    if (!rowsState.fits) return dense(keys);
    if (scatters) return kernels.scatterListed(to, ...own, right, lying, across, columns);
    if (transposeA) kernels.turnList(...turned, ...own, lying, across);
    kernels.multiplyListed(to, ...turned, right, rows, columns, bias, relu, mask);
  };
}

type ConvolutionWork = Extract<PlannedOp, { kind: "convolve" | "convolveInputGradient" | "convolveFilterGradient" }>;

type Size = readonly [number, number];

/** Height and width of what a convolution reads, and of what it makes. */
function sizesOf({ kind, images, filter, border }: ConvolutionWork): readonly [Size, Size] {
  const [, height, width] = images as readonly [number, number, number, number];
  const lost = filter[0]! - 1 - 2 * border;
  const [large, small] = [[height, width] as const, [height - lost, width - lost] as const];
  return kind === "convolveInputGradient" ? [small, large] : [large, small];
}

/** Gives the address of each image with its border of zeros, if it has one. */
function bindBorder(
  images: number,
  [height, width]: Size,
  channels: number,
  border: number,
  { kernels }: KernelMemory,
  places: BufferAddresses,
): (i: number) => number {
  const bytes = 4 * height * width * channels;
  if (border === 0) return (i) => images + i * bytes;
  const wide = (height + 2 * border) * (width + 2 * border) * channels;
  const padded = places.padded(wide, `${height} ${width} ${channels} ${border}`);
  return (i) => {
    kernels.padImage(padded, images + i * bytes, height, width, channels, border);
    return padded;
  };
}

function bindConvolution(work: ConvolutionWork, workshop: KernelMemory, places: BufferAddresses): KernelCall {
  const { kernels } = workshop;
  const [batch] = work.images as readonly [number, number, number, number];
  const [kernel, , channels, filters] = work.filter as readonly [number, number, number, number];
  const [to, image, other] = [work.to, work.image, work.other].map(places.address) as [number, number, number];
  const backwards = work.kind === "convolveInputGradient";
  const [from, into] = backwards ? [filters, channels] : [channels, filters];
  const [before, after] = sizesOf(work);
  const [height, width] = after;
  const outBytes = 4 * height * width * into;
  const paddedImage = bindBorder(
    image,
    before,
    from,
    backwards ? kernel - 1 - work.border : work.border,
    workshop,
    places,
  );
  if (work.kind === "convolveFilterGradient") {
    return () => {
      kernels.clear(to, volume(work.filter));
      for (let i = 0; i < batch; i++)
        kernels.filterGradient(to, paddedImage(i), other + i * outBytes, height, width, channels, filters, kernel);
    };
  }
  const depth = kernel * kernel * from;
  const packed = places.scratch("right", Math.ceil(into / 8) * 8 * depth);
  const turned = backwards ? places.scratch("filter", volume(work.filter)) : other;
  const [bias, relu, mask] = epilogueOf(work.epilogue, places);
  return () => {
    if (backwards) kernels.turnFilter(turned, other, kernel, channels, filters);
    kernels.packRight(packed, turned, into, depth, 1, into);
    for (let i = 0; i < batch; i++) {
      const out = i * outBytes;
      const gate = mask === 0 ? 0 : mask + out;
      kernels.convolve(to + out, paddedImage(i), packed, height, width, from, into, kernel, bias, relu, gate);
    }
  };
}

type DepthwiseWork = Extract<PlannedOp, { kind: "depthwise" | "depthwiseInputGradient" | "depthwiseFilterGradient" }>;

function bindDepthwise(work: DepthwiseWork, workshop: KernelMemory, places: BufferAddresses): KernelCall {
  const { kernels } = workshop;
  const { kernel } = work;
  const [batch, height, width, channels] = work.images as readonly [number, number, number, number];
  const [to, image, other] = [work.to, work.image, work.other].map(places.address) as [number, number, number];
  const bytes = 4 * height * width * channels;
  const paddedImage = bindBorder(image, [height, width], channels, (kernel - 1) / 2, workshop, places);
  if (work.kind === "depthwiseFilterGradient") {
    return () => {
      kernels.clear(to, kernel * kernel * channels);
      for (let i = 0; i < batch; i++)
        kernels.depthwiseFilterGradient(to, paddedImage(i), other + i * bytes, height, width, channels, kernel);
    };
  }
  const turned = work.kind === "depthwiseInputGradient" ? 1 : 0;
  return () => {
    for (let i = 0; i < batch; i++)
      kernels.depthwise(to + i * bytes, paddedImage(i), other, height, width, channels, kernel, turned);
  };
}

/** The call that does a piece of work. @param sizeOf floats in a buffer */
export function bindOp(
  work: PlannedOp,
  workshop: KernelMemory,
  places: BufferAddresses,
  sizeOf: (buffer: number) => number,
): KernelCall {
  const { kernels } = workshop;
  const { address } = places;
  const to = address(work.to);
  switch (work.kind) {
    case "binary": {
      const { shape, left, right } = joinAxes(work.shape, work.left, work.right);
      const [a, b] = [work.left, work.right].map(({ buffer, offset }) => address(buffer) + 4 * offset) as [
        number,
        number,
      ];
      const operation = binaryOpcodes[work.operation];
      const numbers = [operation, to, a, b, ...shape, ...left, ...right];
      return () => kernels.binary(...numbers);
    }
    case "unary": {
      const [operation, from, count] = [unaryOpcodes[work.operation], address(work.from), sizeOf(work.to)];
      return () => kernels.unary(operation, to, from, count);
    }
    case "matmul":
      return bindProduct(work, workshop, places);
    case "convolve":
    case "convolveInputGradient":
    case "convolveFilterGradient":
      return bindConvolution(work, workshop, places);
    case "depthwise":
    case "depthwiseInputGradient":
    case "depthwiseFilterGradient":
      return bindDepthwise(work, workshop, places);
    case "sum": {
      const { outer, middle, inner } = work;
      const from = address(work.from);
      const scratch = places.scratch("filter", inner);
      return () => kernels.sum(to, from, outer, middle, inner, scratch);
    }
    case "softmax":
    case "logSoftmax":
    case "max": {
      const { kind, rows, classes } = work;
      const from = address(work.from);
      const kernel = kind === "max" ? kernels.rowMax : kernels[kind];
      return () => kernel(to, from, rows, classes);
    }
    case "maxPool": {
      const from = address(work.from);
      return () => kernels.maxPool(to, from, ...work.images, work.size);
    }
    case "maxPoolGradient": {
      const [from, gradient] = [address(work.from), address(work.gradient)];
      return () => kernels.maxPoolGradient(to, from, gradient, ...work.images, work.size);
    }
    case "pad": {
      const { outer, before, size, length } = work;
      const from = address(work.from);
      return () => kernels.pad(to, from, outer, before, size, length);
    }
    case "dropoutMask": {
      const { key, rate } = work;
      const [least, kept, count] = [Math.ceil(rate * 2 ** 32), 1 / (1 - rate), sizeOf(work.to)];
      return (keys) => kernels.dropoutMask(to, keys[key]! | 0, least | 0, kept, count);
    }
    default:
      return work satisfies never;
  }
}
