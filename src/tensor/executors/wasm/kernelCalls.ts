/** Turns planned work into calls of kernels with fixed addresses. */

import { type BinaryOperation, joinAxes, type PlannedOp, type UnaryOperation } from "../../plan/plannedOps.ts";
import * as opcodes from "./assembly/opcodes.ts";
import type { BufferAddresses, KernelCall } from "./bufferAddresses.ts";
import { bindConvolution, bindDepthwise } from "./convolutionCalls.ts";
import type { KernelMemory } from "./kernelModule.ts";
import { bindMatmul } from "./matmulCalls.ts";

const binaryOpcodes = {
  add: opcodes.ADD,
  subtract: opcodes.SUBTRACT,
  multiply: opcodes.MULTIPLY,
  divide: opcodes.DIVIDE,
  mask: opcodes.MASK,
  first: opcodes.FIRST,
} satisfies Record<BinaryOperation, number>;

const unaryOpcodes = {
  exp: opcodes.EXP,
  log: opcodes.LOG,
  sqrt: opcodes.SQRT,
  relu: opcodes.RELU,
  step: opcodes.STEP,
  round: opcodes.ROUND,
} satisfies Record<UnaryOperation, number>;

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
      return bindMatmul(work, workshop, places);
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
