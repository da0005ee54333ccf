/** The memory of one wasm executor: its parameters by name, and scratch memory that all its programs share. */

import type { KernelMemory } from "./kernelModule.ts";

/** A range of the memory: its address in bytes, its size in floats. */
export interface Region {
  readonly address: number;
  readonly size: number;
}

/** One executor's memory. */
export interface ExecutorMemory {
  readonly memory: KernelMemory;
  /** parameters and optimiser slots, by name */
  readonly parameters: Map<string, Region>;
  /** counts how often a parameter got another address */
  moves: number;
  /** scratch memory, by use */
  readonly scratch: Map<string, Region>;
}

/** The region of a parameter. @throws RangeError where it has not been written */
export function parameterRegion({ parameters }: ExecutorMemory, name: string): Region {
  const found = parameters.get(name);
  if (!found) throw new RangeError(`no parameter "${name}" has been written`);
  return found;
}

/** The region of a parameter or slot of `size` floats; reserves it where it is missing or of another size. */
export function reserveParameter(store: ExecutorMemory, name: string, size: number): Region {
  const known = store.parameters.get(name);
  if (known?.size === size) return known;
  if (known) store.moves++;
  const stored = { address: store.memory.reserve(size), size };
  store.parameters.set(name, stored);
  return stored;
}

/**
 * The address in bytes of at least `count` floats of scratch memory for one use. Larger memory replaces smaller; calls
 * bound before keep the smaller.
 */
export function reserveScratch({ scratch, memory }: ExecutorMemory, use: string, count: number): number {
  const known = scratch.get(use);
  if (known && known.size >= count) return known.address;
  const stored = { address: memory.reserve(count), size: count };
  scratch.set(use, stored);
  return stored.address;
}
