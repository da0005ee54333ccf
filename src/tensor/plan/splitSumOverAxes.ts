/** Splits a sum over any axes into sums over neighbouring axes. */

import { volume } from "../graph.ts";

/** One sum over neighbouring axes: from [outer, middle, inner] over the middle, to [outer, inner]. */
export interface ContiguousSum {
  readonly outer: number;
  readonly middle: number;
  readonly inner: number;
}

/**
 * The sums that together sum over `axes`, those over the last axes first. Axes of length 1 need no sum; the list is
 * empty where all have length 1.
 */
export function splitSumOverAxes(from: readonly number[], axes: readonly number[]): readonly ContiguousSum[] {
  const shape = [...from];
  const summed = axes.filter((axis) => shape[axis] !== 1).sort((a, b) => b - a);
  const sums: ContiguousSum[] = [];
  while (summed.length > 0) {
    const last = summed.shift()!;
    let first = last;
    while (
      summed[0] !== undefined &&
      (summed[0] === first - 1 || shape.slice(summed[0] + 1, first).every((n) => n === 1))
    )
      first = summed.shift()!;
    sums.push({
      outer: volume(shape.slice(0, first)),
      middle: volume(shape.slice(first, last + 1)),
      inner: volume(shape.slice(last + 1)),
    });
    for (let axis = first; axis <= last; axis++) shape[axis] = 1;
  }
  return sums;
}
