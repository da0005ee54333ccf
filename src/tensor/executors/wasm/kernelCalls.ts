/** Turns planned operations into calls of kernels with fixed addresses. */

import {
  type BinaryOperation,
  joinAxes,
  type PlannedOp,
  type PlannedOpOf,
  type StridedView,
  type UnaryOperation,
} from "../../plan/plannedOps.ts";
import * as opcodes from "./assembly/opcodes.ts";
import type { BufferAddresses, KernelCall } from "./bufferAddresses.ts";
import { bindConvolution, bindDepthwise } from "./convolutionCalls.ts";
import type { KernelMemory } from "./kernelModule.ts";
import { argument, named } from "./kernelSignatures.ts";
import { bindMatmul } from "./matmulCalls.ts";

const binaryOpcodes = {
  add: opcodes.ADD,
  subtract: opcodes.SUBTRACT,
  multiply: opcodes.MULTIPLY,
  divide: opcodes.DIVIDE,
  mask: opcodes.MASK,
  copy: opcodes.COPY,
} satisfies Record<BinaryOperation, number>;

const unaryOpcodes = {
  exp: opcodes.EXP,
  log: opcodes.LOG,
  sqrt: opcodes.SQRT,
  relu: opcodes.RELU,
  step: opcodes.STEP,
  round: opcodes.ROUND,
} satisfies Record<UnaryOperation, number>;

/** Lengths n of the result's four axes, and the strides a and b of both sides along them. */
function axesOf(op: PlannedOpOf<"binary">) {
  const { shape, left, right } = joinAxes(op.shape, op.left, op.right);
  const [n0, n1, n2, n3] = shape;
  const [a0, a1, a2, a3] = left;
  const [b0, b1, b2, b3] = right;
  return { n0, n1, n2, n3, a0, a1, a2, a3, b0, b1, b2, b3 };
}

function bindBinary(op: PlannedOpOf<"binary">, { kernels }: KernelMemory, { address }: BufferAddresses): KernelCall {
  const side = ({ buffer, offset }: StridedView) => address(buffer) + 4 * offset;
  const { operation, to, a, b } = named({
    operation: binaryOpcodes[op.operation],
    to: address(op.to),
    a: side(op.left),
    b: side(op.right),
  });
  const { n0, n1, n2, n3, a0, a1, a2, a3, b0, b1, b2, b3 } = named(axesOf(op));
  return () => kernels.binary(operation, to, a, b, n0, n1, n2, n3, a0, a1, a2, a3, b0, b1, b2, b3);
}

function bindPooling(
  op: PlannedOpOf<"maxPool" | "maxPoolGradient">,
  { kernels }: KernelMemory,
  { address }: BufferAddresses,
): KernelCall {
  const [batch, ...image] = op.images as readonly [number, number, number, number];
  const { to, from, images, height, width, channels, size } = named({
    to: address(op.to),
    from: address(op.from),
    images: batch,
    height: image[0],
    width: image[1],
    channels: image[2],
    size: op.size,
  });
  if (op.kind === "maxPool") return () => kernels.maxPool(to, from, images, height, width, channels, size);
  const { gradient } = named({ gradient: address(op.gradient) });
  return () => kernels.maxPoolGradient(to, from, gradient, images, height, width, channels, size);
}

/** The calls that compute a planned operation. @param sizeOf floats in a buffer */
export function bindOp(
  op: PlannedOp,
  memory: KernelMemory,
  addresses: BufferAddresses,
  sizeOf: (buffer: number) => number,
): KernelCall {
  const { kernels } = memory;
  const { address } = addresses;
  const { to } = named({ to: address(op.to) });
  switch (op.kind) {
    case "binary":
      return bindBinary(op, memory, addresses);
    case "unary": {
      const { operation, from, count } = named({
        operation: unaryOpcodes[op.operation],
        from: address(op.from),
        count: sizeOf(op.to),
      });
      return () => kernels.unary(operation, to, from, count);
    }
    case "matmul":
      return bindMatmul(op, memory, addresses);
    case "convolve":
    case "convolveInputGradient":
    case "convolveFilterGradient":
      return bindConvolution(op, memory, addresses);
    case "depthwise":
    case "depthwiseInputGradient":
    case "depthwiseFilterGradient":
      return bindDepthwise(op, memory, addresses);
    case "sum": {
      const { from, outer, middle, inner, scratch } = named({
        from: address(op.from),
        outer: op.outer,
        middle: op.middle,
        inner: op.inner,
        scratch: addresses.scratch("filter or sums", op.inner),
      });
      return () => kernels.sum(to, from, outer, middle, inner, scratch);
    }
    case "softmax":
    case "logSoftmax":
    case "max": {
      const { from, rows, classes } = named({ from: address(op.from), rows: op.rows, classes: op.classes });
      const kernel = op.kind === "max" ? kernels.rowMax : kernels[op.kind];
      return () => kernel(to, from, rows, classes);
    }
    case "maxPool":
    case "maxPoolGradient":
      return bindPooling(op, memory, addresses);
    case "pad": {
      const { from, outer, before, size, length } = named({
        from: address(op.from),
        outer: op.outer,
        before: op.before,
        size: op.size,
        length: op.length,
      });
      return () => kernels.pad(to, from, outer, before, size, length);
    }
    case "dropoutMask": {
      const { key, rate } = op;
      const { least, kept, count } = named({
        least: Math.ceil(rate * 2 ** 32) | 0,
        kept: 1 / (1 - rate),
        count: sizeOf(op.to),
      });
      return (keys) => kernels.dropoutMask(to, argument("key", keys[key]! | 0), least, kept, count);
    }
    default:
      return op satisfies never;
  }
}
