/** The strength of the colour of a heat map's cell. */

/** 0 for the best of some numbers, 1 for the worst, 0.5 where all are equal. Less is better unless `moreIsBetter`. */
export function heatShare(value: number, all: readonly number[], moreIsBetter = false): number {
  const [low, high] = [Math.min(...all), Math.max(...all)];
  if (low === high) return 0.5;
  const share = (value - low) / (high - low);
  return moreIsBetter ? 1 - share : share;
}

/** Share of colour in the strongest cell, percent: text on it still has AA contrast in both themes. */
const STRONGEST = 42;

/** The share of a class's images in one wrong cell from which its colour is the strongest. */
const MANY_WRONG = 0.15;

/**
 * Colour of a cell of a confusion matrix, percent. It follows the count alone, not the other cells, so that matrices can
 * be compared.
 * @param total images of the true class
 */
export function errorShare(value: number, total: number, isRight: boolean): number {
  if (value === 0 || total === 0) return 0;
  const share = value / total;
  return Math.round(isRight ? 4 + 12 * share : 8 + (STRONGEST - 8) * Math.min(1, Math.sqrt(share / MANY_WRONG)));
}

/**
 * Colour of a cell of a map of probabilities, percent.
 * @param largest probability of a wrong class, in all maps that are compared
 */
export function probabilityShare(p: number, largest: number, isRight: boolean): number {
  if (isRight) return Math.round(20 * p);
  return Math.round(STRONGEST * Math.min(1, (p / Math.max(largest, 1e-12)) ** 1.5));
}
