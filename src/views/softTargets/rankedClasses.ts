/** Which classes have a row among the bars: all of a few, the largest of many. */

/** Up to so many classes all have a row, in the order of the classes. */
export const MOST_ROWS = 12;
/** So many of more classes have one. */
const RANKED = 10;

/** The classes that have a row, from the first to the last, and whether others are left out. */
export interface ClassRows {
  readonly shown: readonly number[];
  /** classes without a row */
  readonly others: readonly number[];
}

/**
 * Of more than twelve classes the ten that are largest in either answer, from the largest down, the true class among
 * them.
 * @param answers probabilities by class
 */
export function rankedClasses(
  classes: number,
  answers: readonly (ArrayLike<number> | null)[],
  trueClass: number | undefined,
): ClassRows {
  const all = Array.from({ length: classes }, (_, c) => c);
  if (classes <= MOST_ROWS) return { shown: all, others: [] };
  const sizes = all.map((c) => Math.max(...answers.map((p) => p?.[c] ?? 0)));
  const ranked = all.toSorted((a, b) => sizes[b]! - sizes[a]! || a - b);
  const shown = ranked.slice(0, RANKED);
  if (trueClass !== undefined && !shown.includes(trueClass)) shown[RANKED - 1] = trueClass;
  return { shown, others: ranked.filter((c) => !shown.includes(c)) };
}

/** The sum of some classes' probabilities. */
export function sumOf(p: ArrayLike<number>, classes: readonly number[]): number {
  return classes.reduce((sum, c) => sum + p[c]!, 0);
}
