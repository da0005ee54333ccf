/** WGSL for each piece of work: what one invocation does for one element, row or tile of it. */

import { volume } from "../../graph.ts";
import { type BufferId, joinAxes, type Reading, type Work } from "../../plan/plannedOps.ts";
import { depthwisePassage, depthwiseSharePassage } from "./depthwiseShader.ts";
import { convolvePassage, filterSharePassage, poolPassage } from "./imageShaders.ts";
import { element, finished, type Locate, literal, type Passage } from "./wgsl.ts";

function walkIndex(shape: readonly number[], strides: readonly number[]): string {
  const terms = shape.flatMap((n, axis) => {
    const stride = strides[axis]!;
    if (n === 1 || stride === 0) return [];
    const inner = volume(shape.slice(axis + 1));
    const outermost = shape.slice(0, axis).every((m) => m === 1);
    const place = inner === 1 ? "i" : `(i / ${inner}u)`;
    return [`${outermost ? place : `(${place} % ${n}u)`} * ${stride}u`];
  });
  return terms.length ? terms.join(" + ").replaceAll(" * 1u", "") : "0u";
}

const combinations = {
  add: (a: string, b: string) => `${a} + ${b}`,
  subtract: (a: string, b: string) => `${a} - ${b}`,
  multiply: (a: string, b: string) => `${a} * ${b}`,
  divide: (a: string, b: string) => `${a} / ${b}`,
  mask: (a: string, b: string) => `select(0.0, ${a}, ${b} > 0.0)`,
  first: (a: string, _: string) => a,
};
const changes = {
  exp: (x: string) => `exp(${x})`,
  log: (x: string) => `log(${x})`,
  sqrt: (x: string) => `sqrt(${x})`,
  relu: (x: string) => `max(${x}, 0.0)`,
  positive: (x: string) => `select(0.0, 1.0, ${x} > 0.0)`,
  round: (x: string) => `round(${x})`,
};

function combinePassage(
  work: Extract<Work, { kind: "combine" }>,
  locate: Locate,
  sizeOf: (buffer: BufferId) => number,
): Passage {
  const { shape, left, right } = joinAxes(work.shape, work.left, work.right);
  const extent = volume(work.shape);
  const side = ({ buffer, offset }: Reading, strides: readonly number[]) => {
    const index = walkIndex(shape, strides);
    return element(locate(buffer), offset === 0 ? index : `${offset}u + ${index}`);
  };
  const value = combinations[work.operation](side(work.left, left), side(work.right, right));
  const inOrder = ({ buffer }: Reading, strides: readonly number[]) =>
    strides.every((step) => step === 0)
      ? sizeOf(buffer) === 1
      : walkIndex(shape, strides) === "i" && sizeOf(buffer) === extent;
  return {
    extent,
    elementwise: inOrder(work.left, left) && inOrder(work.right, right),
    cost: 1,
    body: `${element(locate(work.to), "i")} = ${value};`,
  };
}

type RowWork = Extract<Work, { kind: "softmax" | "logSoftmax" | "largest" }>;

function softmaxPassage(work: RowWork, locate: Locate): Passage {
  const { classes, rows, kind } = work;
  const from = element(locate(work.from), "at + c");
  const to = element(locate(work.to), "at + c");
  const value = kind === "softmax" ? `exp(${from} - top) / total` : `${from} - top - log(total)`;
  return {
    extent: rows,
    elementwise: false,
    cost: 3 * classes,
    body: `
      let at = i * ${classes}u;
      var top = ${element(locate(work.from), "at")};
      for (var c = 1u; c < ${classes}u; c++) { top = max(top, ${from}); }
      var total = 0.0;
      for (var c = 0u; c < ${classes}u; c++) { total += exp(${from} - top); }
      for (var c = 0u; c < ${classes}u; c++) { ${to} = ${value}; }`,
  };
}

function largestPassage({ from, to, rows, classes }: RowWork, locate: Locate): Passage {
  return {
    extent: rows,
    elementwise: false,
    cost: classes,
    body: `
      let at = i * ${classes}u;
      var top = ${element(locate(from), "at")};
      for (var c = 1u; c < ${classes}u; c++) { top = max(top, ${element(locate(from), "at + c")}); }
      ${element(locate(to), "i")} = top;`,
  };
}

function sumPassage(work: Extract<Work, { kind: "sum" }>, locate: Locate): Passage {
  const { outer, middle, inner } = work;
  const extent = outer * inner;
  const to = locate(work.to);
  if (extent === 1) {
    return {
      extent: middle,
      elementwise: false,
      cost: 1,
      body: element(locate(work.from), "i"),
      total: { to: element(to, "0u") },
    };
  }
  const start =
    inner === 1 ? `i * ${middle}u` : outer === 1 ? "i" : `(i / ${inner}u) * ${middle * inner}u + i % ${inner}u`;
  return {
    extent,
    elementwise: false,
    cost: middle,
    body: `
      let at = ${start};
      var total = 0.0;
      for (var k = 0u; k < ${middle}u; k++) { total += ${element(locate(work.from), `at + k * ${inner}u`)}; }
      ${element(to, "i")} = total;`,
  };
}

