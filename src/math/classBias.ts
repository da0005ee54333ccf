/** The bias experiment of Hinton et al. 2015, section 3: adding one number to the logits of classes never seen. */

import { softmax } from "./softmax.ts";

/** Logits on a test set with their true classes. */
export interface Judged {
  /** [labels.length, classes] */
  readonly logits: Float32Array;
  readonly labels: Uint8Array;
  readonly classes: number;
}

/** Mistakes when a bias has been added. */
export interface BiasedErrors {
  readonly bias: number;
  readonly errors: number;
  /** of those, on images of the classes that were left out */
  readonly errorsOnDropped: number;
}

/** Largest bias that is looked at, either way. */
export const MOST_BIAS = 15;
const STEP = 0.1;

/** Errors with `bias` added to the logits of the dropped classes. */
export function errorsWithBias(
  { logits, labels, classes }: Judged,
  dropped: readonly number[],
  bias: number,
): BiasedErrors {
  const added = Array.from({ length: classes }, (_, c) => (dropped.includes(c) ? bias : 0));
  let [errors, errorsOnDropped] = [0, 0];
  for (let i = 0; i < labels.length; i++) {
    let best = 0;
    for (let c = 1; c < classes; c++)
      if (logits[i * classes + c]! + added[c]! > logits[i * classes + best]! + added[best]!) best = c;
    if (best === labels[i]) continue;
    errors++;
    if (dropped.includes(labels[i]!)) errorsOnDropped++;
  }
  return { bias, errors, errorsOnDropped };
}

/** Mean probability, at temperature 1, that biased predictions give to the dropped classes together. */
export function shareOfDropped({ logits, labels, classes }: Judged, dropped: readonly number[], bias: number): number {
  let sum = 0;
  for (let i = 0; i < labels.length; i++) {
    const row = Float64Array.from(logits.subarray(i * classes, (i + 1) * classes));
    for (const c of dropped) row[c]! += bias;
    const p = softmax(row);
    for (const c of dropped) sum += p[c]!;
  }
  return sum / labels.length;
}

/**
 * The bias that needs no label: it makes the mean probability of the dropped classes equal to their share among all
 * classes, by bisection (the share grows with the bias).
 */
export function biasByShare(judged: Judged, dropped: readonly number[]): number {
  const share = dropped.length / judged.classes;
  let [low, high] = [-MOST_BIAS, MOST_BIAS];
  for (let halving = 0; halving < 16; halving++) {
    const middle = (low + high) / 2;
    if (shareOfDropped(judged, dropped, middle) < share) low = middle;
    else high = middle;
  }
  return Math.round(((low + high) / 2) * 100) / 100;
}

/** The bias with the fewest test errors: the paper's choice, which looks at the test labels. Of equals the smallest. */
export function biasBestOnTest(judged: Judged, dropped: readonly number[]): number {
  const steps = Math.round(MOST_BIAS / STEP);
  let best = errorsWithBias(judged, dropped, 0);
  for (let k = 1; k <= steps; k++)
    for (const bias of [k * STEP, -k * STEP]) {
      const found = errorsWithBias(judged, dropped, bias);
      if (found.errors < best.errors) best = found;
    }
  return Math.round(best.bias * 10) / 10;
}
