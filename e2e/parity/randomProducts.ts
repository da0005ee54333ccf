/** Products of random shapes, with every epilogue, for comparing the variants of a kernel with the reference. */

import { openStream, type Random, streamKey } from "../../src/math/random.ts";
import type { Ops, Tensor } from "../../src/tensor/graph.ts";
import type { Build, Shapes } from "../../src/testing/executorParity.ts";

export interface RandomProduct {
  readonly shapes: Shapes;
  readonly build: Build;
}

/** Adds what a product may end with: a bias, a ReLU, or both; backwards the ReLU is a mask. */
function ended(ops: Ops, product: Tensor, bias: Tensor | undefined, relu: boolean): Tensor {
  const shifted = bias ? ops.add(product, bias) : product;
  return relu ? ops.relu(shifted) : shifted;
}

function matrices(random: Random, hasBias: boolean, relu: boolean): RandomProduct {
  const [rows, columns, depth] = [1 + random.integer(70), 1 + random.integer(70), 1 + random.integer(90)];
  const batch = random.integer(3) === 0 ? [1 + random.integer(3)] : [];
  const [transposeA, transposeB] = [random.integer(2) === 1, random.integer(2) === 1];
  const bias = hasBias ? { bias: [...batch.map(() => 1), 1, columns] } : {};
  return {
    shapes: {
      a: [...batch, ...(transposeA ? [depth, rows] : [rows, depth])],
      b: [...batch, ...(transposeB ? [columns, depth] : [depth, columns])],
      ...bias,
    },
    // A ReLU before the product gives its gradient a mask.
    build: (ops, p) => ended(ops, ops.matmul(ops.relu(p["a"]!), p["b"]!, transposeA, transposeB), p["bias"], relu),
  };
}

function convolution(random: Random, hasBias: boolean, relu: boolean): RandomProduct {
  const kernel = 1 + random.integer(5);
  const [height, width] = [kernel + random.integer(9), kernel + random.integer(9)];
  const [images, channels, filters] = [1 + random.integer(5), 1 + random.integer(6), 1 + random.integer(20)];
  const padding = kernel % 2 === 1 && random.integer(2) === 1 ? "same" : "valid";
  return {
    shapes: {
      a: [images, height, width, channels],
      b: [kernel, kernel, channels, filters],
      ...(hasBias ? { bias: [1, 1, 1, filters] } : {}),
    },
    build: (ops, p) => ended(ops, ops.convolve(ops.relu(p["a"]!), p["b"]!, padding), p["bias"], relu),
  };
}

/** The product of a seed: of two in a row one is a convolution, of eight each has another end. */
export function randomProduct(seed: number): RandomProduct {
  const random = openStream(streamKey(seed, "product"));
  const [hasBias, relu] = [(seed & 2) !== 0, (seed & 4) !== 0];
  return seed % 2 === 0 ? matrices(random, hasBias, relu) : convolution(random, hasBias, relu);
}