/** Tiles each invocation of a product computes: more sums a number read, where there are enough tiles to go round. */
export function tileOf(rows: number, columns: number): readonly [number, number] {
  return rows * columns >= 32_768 ? [4, 4] : [1, 1];
}

function productPassage(work: Extract<Work, { kind: "product" }>, locate: Locate): Passage {
  const { batch, rows, columns, depth, transposeA, transposeB, epilogue } = work;
  const [high, wide] = tileOf(batch * rows, columns);
  const [across, down] = [Math.ceil(columns / wide), Math.ceil(rows / high)];
  const start = (size: number) => (batch === 1 ? "" : `n * ${size}u + `);
  const tile = batch === 1 ? "i" : `(i % ${across * down}u)`;
  const left = (row: string) =>
    element(locate(work.left), start(rows * depth) + (transposeA ? `k * ${rows}u + ${row}` : `${row} * ${depth}u + k`));
  const right = (column: string) =>
    element(
      locate(work.right),
      start(depth * columns) + (transposeB ? `${column} * ${depth}u + k` : `k * ${columns}u + ${column}`),
    );
  const r = Array.from({ length: high }, (_, n) => n);
  const c = Array.from({ length: wide }, (_, n) => n);
  const last = (size: number) => `${size - 1}u`;
  const lines = [
    ...(batch === 1 ? [] : [`let n = i / ${across * down}u;`]),
    `let row = (${tile} / ${across}u) * ${high}u;`,
    `let column = (${tile} % ${across}u) * ${wide}u;`,
    ...r.map((n) => `let r${n} = min(row + ${n}u, ${last(rows)});`),
    ...c.map((n) => `let c${n} = min(column + ${n}u, ${last(columns)});`),
    ...r.flatMap((a) => c.map((b) => `var s${a}_${b} = 0.0;`)),
    `for (var k = 0u; k < ${depth}u; k++) {`,
    ...c.map((n) => `let y${n} = ${right(`c${n}`)};`),
    ...r.flatMap((a) => [`let x${a} = ${left(`r${a}`)};`, ...c.map((b) => `s${a}_${b} += x${a} * y${b};`)]),
    "}",
    ...r.flatMap((a) =>
      c.map((b) => {
        const at = `${start(rows * columns)}(row + ${a}u) * ${columns}u + column + ${b}u`;
        const store = `${element(locate(work.to), at)} = ${finished(`s${a}_${b}`, at, `column + ${b}u`, epilogue, locate)};`;
        return high * wide === 1 ? store : `if (row + ${a}u < ${rows}u && column + ${b}u < ${columns}u) { ${store} }`;
      }),
    ),
  ];
  return { extent: batch * across * down, elementwise: false, cost: depth, body: lines.join("\n") };
}

function embedPassage(work: Extract<Work, { kind: "embed" }>, locate: Locate): Passage {
  const { outer, before, size, length } = work;
  const end = before + size;
  const from = element(
    locate(work.from),
    `(i / ${length}u) * ${size}u + clamp(at, ${before}u, ${end - 1}u) - ${before}u`,
  );
  return {
    extent: outer * length,
    elementwise: false,
    cost: 1,
    body: `
      let at = i % ${length}u;
      ${element(locate(work.to), "i")} = select(0.0, ${from}, at >= ${before}u && at < ${end}u);`,
  };
}

/** A piece of work as WGSL. @param sizeOf floats in a buffer; @param keyAt where a key lies among the inputs */
export function passageOf(
  work: Work,
  locate: Locate,
  sizeOf: (buffer: BufferId) => number,
  keyAt: (name: string) => number,
): Passage {
  switch (work.kind) {
    case "combine":
      return combinePassage(work, locate, sizeOf);
    case "change": {
      const value = changes[work.operation](element(locate(work.from), "i"));
      return {
        extent: sizeOf(work.to),
        elementwise: true,
        cost: 1,
        body: `${element(locate(work.to), "i")} = ${value};`,
      };
    }
    case "product":
      return productPassage(work, locate);
    case "convolve":
    case "convolveInputGradient":
      return convolvePassage(work, locate);
    case "convolveFilterGradient":
      return filterSharePassage(work, locate);
    case "depthwise":
    case "depthwiseInputGradient":
      return depthwisePassage(work, locate);
    case "depthwiseFilterGradient":
      return depthwiseSharePassage(work, locate);
    case "sum":
      return sumPassage(work, locate);
    case "softmax":
    case "logSoftmax":
      return softmaxPassage(work, locate);
    case "largest":
      return largestPassage(work, locate);
    case "maxPool":
    case "maxPoolGradient":
      return poolPassage(work, locate);
    case "embed":
      return embedPassage(work, locate);
    case "dropoutMask": {
      const least = `${Math.ceil(work.rate * 2 ** 32)}u`;
      const drawn = `mix32(i * 0x9e3779b1u + inputs[${keyAt(work.key)}u])`;
      const value = `select(0.0, ${literal(1 / (1 - work.rate))}, ${drawn} >= ${least})`;
      return {
        extent: sizeOf(work.to),
        elementwise: true,
        cost: 1,
        body: `${element(locate(work.to), "i")} = ${value};`,
      };
    }
  }
}
