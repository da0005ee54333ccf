/** WGSL for matrix products. */

import type { PlannedOpOf } from "../../plan/plannedOps.ts";
import type { Tiling } from "./deviceProfile.ts";
import { tiledBody } from "./tiledProduct.ts";
import { element, type Locate, type ShaderBody, tileStores, upTo, withEpilogue } from "./wgslExpressions.ts";

/** A workgroup for each tile of the result, through workgroup memory. */
export function tiledMatmul(op: PlannedOpOf<"matmul">, locate: Locate, { tile }: Tiling): ShaderBody {
  const { batch, rows, columns, depth, transposeA, transposeB } = op;
  const start = (size: number) => (batch === 1 ? "" : `n * ${size}u + `);
  const left = start(rows * depth) + (transposeA ? `k * ${rows}u + row` : `row * ${depth}u + k`);
  const right = start(depth * columns) + (transposeB ? `column * ${depth}u + k` : `k * ${columns}u + column`);
  const sides = {
    left: `return ${element(locate(op.left), left)};`,
    right: `return ${element(locate(op.right), right)};`,
    ...{ leftAlongDepth: !transposeA, rightAlongDepth: transposeB },
  };
  return tiledBody(op, op, sides, tile, locate);
}

/** One invocation for each tile of the result. @param tile its rows and columns */
export function matmulBody(
  op: PlannedOpOf<"matmul">,
  locate: Locate,
  [high, wide]: readonly [number, number],
): ShaderBody {
  const { batch, rows, columns, depth, transposeA, transposeB, epilogue } = op;
  const [across, down] = [Math.ceil(columns / wide), Math.ceil(rows / high)];
  const start = (size: number) => (batch === 1 ? "" : `n * ${size}u + `);
  const tile = batch === 1 ? "i" : `(i % ${across * down}u)`;
  const left = (row: string) =>
    element(locate(op.left), start(rows * depth) + (transposeA ? `k * ${rows}u + ${row}` : `${row} * ${depth}u + k`));
  const right = (column: string) =>
    element(
      locate(op.right),
      start(depth * columns) + (transposeB ? `${column} * ${depth}u + k` : `k * ${columns}u + ${column}`),
    );
  const [r, c] = [upTo(high), upTo(wide)];
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
    ...tileStores(
      { tile: high, begin: "row", whole: rows },
      { tile: wide, begin: "column", whole: columns },
      (a, b) => {
        const at = `${start(rows * columns)}(row + ${a}u) * ${columns}u + column + ${b}u`;
        return `${element(locate(op.to), at)} = ${withEpilogue(`s${a}_${b}`, at, `column + ${b}u`, epilogue, locate)};`;
      },
    ),
  ];
  return {
    invocations: batch * across * down,
    elementwise: false,
    cost: (depth * (high + wide)) / 2,
    body: lines.join("\n"),
  };
}
