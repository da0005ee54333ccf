/**
 * WGSL for a product of matrices through workgroup memory: a workgroup computes a tile of the result, and loads the parts
 * of both sides that it needs once for all of its invocations. Matrices, convolutions and their gradients are such products;
 * they differ in how an element of a side is read.
 */

import type { BufferId, Epilogue } from "../../plan/plannedOps.ts";
import type { Tile } from "./deviceProfile.ts";
import { element, type KernelSource, type Locate, type ShaderBody, withEpilogue } from "./wgslExpressions.ts";

/** Rows and columns that one invocation computes. */
const STRIP = 4;
/** Steps along the depth that are loaded at once. */
export const SLICE = 16;

/** A product of matrices: [batch, rows, columns], each value the sum of `depth` terms. */
export interface ProductSize {
  readonly batch: number;
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
}

/** How elements of both sides of a product are read. */
export interface ProductSides {
  /** statements that return the element of the left side at (n, row, k), and of the right at (n, k, column), all u32 and in range */
  readonly left: string;
  readonly right: string;
  /** whether neighbours in memory are neighbours along k: it decides which invocation loads what */
  readonly leftAlongDepth: boolean;
  readonly rightAlongDepth: boolean;
}

interface TiledProduct extends ProductSize, ProductSides {
  /** statements that store the sum `s` at (part, n, row, column) */
  readonly store: string;
  /** parts of the depth, each of which is summed by workgroups of its own */
  readonly parts: number;
  readonly tile: Tile;
}

/** Depth of each part but the last, a multiple of the slice. */
function depthOfPart({ depth, parts }: Pick<TiledProduct, "depth" | "parts">): number {
  return Math.ceil(depth / parts / SLICE) * SLICE;
}

/** Workgroups that a product has without parts. */
export function tilesOf(
  { batch, rows, columns }: Pick<TiledProduct, "batch" | "rows" | "columns">,
  tile: Tile,
): number {
  return batch * Math.ceil(rows / tile[0]) * Math.ceil(columns / tile[1]);
}

/** Loads a slice of one side: each invocation loads vectors of four neighbours across the depth. */
function loadSlice(side: "left" | "right", lanes: number, threads: number, alongDepth: boolean): string {
  const items = SLICE * lanes;
  const [at, first] = side === "left" ? ["row", "row0"] : ["column", "column0"];
  const element = (by: number) =>
    side === "left" ? `left_at(n, ${at} + ${by}u, k, end)` : `right_at(n, k, ${at} + ${by}u, end)`;
  return `for (var e = thread; e < ${items}u; e += ${threads}u) {
      let depth_at = ${alongDepth ? `e % ${SLICE}u` : `e / ${lanes}u`};
      let lane = ${alongDepth ? `e / ${SLICE}u` : `e % ${lanes}u`};
      let k = k0 + depth_at;
      let ${at} = ${first} + lane * ${STRIP}u;
      ${side}_slice[depth_at * ${lanes + 1}u + lane] = vec4f(${[0, 1, 2, 3].map(element).join(", ")});
    }`;
}

/** The kernel of a product. */
function tiledProduct(product: TiledProduct): KernelSource {
  const { batch, rows, columns, depth, left, right, store, parts, tile } = product;
  const [lanesDown, lanesAcross] = [tile[0] / STRIP, tile[1] / STRIP];
  const threads = lanesDown * lanesAcross;
  const [down, across] = [Math.ceil(rows / tile[0]), Math.ceil(columns / tile[1])];
  const chunk = depthOfPart(product);
  const strip = [0, 1, 2, 3];
  const declarations = `
fn left_at(n: u32, row: u32, k: u32, end: u32) -> f32 {
  if (row >= ${rows}u || k >= end) { return 0.0; }
  ${left}
}
fn right_at(n: u32, k: u32, column: u32, end: u32) -> f32 {
  if (column >= ${columns}u || k >= end) { return 0.0; }
  ${right}
}
fn store_at(part: u32, n: u32, row: u32, column: u32, s: f32) {
  if (row >= ${rows}u || column >= ${columns}u) { return; }
  ${store}
}
var<workgroup> left_slice: array<vec4f, ${SLICE * (lanesDown + 1)}>;
var<workgroup> right_slice: array<vec4f, ${SLICE * (lanesAcross + 1)}>;`;
  const body = `
    let column0 = (group % ${across}u) * ${tile[1]}u;
    let row0 = (group / ${across}u % ${down}u) * ${tile[0]}u;
    let n = group / ${across * down}u % ${batch}u;
    let part = group / ${across * down * batch}u;
    let begin = part * ${chunk}u;
    let end = min(begin + ${chunk}u, ${depth}u);
    let lane_across = thread % ${lanesAcross}u;
    let lane_down = thread / ${lanesAcross}u;
    ${strip.map((r) => `var s${r} = vec4f();`).join(" ")}
    for (var k0 = begin; k0 < end; k0 += ${SLICE}u) {
      ${loadSlice("left", lanesDown, threads, product.leftAlongDepth)}
      ${loadSlice("right", lanesAcross, threads, product.rightAlongDepth)}
      workgroupBarrier();
      for (var k = 0u; k < ${SLICE}u; k++) {
        let x = left_slice[k * ${lanesDown + 1}u + lane_down];
        let y = right_slice[k * ${lanesAcross + 1}u + lane_across];
        ${strip.map((r) => `s${r} += x[${r}] * y;`).join(" ")}
      }
      workgroupBarrier();
    }
    let row = row0 + lane_down * ${STRIP}u;
    let column = column0 + lane_across * ${STRIP}u;
    ${strip.flatMap((r) => strip.map((c) => `store_at(part, n, row + ${r}u, column + ${c}u, s${r}[${c}]);`)).join("\n    ")}`;
  return { workgroups: parts * tilesOf(product, tile), threads, declarations, body };
}

/** A product as a shader body of its own, which ends with the operation's epilogue or stores each part of the depth. */
export function tiledBody(
  op: { readonly to: BufferId; readonly parts: number; readonly epilogue: Epilogue },
  { batch, rows, columns, depth }: ProductSize,
  sides: ProductSides,
  tile: Tile,
  locate: Locate,
): ShaderBody {
  const { parts, epilogue } = op;
  const part = parts === 1 ? "" : `part * ${batch * rows * columns}u + `;
  const matrix = batch === 1 ? "" : `n * ${rows * columns}u + `;
  const own = tiledProduct({
    ...{ batch, rows, columns, depth, parts, tile },
    ...sides,
    store: `let at = ${part}${matrix}row * ${columns}u + column;
  ${element(locate(op.to), "at")} = ${withEpilogue("s", "at", "column", epilogue, locate)};`,
  });
  return { invocations: own.workgroups * own.threads, elementwise: false, cost: depth / parts, body: "", own };
}
