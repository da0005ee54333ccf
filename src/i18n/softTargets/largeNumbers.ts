/** Large numbers in few figures, as each language says them. */

/** A large number in few figures: "838 k", "1.2 M", "650". */
export function fewFigures(value: number): string {
  if (value >= 999_500) return `${(value / 1e6).toFixed(1)}\u00a0M`;
  if (value >= 10_000) return `${Math.round(value / 1e3)}\u00a0k`;
  return value >= 1000 ? `${Number((value / 1e3).toFixed(1))}\u00a0k` : `${value}`;
}

/** A large number to three figures as Chinese says it, in units of ten thousand, with the measure word after it: "83.8 万", "8,540 ". */
export function tenThousands(value: number): string {
  const figures = Number(value.toPrecision(3));
  return figures >= 10_000 ? `${figures / 1e4}\u00a0万` : `${figures.toLocaleString("en-US")}\u00a0`;
}
