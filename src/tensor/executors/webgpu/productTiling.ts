/** Which products go through workgroup memory, and in which tiles: by their shape and the device. */

import type { PlannedOp, PlannedOpOf } from "../../plan/plannedOps.ts";
import type { DeviceProfile, Tile, Tiling } from "./deviceProfile.ts";
import { isSmallBody } from "./fusedKernels.ts";
import { type ProductSize, SLICE, tilesOf } from "./tiledProduct.ts";

/** The operations that are products. */
export type Product = PlannedOpOf<"matmul" | "convolve" | "convolveInputGradient" | "convolveFilterGradient">;

/** Sides from which a tile is as wide as it can be: below it most of its columns would be empty. */
const NARROW = 16;
/** Least slices of the depth in a part, so that loads outweigh the second pass. */
const LEAST_SLICES = 2;
const MOST_PARTS = 128;

/** Whether an operation is a product. */
export function isProduct(op: PlannedOp): op is Product {
  return op.kind === "matmul" || op.kind.startsWith("convolve");
}

/** Height and width of what a convolution gives. */
export function convolvedSides(op: Exclude<Product, { kind: "matmul" }>): readonly [number, number] {
  const [, height, width] = op.images as readonly [number, number, number, number];
  const shrinkage = op.filter[0]! - 1 - 2 * op.border;
  return [height - shrinkage, width - shrinkage];
}

/**
 * An operation as a product of matrices. A convolution has a row for each place of its result and sums over the places and
 * channels of its filter; a gradient of the filter has a row for each of these, and sums over images and places.
 */
export function productSize(op: Product): ProductSize {
  if (op.kind === "matmul") return op;
  const [images, height, width] = op.images as readonly [number, number, number, number];
  const [kernel, , channels, filters] = op.filter as readonly [number, number, number, number];
  const [high, wide] = convolvedSides(op);
  const places = kernel * kernel;
  switch (op.kind) {
    case "convolve":
      return { batch: 1, rows: images * high * wide, columns: filters, depth: places * channels };
    case "convolveInputGradient":
      return { batch: 1, rows: images * height * width, columns: channels, depth: places * filters };
    case "convolveFilterGradient":
      return { batch: 1, rows: places * channels, columns: filters, depth: images * high * wide };
  }
}

function tileOf(size: ProductSize, workgroups: number): Tile {
  if (size.columns <= NARROW) return [32, 16];
  if (size.rows <= NARROW) return [16, 32];
  return tilesOf(size, [64, 64]) >= workgroups ? [64, 64] : [32, 32];
}

/** Results from which one invocation of a product computes several. */
const MANY = 32_768;
/** Most rows and most columns of an invocation's tile, and results from which no tile is asked for that divides them all. */
const [LONGEST, LEAST] = [8, 16];
/** The tile of a product that no such tile divides: its invocations ask before each store, which costs compilers time. */
const UNEVEN: readonly [number, number] = [4, 4];

/** The largest number up to `LONGEST` of which a length is a multiple. */
function wholePart(length: number): number {
  for (let part = LONGEST; part > 1; part--) if (length % part === 0) return part;
  return 1;
}

/** What is divided into tiles of one invocation each: as many neighbours, and columns, of so many results in all. */
function directSizes(op: Product): readonly [count: number, neighbours: number, columns: number] {
  const { batch, rows, columns } = productSize(op);
  if (op.kind === "matmul") return [batch * rows * columns, rows, columns];
  // A filter's gradient has a share for each image, and its neighbours are those of a filter's row, [kernel, channels].
  if (op.kind === "convolveFilterGradient")
    return [op.images[0]! * rows * columns, op.filter[0]! * op.filter[2]!, columns];
  return [rows * columns, op.kind === "convolve" ? convolvedSides(op)[1] : op.images[2]!, columns];
}

/**
 * Rows and columns of a product that one invocation computes, so that what it reads serves several results. The rows of a
 * convolution are neighbours in a row of its output, those of a filter's gradient neighbours in a row of the filter.
 */
export function directTileOf(op: Product, { products }: DeviceProfile): readonly [number, number] {
  if (typeof products === "object" && "direct" in products) return products.direct;
  const [count, neighbours, columns] = directSizes(op);
  if (count < MANY) return [1, 1];
  const whole = [wholePart(neighbours), wholePart(columns)] as const;
  return whole[0] * whole[1] >= LEAST ? whole : UNEVEN;
}

/** How a product is tiled; null where each invocation computes its own values, on devices for which that is faster. */
export function tilingOf(op: Product, { products, workgroups }: DeviceProfile): Tiling | null {
  if (typeof products === "object") return "direct" in products ? null : products;
  const size = productSize(op);
  const invocations = size.batch * size.rows * size.columns;
  if (products === "direct" || isSmallBody({ invocations, cost: size.depth })) return null;
  const tile = tileOf(size, workgroups);
  const wanted = Math.floor(workgroups / tilesOf(size, tile));
  const possible = Math.floor(size.depth / (LEAST_SLICES * SLICE));
  return { tile, parts: Math.max(1, Math.min(wanted, possible, MOST_PARTS)) };
}
