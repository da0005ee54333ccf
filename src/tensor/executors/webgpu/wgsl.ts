/** How WGSL reads and writes buffers, and what a piece of work looks like in it. */

import type { BufferId, Epilogue } from "../../plan/plannedOps.ts";

/** Where a buffer lies: in one of the bound arrays, from a float on; or it is one number that never changes. */
export type BufferLocation =
  | { readonly array: "parameters" | "workspace" | "inputs" | "results"; readonly offset: number }
  | { readonly constant: number };

/** Finds buffers. */
export type Locate = (buffer: BufferId) => BufferLocation;

/** A piece of work as WGSL. */
export interface ShaderBody {
  /** how often `body` is run, for i = 0, 1, ... */
  readonly invocations: number;
  /** element i reads and writes element i of buffers of its own size only; so neighbours need no barrier */
  readonly elementwise: boolean;
  /** numbers that one run of `body` goes through, about */
  readonly cost: number;
  /** statements for one i, a u32 */
  readonly body: string;
  /** adds up `extent` values of `body` (an expression of i) into one place instead */
  readonly total?: { readonly to: string };
}

/** A float literal. */
export function literal(value: number): string {
  return `f32(${Object.is(value, -0) ? "-0.0" : value})`;
}

/** A buffer's element. @param index WGSL expression, a u32 */
export function element(location: BufferLocation, index: string): string {
  if ("constant" in location) return literal(location.constant);
  const at = location.offset === 0 ? index : `${location.offset}u + ${index}`;
  return location.array === "inputs" ? `bitcast<f32>(inputs[${at}])` : `${location.array}[${at}]`;
}

/** Applies a product's epilogue to the sum `s`. @param at index of the element; @param column its column */
export function withEpilogue(
  s: string,
  at: string,
  column: string,
  { bias, relu, mask }: Epilogue,
  locate: Locate,
): string {
  const shifted = bias === null ? s : `${s} + ${element(locate(bias), column)}`;
  const rectified = relu ? `max(${shifted}, 0.0)` : shifted;
  return mask === null ? rectified : `select(0.0, ${rectified}, ${element(locate(mask), at)} > 0.0)`;
}
