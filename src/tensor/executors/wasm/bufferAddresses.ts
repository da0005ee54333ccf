/** Where a program's buffers and scratch lie in the kernels' memory, as calls of kernels need to know it. */

import type { Epilogue } from "../../plan/plannedOps.ts";

/** What a call may need besides addresses: the keys of this step. */
export type Keys = Readonly<Record<string, number>>;
export type KernelCall = (keys: Keys) => void;

/** What scratch is for. */
export type Scratch = "left" | "right" | "filter" | "turned" | `list ${number}`;

/** Images that an input was given as bytes, as long as nobody needs them as floats. */
export interface StagedBytes {
  /** address of the bytes */
  bytes: number;
  /** makes floats of them; null where that is done, or where floats were given */
  gather: (() => void) | null;
}

/** The list of a buffer, as the first product of a run made it. */
export interface SparseRowsState {
  /** the keys of the run it belongs to */
  of: Keys | null;
  fits: boolean;
}

/** Where things lie. */
export interface BufferAddresses {
  address(buffer: number): number;
  /** floats that any call may use and leave in any state; one region for each use */
  scratch(use: Scratch, count: number): number;
  /** true for images and what dropout left of them: mostly 0, as a rule */
  sparse(buffer: number): boolean;
  /** images that may still be bytes; null where a buffer always holds floats */
  staged(buffer: number): StagedBytes | null;
  /** what is known of the list of a buffer's values other than 0 */
  sparseRows(buffer: number): SparseRowsState;
  /** floats that are 0 at the start and whose border nobody writes */
  padded(count: number, geometry: string): number;
}

/** Addresses of bias and mask, 0 where there is none, and whether relu is applied. */
export function epilogueOf(
  { bias, relu, mask }: Epilogue,
  { address }: BufferAddresses,
): readonly [number, number, number] {
  return [bias === null ? 0 : address(bias), relu ? 1 : 0, mask === null ? 0 : address(mask)];
}
