/** Writes the inputs of a run into a program's buffers. */

import type { ImageBatch } from "../../imageBatch.ts";
import type { StagedBytes } from "./bufferAddresses.ts";
import { type ExecutorMemory, reserveScratch } from "./executorMemory.ts";
import { named } from "./kernelSignatures.ts";

/** Writes one value of an input. @throws RangeError naming the input where the value does not fit */
export type InputWriter = (given: number | Float32Array | ImageBatch) => void;

/** Where an input is in memory: the address of its buffer in bytes, its size in floats. */
export interface InputBuffer {
  readonly name: string;
  readonly address: number;
  readonly size: number;
  /** where its images may stay bytes; null where they become floats at once */
  readonly staged: StagedBytes | null;
}

/** The writer of one input. */
export function bindInput(store: ExecutorMemory, { name, address, size, staged }: InputBuffer): InputWriter {
  const { memory } = store;
  return (given) => {
    if (staged) staged.gather = null;
    if (typeof given === "number") {
      memory.floats(address, 1)[0] = given;
      return;
    }
    if (given instanceof Float32Array) {
      if (given.length !== size)
        throw new RangeError(`the input "${name}" takes ${size} values, but was given ${given.length}`);
      memory.floats(address, size).set(given);
      return;
    }
    const { bytes, height, width, channels, indices, jitter, key } = given;
    const values = height * width * channels;
    if (indices.length * values !== size)
      throw new RangeError(`the input "${name}" takes ${size} values, but was given ${indices.length} images`);
    const batch = named({
      to: address,
      bytes: reserveScratch(store, `bytes ${name}`, Math.ceil(size / 4)),
      count: indices.length,
      height,
      width,
      channels,
      jitter,
      key: key | 0,
    });
    const copies = memory.bytes(batch.bytes, size);
    for (let i = 0; i < indices.length; i++) {
      const from = indices[i]! * values;
      copies.set(bytes.subarray(from, from + values), i * values);
    }
    const gather = () =>
      memory.kernels.gather(
        batch.to,
        batch.bytes,
        batch.count,
        batch.height,
        batch.width,
        batch.channels,
        batch.jitter,
        batch.key,
      );
    if (!staged || jitter > 0) return gather();
    // Unshifted images stay bytes; the first call that needs floats runs `gather`.
    staged.bytes = batch.bytes;
    staged.gather = gather;
  };
}
