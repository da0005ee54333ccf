/** A frozen network's voice in a job: its logits for every batch, cached by example where views do not change. */

import type { Dataset } from "../../domain/dataset.ts";
import { openStream, streamKey } from "../../math/random.ts";
import type { Executor, Program } from "../../tensor/executor.ts";
import type { ImageBatch } from "../../tensor/imageBatch.ts";
import { argMax, openPredictor } from "./testMetrics.ts";

/** A batch as the student sees it: places in the transfer set, and the very images. */
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

/** What the run's own teacher has said to whole sets of images, by set: jobs of one run ask it the same again. */
export type FrozenLogitsCache = Map<"test" | "transfer" | "train", Promise<Float32Array>>;

/** Asks once, and remembers. @param heard undefined: what is asked is nobody else's question */
export function cachedLogits(
  heard: FrozenLogitsCache | undefined,
  set: "test" | "transfer" | "train",
  ask: () => Promise<Float32Array>,
): Promise<Float32Array> {
  const known = heard?.get(set);
  if (known) return known;
  const answer = ask();
  heard?.set(set, answer);
  return answer;
}

/** Who speaks, and how it is heard. */
export interface FrozenNetwork {
  /** records its answers for a batch of some size; its weights must be in the executor's store */
  readonly record: (batch: number) => Program;
  readonly classes: number;
  /** exchanges the lesser classes of each example; null leaves the targets alone */
  readonly shuffleSeed: number | null;
  /** where its answers to the whole set may be known already */
  readonly cached: (ask: () => Promise<Float32Array>) => Promise<Float32Array>;
}

/** Opens a voice. @param jitteredBatch the batch size where views change from step to step; null where they do not */
export async function openFrozenLogits(
  executor: Executor,
  { record, classes, shuffleSeed, cached }: FrozenNetwork,
  transfer: Dataset,
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
  const cache = await cached(() => openPredictor(executor, record, classes)(transfer));
  return async ({ indices }) => {
    const logits = new Float32Array(indices.length * classes);
    for (const [i, example] of indices.entries())
      logits.set(cache.subarray(example * classes, (example + 1) * classes), i * classes);
    return shuffled(logits, indices);
  };
}
