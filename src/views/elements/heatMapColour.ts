/** The strength of the colour of a heat map's cell. */

/** 0 for the best of some numbers, 1 for the worst, 0.5 where all are equal. Less is better unless `moreIsBetter`. */
export function heatShare(value: number, all: readonly number[], moreIsBetter = false): number {
  const [low, high] = [Math.min(...all), Math.max(...all)];
  if (low === high) return 0.5;
  const share = (value - low) / (high - low);
  return moreIsBetter ? 1 - share : share;
}
