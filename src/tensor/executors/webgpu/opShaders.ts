/**
 * The WGSL body of each planned operation: what one invocation computes, an element, a row or a tile.
 * Element-by-element operations and padding are here; products, convolutions, pooling, sums and rows have their own files.
 */

import { volume } from "../../graph.ts";
import {
  type BinaryOperation,
  type BufferId,
  joinAxes,
  type PlannedOp,
  type PlannedOpOf,
  type StridedView,
  type UnaryOperation,
} from "../../plan/plannedOps.ts";
import { tiledConvolution } from "./convolutionProduct.ts";
import { depthwiseBody, depthwiseFilterGradientBody } from "./depthwiseShader.ts";
import type { DeviceProfile } from "./deviceProfile.ts";
import { convolveBody, filterGradientBody, poolBody } from "./imageShaders.ts";
import { matmulBody, tiledMatmul } from "./matmulShader.ts";
import { directTileOf, isProduct, tilingOf } from "./productTiling.ts";
import { rowBody, sumBody } from "./sharedReductions.ts";
import { element, type Locate, literal, type ShaderBody } from "./wgslExpressions.ts";

function flatIndex(shape: readonly number[], strides: readonly number[]): string {
  const terms = shape.flatMap((n, axis) => {
    const stride = strides[axis]!;
    if (n === 1 || stride === 0) return [];
    const inner = volume(shape.slice(axis + 1));
    const outermost = shape.slice(0, axis).every((m) => m === 1);
    const position = inner === 1 ? "i" : `(i / ${inner}u)`;
    return [`${outermost ? position : `(${position} % ${n}u)`} * ${stride}u`];
  });
  return terms.length ? terms.join(" + ").replaceAll(" * 1u", "") : "0u";
}

const binaryExpressions = {
  add: (a: string, b: string) => `${a} + ${b}`,
  subtract: (a: string, b: string) => `${a} - ${b}`,
  multiply: (a: string, b: string) => `${a} * ${b}`,
  divide: (a: string, b: string) => `${a} / ${b}`,
  mask: (a: string, b: string) => `select(0.0, ${a}, ${b} > 0.0)`,
  copy: (a: string, _: string) => a,
} satisfies Record<BinaryOperation, (a: string, b: string) => string>;

const unaryExpressions = {
  exp: (x: string) => `exp(${x})`,
  log: (x: string) => `log(${x})`,
  sqrt: (x: string) => `sqrt(${x})`,
  relu: (x: string) => `max(${x}, 0.0)`,
  step: (x: string) => `select(0.0, 1.0, ${x} > 0.0)`,
  round: (x: string) => `round(${x})`,
} satisfies Record<UnaryOperation, (x: string) => string>;

function binaryBody(op: PlannedOpOf<"binary">, locate: Locate, sizeOf: (buffer: BufferId) => number): ShaderBody {
  const { shape, left, right } = joinAxes(op.shape, op.left, op.right);
  const invocations = volume(op.shape);
  const side = ({ buffer, offset }: StridedView, strides: readonly number[]) => {
    const index = flatIndex(shape, strides);
    return element(locate(buffer), offset === 0 ? index : `${offset}u + ${index}`);
  };
  const value = binaryExpressions[op.operation](side(op.left, left), side(op.right, right));
  const inOrder = ({ buffer }: StridedView, strides: readonly number[]) =>
    strides.every((stride) => stride === 0)
      ? sizeOf(buffer) === 1
      : flatIndex(shape, strides) === "i" && sizeOf(buffer) === invocations;
  return {
    invocations,
    elementwise: inOrder(op.left, left) && inOrder(op.right, right),
    cost: 1,
    body: `${element(locate(op.to), "i")} = ${value};`,
  };
}

function padBody(op: PlannedOpOf<"pad">, locate: Locate): ShaderBody {
  const { outer, before, size, length } = op;
  const end = before + size;
  const from = element(
    locate(op.from),
    `(i / ${length}u) * ${size}u + clamp(at, ${before}u, ${end - 1}u) - ${before}u`,
  );
  return {
    invocations: outer * length,
    elementwise: false,
    cost: 1,
    body: `
      let at = i % ${length}u;
      ${element(locate(op.to), "i")} = select(0.0, ${from}, at >= ${before}u && at < ${end}u);`,
  };
}

/**
 * A planned operation as WGSL.
 * @param sizeOf floats in a buffer
 * @param keyAt index of a key among the inputs
 */
export function shaderBodyOf(
  op: PlannedOp,
  locate: Locate,
  sizeOf: (buffer: BufferId) => number,
  keyAt: (name: string) => number,
  profile: DeviceProfile,
): ShaderBody {
  const tiling = isProduct(op) ? tilingOf(op, profile) : null;
  switch (op.kind) {
    case "binary":
      return binaryBody(op, locate, sizeOf);
    case "unary": {
      const value = unaryExpressions[op.operation](element(locate(op.from), "i"));
      return {
        invocations: sizeOf(op.to),
        elementwise: true,
        cost: 1,
        body: `${element(locate(op.to), "i")} = ${value};`,
      };
    }
    case "matmul":
      return tiling ? tiledMatmul(op, locate, tiling) : matmulBody(op, locate, directTileOf(op, profile));
    case "convolve":
    case "convolveInputGradient":
      return tiling ? tiledConvolution(op, locate, tiling) : convolveBody(op, locate, directTileOf(op, profile));
    case "convolveFilterGradient":
      return tiling ? tiledConvolution(op, locate, tiling) : filterGradientBody(op, locate, directTileOf(op, profile));
    case "depthwise":
    case "depthwiseInputGradient":
      return depthwiseBody(op, locate);
    case "depthwiseFilterGradient":
      return depthwiseFilterGradientBody(op, locate);
    case "sum":
      return sumBody(op, locate, profile);
    case "softmax":
    case "logSoftmax":
    case "max":
      return rowBody(op, locate, profile);
    case "maxPool":
    case "maxPoolGradient":
      return poolBody(op, locate);
    case "pad":
      return padBody(op, locate);
    case "dropoutMask": {
      const least = `${Math.ceil(op.rate * 2 ** 32)}u`;
      const drawn = `mix32(i * 0x9e3779b1u + inputs[${keyAt(op.key)}u])`;
      const value = `select(0.0, ${literal(1 / (1 - op.rate))}, ${drawn} >= ${least})`;
      return {
        invocations: sizeOf(op.to),
        elementwise: true,
        cost: 1,
        body: `${element(locate(op.to), "i")} = ${value};`,
      };
    }
    default:
      return op satisfies never;
  }
}
