/** Sums, maxima and softmax of random shapes, for comparing the variants of their kernels with the reference. */

import { openStream, streamKey } from "../../math/random.ts";
import type { Build, Shapes } from "../executorParity.ts";

/** A graph of one reduction, and the shapes of its parameters. */
export interface RandomReduction {
  readonly shapes: Shapes;
  readonly build: Build;
}

/** The reduction of a seed: of six in a row each is of another kind. Some fit into one workgroup, some do not. */
export function randomReduction(seed: number): RandomReduction {
  const random = openStream(streamKey(seed, "reduction"));
  const upTo = (most: number) => 1 + random.integer(most);
  const [rows, terms] = [upTo(90), upTo(seed % 12 < 6 ? 60 : 900)];
  const matrix = { a: [rows, terms] };
  const cube = { a: [upTo(5), terms, 1 + upTo(40)] };
  const kinds: readonly RandomReduction[] = [
    { shapes: matrix, build: (ops, p) => ops.softmax(p["a"]!) },
    { shapes: matrix, build: (ops, p) => ops.logSoftmax(p["a"]!) },
    { shapes: { ...matrix, b: [rows, 3] }, build: (ops, p) => ops.multiply(p["b"]!, ops.max(p["a"]!)) },
    { shapes: cube, build: (ops, p) => ops.sum(ops.exp(p["a"]!), [1]) },
    { shapes: matrix, build: (ops, p) => ops.sum(ops.exp(p["a"]!), [1]) },
    { shapes: cube, build: (ops, p) => ops.total(ops.multiply(p["a"]!, p["a"]!)) },
  ];
  return kinds[seed % kinds.length]!;
}
