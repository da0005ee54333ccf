/** Parts of WGSL code: how it reads and writes buffers, and the body of a shader. */

import type { BufferId, Epilogue } from "../../plan/plannedOps.ts";

/** Where a buffer is: in one of the bound arrays, from a float on; or a constant of the code. */
export type BufferLocation =
  | { readonly array: "parameters" | "workspace" | "inputs" | "results"; readonly offset: number }
  | { readonly constant: number };

/** Returns the location of a buffer. */
export type Locate = (buffer: BufferId) => BufferLocation;

/** A kernel: what a workgroup does. */
export interface KernelSource {
  readonly workgroups: number;
  /** invocations of a workgroup, at most 256, which every device allows */
  readonly threads: number;
  /** functions and workgroup memory */
  readonly declarations: string;
  /** statements of the invocation `thread` of the workgroup `group`, both u32; barriers are allowed */
  readonly body: string;
}

/** A planned operation as WGSL. */
export interface ShaderBody {
  /** number of invocations of `body`, for i = 0, 1, ... */
  readonly invocations: number;
  /** true where invocation i reads and writes only element i of buffers: no barrier is needed before the next body */
  readonly elementwise: boolean;
  /** about how many values one invocation reads */
  readonly cost: number;
  /** statements for one i, a u32 */
  readonly body: string;
  /** where true, `body` is for a whole workgroup that runs neighbours too, and may have barriers; `thread` counts invocations */
  readonly isWorkgroup?: boolean;
  /** where given, the operation is this kernel, and the rest says how large it would be */
  readonly own?: KernelSource;
}

/** A float literal. */
export function literal(value: number): string {
  return `f32(${Object.is(value, -0) ? "-0.0" : value})`;
}

/** An element of a buffer. @param index WGSL expression, a u32 */
export function element(location: BufferLocation, index: string): string {
  if ("constant" in location) return literal(location.constant);
  const at = location.offset === 0 ? index : `${location.offset}u + ${index}`;
  return location.array === "inputs" ? `bitcast<f32>(inputs[${at}])` : `${location.array}[${at}]`;
}

/** The whole numbers below a count. */
export function upTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, n) => n);
}

/** One side of an invocation's tile: its length, the WGSL expression of where it begins, and the length of what tiles divide. */
export interface TileSide {
  readonly tile: number;
  readonly begin: string;
  readonly whole: number;
}

/**
 * The statements that store each value of an invocation's tile. Where the tiles do not divide what they are of, each asks
 * whether its value is there.
 * @param store the statement for the value at so many steps down and across
 */
export function tileStores(
  down: TileSide,
  across: TileSide,
  store: (a: number, b: number) => string,
): readonly string[] {
  const isWhole = down.whole % down.tile === 0 && across.whole % across.tile === 0;
  return upTo(down.tile).flatMap((a) =>
    upTo(across.tile).map((b) => {
      const isThere = `${down.begin} + ${a}u < ${down.whole}u && ${across.begin} + ${b}u < ${across.whole}u`;
      return isWhole ? store(a, b) : `if (${isThere}) { ${store(a, b)} }`;
    }),
  );
}

/** The sum `s` after a product's epilogue. @param at index of the element; @param column its column */
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
