/** The logits of a job's frozen networks for every batch, cached by example where views do not change. */

import type { Dataset } from "../../domain/dataset.ts";
import { openStream, streamKey } from "../../math/random.ts";
import type { Executor, Program } from "../../tensor/executor.ts";
import type { ImageBatch } from "../../tensor/imageBatch.ts";
import { argMax, openPredictor } from "./testMetrics.ts";

/** A batch as the student sees it: indices into the set that it is drawn from, and its images. */
export interface BatchView {
  readonly indices: Int32Array;
  readonly images: ImageBatch;
}

/** Gives a frozen network's logits for a view, [batch, classes]. */
export type FrozenLogits = (view: BatchView) => Promise<Float32Array>;

/**
 * Exchanges the classes other than the largest, by a permutation that belongs to the example: the largest keeps its
 * logit, and with it the entropy of the targets, but likeness between classes is lost. (Furlanello et al. 2018, DKPP.)
 */
export function shuffleOtherClasses(row: Float32Array, seed: number, example: number): void {
  const top = argMax(row);
  const others = Array.from(row).filter((_, k) => k !== top);
  const order = openStream(streamKey(seed, "shuffled", example)).permutation(others.length);
  let next = 0;
  for (let k = 0; k < row.length; k++) if (k !== top) row[k] = others[order[next++]!]!;
}

/** Logits of the run's own teacher for whole sets of images, [count, classes]: the same for all jobs of a run. */
export type FrozenLogitsCache = Map<"test" | "transfer" | "train", Promise<Float32Array>>;

/** Computes the logits for a set once for all who share a cache. @param cache undefined: they are always computed */
export function cachedLogits(
  cache: FrozenLogitsCache | undefined,
  set: "test" | "transfer" | "train",
  compute: () => Promise<Float32Array>,
): Promise<Float32Array> {
  const known = cache?.get(set);
  if (known) return known;
  const logits = compute();
  cache?.set(set, logits);
  return logits;
}

/** A frozen network, and how its logits are used. */
export interface FrozenNetwork {
  /** records its logits for a batch of some size; its weights must have been written to the executor */
  readonly record: (batchSize: number) => Program;
  readonly classes: number;
  /** seed by which the classes other than the largest are exchanged; null leaves them as they are */
  readonly shuffleSeed: number | null;
  /** its logits for the whole set, from a cache where they are known */
  readonly cached: (compute: () => Promise<Float32Array>) => Promise<Float32Array>;
}

/**
 * Opens a frozen network's logits for batches of a set.
 * @param jitteredBatch the batch size where views change from step to step; null where they do not
 */
export async function openFrozenLogits(
  executor: Executor,
  { record, classes, shuffleSeed, cached }: FrozenNetwork,
  set: Dataset,
  jitteredBatch: number | null,
): Promise<FrozenLogits> {
  const shuffled = (logits: Float32Array, indices: Int32Array) => {
    if (shuffleSeed === null) return logits;
    for (const [i, example] of indices.entries())
      shuffleOtherClasses(logits.subarray(i * classes, (i + 1) * classes), shuffleSeed, example);
    return logits;
  };
  if (jitteredBatch !== null) {
    const compiled = executor.compile(record(jitteredBatch));
    return async ({ indices, images }) => shuffled((await compiled.run({ images })).logits!, indices);
  }
  const ofSet = await cached(() => openPredictor(executor, record, classes)(set));
  return async ({ indices }) => {
    const logits = new Float32Array(indices.length * classes);
    for (const [i, example] of indices.entries())
      logits.set(ofSet.subarray(example * classes, (example + 1) * classes), i * classes);
    return shuffled(logits, indices);
  };
}
