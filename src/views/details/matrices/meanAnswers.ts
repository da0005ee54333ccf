/** Mean probabilities by true class, from logits on the test set. */

import { softmax } from "../../../math/softmax.ts";

/** At most this many images are averaged, so that a moved slider shows its effect at once. */
const MAX_IMAGES = 2000;

/** A row for each true class: the mean probability of each answer at a temperature, over the first images. */
export function meanAnswers(
  logits: Float32Array,
  labels: Uint8Array,
  classes: number,
  temperature: number,
): number[][] {
  const sums = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  const totals = new Array<number>(classes).fill(0);
  for (let i = 0; i < imagesOf(logits, classes); i++) {
    const p = softmax(logits.subarray(i * classes, (i + 1) * classes), temperature);
    totals[labels[i]!]! += 1;
    for (let c = 0; c < classes; c++) sums[labels[i]!]![c]! += p[c]!;
  }
  return sums.map((row, c) => row.map((sum) => sum / Math.max(1, totals[c]!)));
}

/** How many images are averaged. */
export function imagesOf(logits: Float32Array, classes: number): number {
  return Math.min(logits.length / classes, MAX_IMAGES);
}

/** The wrong answer with the largest mean probability. */
export function mostAlike(cells: readonly (readonly number[])[]): { trueClass: number; answer: number; share: number } {
  let most = { trueClass: 0, answer: 1, share: -1 };
  for (const [trueClass, row] of cells.entries())
    for (const [answer, share] of row.entries())
      if (trueClass !== answer && share > most.share) most = { trueClass, answer, share };
  return most;
}
