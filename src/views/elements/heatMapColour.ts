/** How strongly a cell of a heat map is coloured. */

/** 0 for the best of some numbers, 1 for the worst; half where all are alike. Fewer is better, unless said otherwise. */
export function heatShare(value: number, all: readonly number[], moreIsBetter = false): number {
  const [low, high] = [Math.min(...all), Math.max(...all)];
  if (low === high) return 0.5;
  const share = (value - low) / (high - low);
  return moreIsBetter ? 1 - share : share;
}
