/**
 * The bias experiment of Hinton et al. 2015, section 3: one number is added to the logits of classes that were left
 * out.
 */

/** Logits on a test set with the true classes. */
export interface LabelledLogits {
  /** [labels.length, classes] */
  readonly logits: Float32Array;
  readonly labels: Uint8Array;
  readonly classes: number;
}

/** Test errors with a bias. */
export interface BiasedErrors {
  readonly bias: number;
  readonly errors: number;
  /** of these, those on images of the dropped classes */
  readonly errorsOnDropped: number;
}

/**
 * For each image the effect of a bias on the dropped classes, so that any bias is evaluated in one pass over the
 * images.
 */
export interface BiasThresholds {
  /** above this bias the prediction of an image is its best dropped class, else its best other class */
  readonly flipBias: Float64Array;
  /** log odds of the dropped classes together against the rest, at bias 0 and temperature 1 */
  readonly logOdds: Float64Array;
  /** bit 1: the best dropped class is the true one; bit 0: the best other class is */
  readonly correctness: Uint8Array;
  /** 1 where the true class is a dropped one */
  readonly onDropped: Uint8Array;
  /** the dropped classes' share among all classes */
  readonly share: number;
}

/** The largest magnitude of a bias. */
export const MAX_BIAS = 15;

/**
 * Finds for every image the effect of a common bias on the dropped classes' logits.
 * @throws RangeError when no class or every class is dropped
 */
export function biasThresholds(
  { logits, labels, classes }: LabelledLogits,
  dropped: readonly number[],
): BiasThresholds {
  const isDropped = Array.from({ length: classes }, (_, c) => dropped.includes(c));
  if (!isDropped.includes(true) || !isDropped.includes(false))
    throw new RangeError(`a bias needs some classes dropped and some not; dropped are ${dropped.join(", ") || "none"}`);
  const count = labels.length;
  const [flipBias, logOdds] = [new Float64Array(count), new Float64Array(count)];
  const [correctness, onDropped] = [new Uint8Array(count), new Uint8Array(count)];
  for (let i = 0; i < count; i++) {
    const best = [-1, -1];
    for (let c = 0; c < classes; c++) {
      const side = isDropped[c] ? 1 : 0;
      if (best[side]! < 0 || logits[i * classes + c]! > logits[i * classes + best[side]!]!) best[side] = c;
    }
    const tops = best.map((c) => logits[i * classes + c]!) as [number, number];
    const sums = [0, 0];
    for (let c = 0; c < classes; c++) {
      const side = isDropped[c] ? 1 : 0;
      sums[side]! += Math.exp(logits[i * classes + c]! - tops[side]!);
    }
    flipBias[i] = tops[0] - tops[1];
    logOdds[i] = tops[1] + Math.log(sums[1]!) - tops[0] - Math.log(sums[0]!);
    correctness[i] = (best[0] === labels[i] ? 1 : 0) | (best[1] === labels[i] ? 2 : 0);
    onDropped[i] = isDropped[labels[i]!] ? 1 : 0;
  }
  return { flipBias, logOdds, correctness, onDropped, share: dropped.length / classes };
}

/** Errors with `bias` added to the logits of the dropped classes. */
export function errorsWithBias({ flipBias, correctness, onDropped }: BiasThresholds, bias: number): BiasedErrors {
  let [errors, errorsOnDropped] = [0, 0];
  for (let i = 0; i < flipBias.length; i++) {
    const isCorrect = bias > flipBias[i]! ? correctness[i]! & 2 : correctness[i]! & 1;
    if (isCorrect) continue;
    errors++;
    errorsOnDropped += onDropped[i]!;
  }
  return { bias, errors, errorsOnDropped };
}

/** Mean over the images of the dropped classes' total probability with `bias`, at temperature 1. */
export function shareOfDropped({ logOdds }: BiasThresholds, bias: number): number {
  let sum = 0;
  for (const value of logOdds) sum += 1 / (1 + Math.exp(-(value + bias)));
  return sum / logOdds.length;
}

/**
 * The bias chosen without labels: with it the mean probability of the dropped classes equals their share among all
 * classes. By bisection, as that probability grows with the bias; to 0.01.
 */
export function biasByShare(thresholds: BiasThresholds): number {
  let [low, high] = [-MAX_BIAS, MAX_BIAS];
  for (let halving = 0; halving < 16; halving++) {
    const middle = (low + high) / 2;
    if (shareOfDropped(thresholds, middle) < thresholds.share) low = middle;
    else high = middle;
  }
  return Math.round(((low + high) / 2) * 100) / 100;
}

/** Errors at every tenth from -MAX_BIAS to MAX_BIAS, in one pass: the prediction of an image changes at most once. */
function errorsByTenths({ flipBias, correctness }: BiasThresholds): Int32Array {
  const max = 10 * MAX_BIAS;
  const errors = new Int32Array(2 * max + 1);
  for (let i = 0; i < flipBias.length; i++) {
    const before = correctness[i]! & 1 ? 0 : 1;
    const after = correctness[i]! & 2 ? 0 : 1;
    // The first tenth above the image's flip bias, by the same comparison as in errorsWithBias.
    let tenth = Math.min(max + 1, Math.max(-max, Math.floor(10 * flipBias[i]!)));
    while (tenth <= max && tenth / 10 <= flipBias[i]!) tenth++;
    errors[0]! += before;
    if (tenth <= max) errors[tenth + max]! += after - before;
  }
  for (let at = 1; at < errors.length; at++) errors[at]! += errors[at - 1]!;
  return errors;
}

/**
 * The bias with the fewest test errors, which the paper chooses on the test labels. Of equals the one nearest 0;
 * to 0.1.
 */
export function biasBestOnTest(thresholds: BiasThresholds): number {
  const max = 10 * MAX_BIAS;
  const errors = errorsByTenths(thresholds);
  let best = 0;
  for (let tenths = 1; tenths <= max; tenths++)
    for (const tenth of [tenths, -tenths]) if (errors[tenth + max]! < errors[best + max]!) best = tenth;
  return best / 10;
}
