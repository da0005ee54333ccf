/** Which stops of a slider are labelled. */

/** Least room between two labels. */
const GAP = 8;
/** The stops that are labelled first; then their neighbours, as far as there is room. */
const FIRST = [1, 4, 20, 100, 10, 2, 40, 8, 0.1, 3, 5, 15, 30];

/**
 * The stops whose labels do not touch each other.
 * @param width from the first to the last stop
 * @param figure width of a figure of the labels
 * @param always a stop that is labelled first
 */
export function labelledStops(
  stops: readonly number[],
  width: number,
  figure: number,
  always: number | null,
): readonly number[] {
  const last = Math.max(1, stops.length - 1);
  const chosen: number[] = [];
  const edges = (stop: number) => {
    const [middle, half] = [(stops.indexOf(stop) / last) * width, (`${stop}`.length * figure + GAP) / 2];
    return [middle - half, middle + half] as const;
  };
  const candidates = [...(always === null ? [] : [always]), ...FIRST, ...stops].filter((stop) => stops.includes(stop));
  for (const stop of candidates) {
    const [left, right] = edges(stop);
    const isFree = chosen.every((other) => {
      const [from, to] = edges(other);
      return right <= from || left >= to;
    });
    if (isFree) chosen.push(stop);
  }
  return chosen.toSorted((a, b) => a - b);
}
