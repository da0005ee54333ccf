/** Where the buffers and the scratch memory of a program are, for binding calls of kernels. */

import type { Epilogue } from "../../plan/plannedOps.ts";
import { type Argument, named } from "./kernelSignatures.ts";

/** The random keys of one run, by name; a run is identified by this object. */
export type Keys = Readonly<Record<string, number>>;
/** Calls of kernels with fixed addresses. */
export type KernelCall = (keys: Keys) => void;

/** What scratch memory is used for: packed sides of products, a rotated filter or partial sums, sparse rows. */
export type Scratch = "left" | "right" | "filter or sums" | "transposed sparse rows" | `sparse rows ${number}`;

/** Images that an input was given as bytes, while nothing needs them as floats. */
export interface StagedBytes {
  /** where the bytes are */
  bytes: Argument<"bytes">;
  /** converts the bytes to floats; null where that is done, or where floats were given */
  gather: (() => void) | null;
}

/** The sparse rows of a buffer, which the first product of a run that needs them computes. */
export interface SparseRowsState {
  /** the run that computed them */
  run: Keys | null;
  /** false where the buffer has too few zeros */
  fits: boolean;
}

/** Addresses of one program. */
export interface BufferAddresses {
  /** of a buffer, in bytes */
  address(buffer: number): number;
  /** address in bytes of `count` floats that any call may overwrite; one region for each use, shared by all programs */
  scratch(use: Scratch, count: number): number;
  /** whether a buffer may be mostly 0; the kernel counts. See sparseCandidates.ts */
  isSparseCandidate(buffer: number): boolean;
  /** images that may still be bytes; null where a buffer always has floats */
  staged(buffer: number): StagedBytes | null;
  sparseRows(buffer: number): SparseRowsState;
  /** address in bytes of `count` floats that are 0 at first, and whose border no call writes */
  padded(count: number, geometry: string): number;
}

/** A product's epilogue as arguments; the address of a bias or mask is 0 where there is none. */
export function epilogueArguments({ bias, relu, mask }: Epilogue, { address }: BufferAddresses) {
  return named({
    bias: bias === null ? 0 : address(bias),
    relu: relu ? 1 : 0,
    mask: mask === null ? 0 : address(mask),
  });
}
