/** The teacher's voice in a student's job: its logits for every batch, cached by example where views do not change. */

import type { Architecture } from "../domain/architecture.ts";
import type { Dataset } from "../domain/dataset.ts";
import { openStream, streamKey } from "../math/random.ts";
import type { Executor } from "../tensor/executor.ts";
import type { ImageBatch } from "../tensor/imageBatch.ts";
import { answererOf, largestOf } from "./evaluate.ts";
import { recordAnswers } from "./recording.ts";

/** A batch as the student sees it: places in the transfer set, and the very images. */
export interface View {
  readonly indices: Int32Array;
  readonly images: ImageBatch;
}

/** Gives the teacher's logits for a view, [batch, classes]. */
export type Voice = (view: View) => Promise<Float32Array>;

/**
 * Exchanges the classes other than the largest, by a permutation that belongs to the example: the largest keeps its
 * logit, and with it the entropy of the targets, but likeness between classes is lost. (Furlanello et al. 2018, DKPP.)
 */
export function shuffleOthers(row: Float32Array, seed: number, example: number): void {
  const top = largestOf(row);
  const others = Array.from(row).filter((_, k) => k !== top);
  const order = openStream(streamKey(seed, "shuffled", example)).permutation(others.length);
  let next = 0;
  for (let k = 0; k < row.length; k++) if (k !== top) row[k] = others[order[next++]!]!;
}

/**
 * Opens the teacher's voice. The teacher's weights must be in the executor's store.
 * @param jittered views change from step to step: the teacher answers on the same view, at the batch's size
 * @param shuffleSeed exchanges the lesser classes of each example; null leaves the targets alone
 */
export async function openVoice(
  executor: Executor,
  teacher: Architecture,
  transfer: Dataset,
  jittered: boolean,
  batchSize: number,
  shuffleSeed: number | null,
): Promise<Voice> {
  const { classes } = teacher;
  const shuffled = (logits: Float32Array, indices: Int32Array) => {
    if (shuffleSeed === null) return logits;
    for (const [i, example] of indices.entries())
      shuffleOthers(logits.subarray(i * classes, (i + 1) * classes), shuffleSeed, example);
    return logits;
  };
  if (jittered) {
    const compiled = executor.compile(recordAnswers("teacher", teacher, batchSize));
    return async ({ indices, images }) => shuffled((await compiled.run({ images })).logits!, indices);
  }
  const cache = await answererOf(executor, "teacher", teacher)(transfer);
  return async ({ indices }) => {
    const logits = new Float32Array(indices.length * classes);
    for (const [i, example] of indices.entries())
      logits.set(cache.subarray(example * classes, (example + 1) * classes), i * classes);
    return shuffled(logits, indices);
  };
}
