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

/** How a product is tiled; null where each invocation computes its own values, on devices for which that is faster. */
export function tilingOf(op: Product, { products, workgroups }: DeviceProfile): Tiling | null {
  if (typeof products === "object") return products;
  const size = productSize(op);
  const invocations = size.batch * size.rows * size.columns;
  if (products === "direct" || isSmallBody({ invocations, cost: size.depth })) return null;
  const tile = tileOf(size, workgroups);
  const wanted = Math.floor(workgroups / tilesOf(size, tile));
  const possible = Math.floor(size.depth / (LEAST_SLICES * SLICE));
  return { tile, parts: Math.max(1, Math.min(wanted, possible, MOST_PARTS)) };
}
