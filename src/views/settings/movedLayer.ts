/** Layers in another order. */

/** A list with the entry of one place at another; the same entries where the other place is none. */
export function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const entry = list[from];
  if (entry === undefined || to < 0 || to >= list.length) return list;
  const others = list.filter((_, place) => place !== from);
  return [...others.slice(0, to), entry, ...others.slice(to)];
}

/** The place of the row whose middle is nearest to a height. @param rows their tops and heights, from top to bottom */
export function placeAt(y: number, rows: readonly { readonly top: number; readonly height: number }[]): number {
  const distances = rows.map(({ top, height }) => Math.abs(top + height / 2 - y));
  return distances.indexOf(Math.min(...distances));
}
